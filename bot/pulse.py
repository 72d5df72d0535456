"""The pulse only wakes: what is due is a question to the tables."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from actions import (
    alike,
    broadcast,
    carry_over,
    clarify,
    draft,
    hall,
    household,
    key_watch,
    media,
    merge,
    milestones,
    prompt,
    recheck,
    remind,
    remind_hall,
    route,
    voices,
)
from actions.expire import warn_due
from actions.vote import close_due, shred_due
from bot.clock import TrustedClock
from bot.courier import Courier
from bot.lease import Held
from storage.database import Database, StorageFault
from storage.work import SqliteWork

EVERY = 5
DUE = (
    close_due, shred_due, warn_due, route.move_on, recheck.move_on, clarify.move_on, remind.remind_due,
    merge.end_silent, media.let_go, carry_over.end_due, broadcast.move_due, milestones.plan_due, prompt.move_on,
    hall.change_codes, draft.seal_due, voices.move_on, household.fold_due, remind_hall.remind_due,
    key_watch.move_on,
)  # fmt: skip
"""Whatever time brings about by itself; each finds nothing the second time."""
SCHEDULER = partial(AsyncIOScheduler, timezone="UTC")
CLOCK_KEY = "clock"
log = logging.getLogger(__name__)


class Pulse:
    def __init__(
        self,
        database: Database,
        clock: TrustedClock,
        courier: Courier,
        beat: Callable[[], Awaitable[None]],
        scheduler: Callable[[], Any] = SCHEDULER,
    ) -> None:
        self._database, self._clock, self._courier, self._beat = database, clock, courier, beat
        self._scheduler = scheduler()
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Fails when another machine has taken our lease: then this one must stop."""

    def start(self) -> None:
        self._scheduler.add_job(self.tick, IntervalTrigger(seconds=EVERY), max_instances=1, coalesce=True)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Do whatever is due. Polls close only by a confirmed clock."""
        try:
            await self._beat()
            closed = await self._database.write(self._due)
        except StorageFault as fault:
            log.error("%s", fault)
            return
        except Held as held:
            if not self.lost.done():
                self.lost.set_exception(held)
            return
        if closed:
            self._courier.kick()

    def _due(self, work: SqliteWork) -> int:
        if not self._clock.confirmed:
            return 0
        work.machine.note(CLOCK_KEY, work.now)
        alike.read_due(work)
        return sum(due(work) for due in DUE)
