"""One day in the village while Telegram fails: what people do, and what they wait for."""

import asyncio
import contextlib
import time
from dataclasses import dataclass

from bot.receiver import Stop
from tests.faults.judging import Judge
from tests.faults.mishaps import KINDS
from tests.play import Play
from tests.village_life import LINK

LONGEST_SILENCE = 25.0
LONGEST_RUN = 60.0
"""Seconds: without anything that comes or fails, and of all. A loaded machine is slow; what hangs is silent."""
TAPS = ("[button.option_in⟧ number=1]", "[button.option_out⟧ number=1]")
TO_PROPOSE = ("Selokan dekat makam mampet", "[button.yes_proposal]", "[button.whole_village]", "[benefit.semua]",
              "[button.yes_send]")  # fmt: skip


@dataclass(frozen=True)
class Run:
    kinds: tuple[str, ...]
    share: float
    seed: int
    twin: str = ""


class Day:
    """One day in the village under faults."""

    def __init__(self, play: Play, run: Run) -> None:
        self._play, self._run = play, run
        self._tg = play.telegram
        self._heard = 0
        self._tg.on_answer.append(self._count)
        self.stops: list[str] = []
        self.wrong: list[str] = []
        self.restarts = 0
        self.lag = 0.0

    def _count(self, method: str, given: object, answer: object) -> None:
        self._heard += method != "getUpdates"

    async def live(self) -> Judge:
        watch = asyncio.create_task(self._watch())
        self._tg.faults.rng.seed(self._run.seed)
        await self.drive()
        judge = Judge(self._play)
        for name in self._run.kinds:
            KINDS[name](self._play, self._run.share)
        self._do("Slamet", "[button.open_now]")
        self._do("Joko", "/usulan", "Warga")
        await self.drive()
        for turn in range(2):
            for name in ("Sari", "Budi", "Tini", "Rudi", "Karso"):
                self._do(name, TAPS[turn])
            self._do("Tini", TO_PROPOSE[turn])
            self._do("Tamu", (LINK, "Tamu Baru")[turn])
            self._do("Rudi", f"/usulan {turn + 1}")
            await self.drive()
        for name in ("Sari", "Budi", "Tini"):
            self._do(name, "[button.yes_empty]")
        for step in TO_PROPOSE[2:]:
            self._do("Tini", step)
            await self.drive()
        await self._next_evening()
        self._heal()
        await self.drive()
        watch.cancel()
        return judge

    def _do(self, name: str, words: str, place: str = "") -> None:
        """Say or press it; whoever does not see the button, because its letter never came, lets it be."""
        person, group = self._play.person(name), self._play.groups.get(place)
        if words.startswith("["):
            with contextlib.suppress(AssertionError):
                self._play.press(person, words[1:-1])
        else:
            person.say(words, group)

    async def _next_evening(self) -> None:
        self._tg.clock.advance(hours=35)
        await self._told_the_time()
        await self.drive()
        await self._play.bot.pulse.tick()
        await self.drive()

    def _heal(self) -> None:
        self._tg.faults.heal()
        self._tg.updates.repeats = 0.0
        self._tg.detours.end()

    async def drive(self) -> None:
        """Until nothing waits any more; whatever waits for a later moment is met by moving the clock."""
        begun = moved = time.monotonic()
        before, still = -1, 0
        while not await self._at_rest():
            now = time.monotonic()
            if before != self._progress():
                before, still, moved = self._progress(), 0, now
            assert now - moved < LONGEST_SILENCE and now - begun < LONGEST_RUN, await self._restless()
            still += 1
            if still % 8 == 0 and not self._tg.updates.pending():
                await self._move_on()
            await asyncio.sleep(0.005)

    def _progress(self) -> int:
        return self._heard + sum(struck.method != "getUpdates" for struck in self._tg.faults.log)

    async def _restless(self) -> str:
        app = self._play.bot
        waiting, due = await app.database.write(lambda work: (work.outbox.waiting()[0], work.outbox.next_due()))
        return (
            f"no rest: {waiting} letters, due in {(due or 0) - app.clock()} ms, idle: {app.courier.idle}, "
            f"{self._tg.updates.pending()} updates, {len(self._tg.detours)} late"
        )

    async def _at_rest(self) -> bool:
        await self._revived()
        app = self._play.bot
        waiting = await app.database.write(lambda work: work.outbox.waiting()[0])
        return not waiting and app.courier.idle and not self._tg.updates.pending() and not len(self._tg.detours)

    async def _move_on(self) -> None:
        app = self._play.bot
        due, now = await app.database.write(lambda work: work.outbox.next_due()), app.clock()
        moments = [] if due is None else [max(due, app.courier.floods.everyone)]
        moments += [] if app.courier.idle else [*app.courier.floods.chats.values(), app.courier.floods.everyone]
        if later := [moment for moment in moments if moment > now]:
            self._tg.clock.advance(seconds=(min(later) - now) / 1000 + 1)
        elif len(self._tg.detours):
            self._tg.clock.advance(seconds=5)
        await self._told_the_time()

    async def _told_the_time(self) -> None:
        await self._play.bot.gateway.bot.get_me()
        self._play.bot.courier.kick()

    async def _revived(self) -> None:
        """Where the bot has stopped with a clear line, somebody mends it and switches it on again."""
        ended = [task for task in self._play.bot._tasks if task.done()]
        if not ended:
            return
        for task in ended:
            error = task.exception()
            if not isinstance(error, Stop) or "\n" in str(error):
                self.wrong.append(f"ended: {error!r}")
            self.stops.append(str(error))
        await self._play.stop()
        await self._play.start()
        self.restarts += 1

    async def _watch(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.05)
            self.lag = max(self.lag, time.monotonic() - before - 0.05)
