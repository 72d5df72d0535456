"""Outbox → network: claim, send, settle. The only one that talks to Telegram's chats."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from actions.digest import gathered
from actions.fresh import READERS
from actions.letters import Letter
from bot.clock import TrustedClock
from bot.door import Courtesy
from bot.floods import Floods
from bot.log import told
from bot.looks import Looks
from bot.patience import Patience
from bot.settling import Arrived, ended, settle
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.outgoing import Outgoing, Reader
from storage.database import Database, StorageFault
from storage.outbox import Claimed, Pace
from storage.work import SqliteWork

MOST_UNDER_WAY = 64
KEPT_FOR_REPLIES = 2
"""Of the burst: what a broadcast never takes, so that who asks meanwhile need not wait for the next turn."""
BURST_SECONDS = 0.16
"""A burst and the rate together stay within what Telegram takes in any one second: 25 a second and 4 at once, of 30."""
GLANCE = 100
"""Milliseconds from one look to the next while letters are on their way."""
log = logging.getLogger(__name__)


class Meter:
    """So many messages a second over all chats, with a small burst. Begins empty: a restart makes no burst."""

    def __init__(self, rate: float, burst: int, running: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._running = rate, burst, running
        self._tokens, self._at = 0.0, running()

    def tokens(self) -> int:
        now = self._running()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        return int(self._tokens)

    def take(self, count: int) -> None:
        self._tokens -= count


def _filled(work: SqliteWork, claimed: Claimed) -> Claimed | None:
    """A letter as it leaves now; None for one that has become pointless, which is noted."""
    if claimed.stopped:
        for letter_id in claimed.ids:
            work.outbox.settle(letter_id, "gone")
        return None
    if claimed.parts:
        told = gathered([claimed.letter, *(part for _, part in claimed.parts)])
        return _worded(work, replace(claimed, letter=told))
    if not claimed.letter.fresh:
        return _worded(work, claimed)
    letter = READERS[claimed.letter.fresh](work, claimed.letter)
    if letter is None:
        work.outbox.settle(claimed.id, "expired")
        return None
    return _worded(work, replace(claimed, letter=letter))


def _worded(work: SqliteWork, claimed: Claimed) -> Claimed:
    """With the words of its village, where those are not the country's."""
    village = claimed.letter.village
    terms = work.villages.get(village).terms if village else None
    return replace(claimed, terms=terms) if terms else claimed


class Courier:
    def __init__(
        self,
        database: Database,
        outgoing: Outgoing,
        clock: TrustedClock,
        pace: Pace,
        rate: float,
        patience: Patience,
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._outgoing = outgoing
        self._clock = clock
        self._pace = pace
        burst = max(1, int(rate * BURST_SECONDS))
        self._meter = Meter(rate, burst, running)
        self._kept = min(KEPT_FOR_REPLIES, burst // 2)
        self._kicked = asyncio.Event()
        self._settled: list[tuple[Claimed | Letter, errors.Outcome | int]] = []
        """Also looks, which are letters that are no rows, where what Telegram said of them concerns the chat."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._letters = 0
        self.floods = Floods(clock, running)
        self._looks = Looks(outgoing, patience, self.floods.closed_for, self._look_came_back)
        self.refused = asyncio.Event()

    def kick(self) -> None:
        """There may be letters: look now."""
        self._kicked.set()

    @property
    def idle(self) -> bool:
        return not self._under_way and not self._settled and not self._kicked.is_set()

    async def run(self) -> None:
        """Carry letters until cancelled; a failing disk is waited out, nothing is lost."""
        begun = False
        while True:
            self._kicked.clear()
            settled, self._settled = self._settled, []
            try:
                if not begun:
                    stranded = await self._database.write(self._begin)
                    if stranded:
                        log.warning("%d surat terputus di jalan, ditangani menurut jenisnya", stranded)
                    begun = True
                claimed, due = await self._database.write(partial(self._turn, settled, self._room()))
            except StorageFault as fault:
                self._settled = settled + self._settled
                log.error("%s", fault)
                await asyncio.sleep(1)
                self.kick()
                continue
            self._meter.take(len(claimed))
            self._letters += len(claimed)
            for letter in claimed:
                self._start(self._carry(letter))
            await self._wait(due)

    def _begin(self, work: SqliteWork) -> int:
        self.floods.begin(work)
        return work.outbox.strand()

    def _room(self) -> int:
        """How many letters may leave now: by the overall rate and by what is under way."""
        if self._clock() < self.floods.everyone:
            return 0
        return max(0, min(self._meter.tokens(), MOST_UNDER_WAY - self._letters))

    def _turn(
        self, settled: list[tuple[Claimed | Letter, errors.Outcome | int]], room: int, work: SqliteWork
    ) -> tuple[list[Claimed], int | None]:
        """Note what became of the letters that are back, and take the next ones, in one transaction."""
        arrived: Arrived = []
        for back, outcome in settled:
            self._settle(work, back, outcome, arrived)
        work.outbox.sent(arrived)
        out = work.outbox.claim(room, self._pace, self._kept) if room else []
        return list(filter(None, (_filled(work, claimed) for claimed in out))), self._due(work, len(out), room)

    def _due(self, work: SqliteWork, taken: int, room: int) -> int | None:
        """When to look again: at once where the room was too small for all, soon while letters are on their way, each
        of which calls us back; only else the tables are asked."""
        if taken >= room - self._kept:
            return work.now
        return work.now + GLANCE if taken or self._letters else work.outbox.next_due()

    def _settle(
        self, work: SqliteWork, back: Claimed | Letter, outcome: errors.Outcome | int, arrived: Arrived
    ) -> None:
        """What concerns the chat, whoever heard it; then what concerns the letter, where it is one and not a look."""
        chat = back.chat if isinstance(back, Letter) else back.letter.chat
        if isinstance(outcome, errors.Later) and outcome.flood:
            self.floods.note(work, chat, outcome)
        if isinstance(outcome, errors.Gone):
            ended(work, chat, outcome.why)
        if isinstance(back, Claimed):
            settle(work, back, outcome, arrived)

    async def _carry(self, claimed: Claimed) -> None:
        outcome: errors.Outcome | int
        try:
            reader = Reader(claimed.language, claimed.zone, claimed.terms)
            if claimed.edited:
                await self._outgoing.redraw(claimed.letter, claimed.telegram, claimed.edited, reader)
                outcome = errors.Done()
            else:
                outcome = await self._outgoing.send(claimed.letter, claimed.telegram, reader, claimed.again)
        except TelegramError as error:
            judged = errors.at_the_door if claimed.letter.attach == "door" else errors.classified
            gone = claimed.edited and errors.message_missing(error)
            outcome = errors.Done() if gone else judged(error)
            if isinstance(outcome, errors.Refused):
                self.refused.set()
        except Exception as error:  # noqa: BLE001 - one letter's fault must not stop the others
            log.error("surat %s tidak dapat dibuat: %s", claimed.letter.key, told(error))
            outcome = errors.Broken(type(error).__name__)
        self._letters -= 1
        self.floods.hear(claimed.letter.chat, outcome)
        self._settled.append((claimed, outcome))
        self.kick()

    async def _wait(self, due: int | None) -> None:
        """Sleep until something is back, something was posted, or the next letter's time has come."""
        if self._kicked.is_set():
            return
        pause = 30.0
        if due is not None:
            until = max(due, self.floods.everyone)
            pause = min(pause, max(0.02, (until - self._clock()) / 1000))
        try:
            # Not wait_for: before Python 3.12 it may swallow the cancellation that ends us.
            async with asyncio.timeout(pause):
                await self._kicked.wait()
        except TimeoutError:
            self.kick()

    def thank(self, courtesy: Courtesy) -> None:
        """Answer a press: the toast, and the new look of its message. From memory; may be lost with us."""
        reader = Reader(courtesy.language, courtesy.zone, courtesy.terms)
        if courtesy.callback:
            self._start(self._toast(courtesy, reader))
        letter = courtesy.answer.redraw
        if letter is not None and courtesy.message:
            place = (courtesy.telegram, courtesy.message)
            self.floods.pressed(letter.chat)
            if self._looks.want(place, letter, reader):
                self._start(self._looks.show(place))

    async def _toast(self, courtesy: Courtesy, reader: Reader) -> None:
        toast = courtesy.answer.toast
        try:
            if toast is None:
                await self._outgoing.toast(courtesy.callback, "", {}, False, reader)
            else:
                await self._outgoing.toast(courtesy.callback, toast.key, toast.facts, toast.alert, reader)
        except TelegramError as error:
            if not errors.too_late(error):
                log.info("jawaban tekan tidak sampai: %s", type(error).__name__)

    def _look_came_back(self, look: Letter, outcome: errors.Outcome) -> None:
        self.floods.hear(look.chat, outcome)
        if isinstance(outcome, errors.Refused):
            self.refused.set()
        if isinstance(outcome, errors.Gone) or (isinstance(outcome, errors.Later) and outcome.flood):
            self._settled.append((look, outcome))
            self.kick()

    def _start(self, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(act)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def rest(self, seconds: float = 5.0) -> None:
        """At the end: let what is under way come back."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        settled, self._settled = self._settled, []
        if settled:
            try:
                await self._database.write(partial(self._turn, settled, 0))
            except StorageFault as fault:
                log.error("%s", fault)
