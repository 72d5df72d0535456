"""Which chats take nothing at present, and until when: Telegram's 429, and chats that have ended."""

import math
import time
from collections.abc import Callable

from bot.clock import TrustedClock
from bot.telegram import errors
from storage.work import SqliteWork

KEY = "flood_until"
MANY = 3
WITHIN = 5
"""Seconds. So many chats told to wait within them mean that all must."""
HEADER = 1000
"""The `Date` by which our clock is set has whole seconds: what we are told to wait, we wait a second longer."""


def millis(told: errors.Later) -> int:
    return int(told.seconds * 1000) + HEADER


class Floods:
    """`everyone` and `chats`: the moments until which nothing may leave, overall and by chat."""

    def __init__(self, clock: TrustedClock, running: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._running = clock, running
        self.everyone = 0
        self.chats: dict[int, int] = {}
        self._lately: dict[int, float] = {}
        self._gone: set[int] = set()
        """Chats that Telegram said cannot be reached, until somebody presses there again."""

    def begin(self, work: SqliteWork) -> None:
        self.everyone = int(work.machine.read(KEY, 0))

    def note(self, work: SqliteWork, chat: int, told: errors.Later) -> None:
        """A 429 is a deadline of its chat; three chats within five seconds mean: of everything. Outlives a restart."""
        until, now = work.now + millis(told), self._running()
        work.outbox.hold(chat, until)
        self._lately = {c: t for c, t in self._lately.items() if now - t < WITHIN} | {chat: now}
        if len(self._lately) >= MANY and until > self.everyone:
            self.everyone = until
            work.machine.note(KEY, until)

    def hear(self, chat: int, outcome: errors.Outcome | int) -> None:
        """Know of a 429 or a chat's end at once, before it is noted: the looks never ask the tables."""
        if isinstance(outcome, errors.Gone):
            self._gone.add(chat)
        if isinstance(outcome, errors.Later) and outcome.flood:
            self.chats[chat] = max(self.chats.get(chat, 0), self._clock() + millis(outcome))

    def pressed(self, chat: int) -> None:
        """Somebody presses there: so the chat is there."""
        self._gone.discard(chat)

    def closed_for(self, chat: int) -> float:
        """Seconds until its own 429 and everybody's are over; for ever where the chat is gone."""
        if chat in self._gone:
            return math.inf
        return (max(self.everyone, self.chats.get(chat, 0)) - self._clock()) / 1000
