"""Outbox → network: claim, send, settle. The only one that talks to Telegram's chats."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from actions.fresh import READERS
from actions.letters import Letter
from bot.clock import TrustedClock
from bot.door import Courtesy
from bot.log import told
from bot.looks import Looks
from bot.patience import Patience
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.outgoing import Outgoing, Reader
from storage.database import Database, StorageFault
from storage.outbox import Claimed, Pace
from storage.work import SqliteWork

MOST_UNDER_WAY = 64
LONGEST_PATIENCE = 60_000
KEPT_FOR_REPLIES = 2
"""Of the burst: what a broadcast never takes, so that who asks meanwhile need not wait for the next turn."""
BURST_SECONDS = 0.16
"""A burst and the rate together stay within what Telegram takes in any one second: 25 a second and 4 at once, of 30."""
FLOOD_KEY = "flood_until"
FLOOD_CHATS = 3
HEADER = 1000
"""The `Date` by which our clock is set has whole seconds: what we are told to wait, we wait a second longer."""
SHUT_FOR = 600_000
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


def _millis(told: errors.Later) -> int:
    return int(told.seconds * 1000) + HEADER


def _patience(tries: int) -> int:
    """Milliseconds until the next try. However long the network is away, no letter is given up."""
    return min(LONGEST_PATIENCE, 1000 * 2 ** min(tries, 10))


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
        self._running = running
        burst = max(1, int(rate * BURST_SECONDS))
        self._meter = Meter(rate, burst, running)
        self._kept = min(KEPT_FOR_REPLIES, burst // 2)
        self._kicked = asyncio.Event()
        self._settled: list[tuple[Claimed | Letter, errors.Outcome | int]] = []
        """Also looks, which are letters that are no rows, where what Telegram said of them concerns the chat."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._letters = 0
        self._flood_until = 0
        self._flooded: dict[int, float] = {}
        self._held: dict[int, int] = {}
        self._gone: set[int] = set()
        """Chats that Telegram said cannot be reached, until somebody presses there again."""
        self._looks = Looks(outgoing, patience, self._closed_for, self._look_came_back)
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
        self._flood_until = int(work.machine.read(FLOOD_KEY, 0))
        return work.outbox.strand()

    def _room(self) -> int:
        """How many letters may leave now: by the overall rate and by what is under way."""
        if self._clock() < self._flood_until:
            return 0
        return max(0, min(self._meter.tokens(), MOST_UNDER_WAY - self._letters))

    def _turn(
        self, settled: list[tuple[Claimed | Letter, errors.Outcome | int]], room: int, work: SqliteWork
    ) -> tuple[list[Claimed], int | None]:
        """Note what became of the letters that are back, and take the next ones, in one transaction."""
        arrived: list[tuple[int, int | None]] = []
        for back, outcome in settled:
            self._settle(work, back, outcome, arrived)
        work.outbox.sent(arrived)
        out = work.outbox.claim(room, self._pace, self._kept) if room else []
        ready: list[Claimed] = []
        for claimed in out:
            if claimed.stopped:
                work.outbox.settle(claimed.id, "gone")
            elif claimed.letter.fresh:
                filled = READERS[claimed.letter.fresh](work, claimed.letter)
                if filled is None:
                    work.outbox.settle(claimed.id, "expired")
                else:
                    ready.append(replace(claimed, letter=filled))
            else:
                ready.append(claimed)
        return ready, self._due(work, len(out), room)

    def _due(self, work: SqliteWork, taken: int, room: int) -> int | None:
        """When to look again: at once where the room was too small for all, soon while letters are on their way, each
        of which calls us back; only else the tables are asked."""
        if taken >= room - self._kept:
            return work.now
        return work.now + GLANCE if taken or self._letters else work.outbox.next_due()

    def _settle(
        self,
        work: SqliteWork,
        claimed: Claimed | Letter,
        outcome: errors.Outcome | int,
        arrived: list[tuple[int, int | None]],
    ) -> None:
        """Note it; what arrived is only added to the list, to be noted in one go."""
        now = work.now
        letter = claimed if isinstance(claimed, Letter) else claimed.letter
        until = now
        if isinstance(outcome, errors.Later) and outcome.flood:
            until = now + _millis(outcome)
            work.outbox.hold(letter.chat, until)
            self._flood(work, letter.chat, until)
        if isinstance(outcome, errors.Gone):
            work.chats.stop(letter.chat, "stopped")
            work.outbox.drop(letter.chat)
        if isinstance(claimed, Letter):
            return
        match outcome:
            case int():
                arrived.append((claimed.id, outcome))
            case errors.Done():
                arrived.append((claimed.id, None))
            case errors.Later(_, flood):
                work.outbox.later(
                    claimed.id, until if flood else now + _patience(claimed.tries), "later", claimed.again
                )
            case errors.Shut():
                log.warning("di grup tidak boleh menulis; dicoba lagi nanti")
                work.outbox.later(claimed.id, now + SHUT_FOR, "shut", claimed.again)
            case errors.Gone():
                work.outbox.settle(claimed.id, "gone")
            case errors.Moved(telegram):
                work.chats.move(letter.chat, telegram)
                work.outbox.later(claimed.id, now, "moved", claimed.again)
            case errors.Unsure():
                work.outbox.unsure(claimed.id, letter.priority, "no answer", now + _patience(claimed.tries))
            case errors.Refused() | errors.Taken():
                work.outbox.later(claimed.id, now + 5000, "token", claimed.again)
            case errors.Broken(why):
                log.error("surat %s ditolak Telegram: %s", letter.key, why)
                work.outbox.settle(claimed.id, "failed", error=why[:200])

    def _flood(self, work: SqliteWork, chat: int, until: int) -> None:
        """A 429 is a deadline of its chat; three chats within five seconds mean: of everything. Outlives a restart."""
        now = self._running()
        self._flooded = {c: t for c, t in self._flooded.items() if now - t < 5} | {chat: now}
        if len(self._flooded) >= FLOOD_CHATS and until > self._flood_until:
            self._flood_until = until
            work.machine.note(FLOOD_KEY, until)

    async def _carry(self, claimed: Claimed) -> None:
        outcome: errors.Outcome | int
        try:
            reader = Reader(claimed.language, claimed.zone)
            if claimed.edited:
                await self._outgoing.redraw(claimed.letter, claimed.telegram, claimed.edited, reader)
                outcome = errors.Done()
            else:
                outcome = await self._outgoing.send(claimed.letter, claimed.telegram, reader, claimed.again)
        except TelegramError as error:
            gone = claimed.edited and errors.message_missing(error)
            outcome = errors.Done() if gone else errors.classified(error)
            if isinstance(outcome, errors.Refused):
                self.refused.set()
        except Exception as error:  # noqa: BLE001 - one letter's fault must not stop the others
            log.error("surat %s tidak dapat dibuat: %s", claimed.letter.key, told(error))
            outcome = errors.Broken(type(error).__name__)
        self._letters -= 1
        self._hear(claimed.letter, outcome)
        self._settled.append((claimed, outcome))
        self.kick()

    async def _wait(self, due: int | None) -> None:
        """Sleep until something is back, something was posted, or the next letter's time has come."""
        if self._kicked.is_set():
            return
        pause = 30.0
        if due is not None:
            until = max(due, self._flood_until)
            pause = min(pause, max(0.02, (until - self._clock()) / 1000))
        try:
            # Not wait_for: before Python 3.12 it may swallow the cancellation that ends us.
            async with asyncio.timeout(pause):
                await self._kicked.wait()
        except TimeoutError:
            self.kick()

    def thank(self, courtesy: Courtesy) -> None:
        """Answer a press: the toast, and the new look of its message. From memory; may be lost with us."""
        reader = Reader(courtesy.language, courtesy.zone)
        if courtesy.callback:
            self._start(self._toast(courtesy, reader))
        letter = courtesy.answer.redraw
        if letter is not None and courtesy.message:
            place = (courtesy.telegram, courtesy.message)
            self._gone.discard(letter.chat)
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

    def _hear(self, letter: Letter, outcome: errors.Outcome | int) -> None:
        """Note a 429 or a chat's end at once, for the looks; the letters learn it from their rows."""
        if isinstance(outcome, errors.Gone):
            self._gone.add(letter.chat)
        if isinstance(outcome, errors.Later) and outcome.flood:
            self._held[letter.chat] = max(self._held.get(letter.chat, 0), self._clock() + _millis(outcome))

    def _look_came_back(self, look: Letter, outcome: errors.Outcome) -> None:
        self._hear(look, outcome)
        if isinstance(outcome, errors.Refused):
            self.refused.set()
        if isinstance(outcome, errors.Gone) or (isinstance(outcome, errors.Later) and outcome.flood):
            self._settled.append((look, outcome))
            self.kick()

    def _closed_for(self, chat: int) -> float:
        """Seconds until its own 429 and everybody's are over; for ever where the chat is gone."""
        if chat in self._gone:
            return math.inf
        return (max(self._flood_until, self._held.get(chat, 0)) - self._clock()) / 1000

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
