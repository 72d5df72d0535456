"""What goes wrong, when: by rule, by chance, by n-th call and in storms; and what a bot was told to wait for.

tg.faults.on("sendMessage", chat=sari.id, nth=3, fault=Fault.silence_after())
tg.faults.chance(0.02, Fault.server_error(502), methods=("send*", "edit*"))
tg.faults.storm(start=5, end=20)
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

from simulator.clock import Clock
from simulator.faults import Fault

Given: TypeAlias = dict[str, Any]
Order: TypeAlias = Callable[[str, Given], Fault | None]
KNOWN_AFTER = 3
KNOWN_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Struck:
    """One fault that was injected."""

    at: float
    method: str
    chat: int | str | None
    fault: Fault


class Rule:
    """An order by method (a name or a pattern such as `send*`), chat and count."""

    def __init__(
        self,
        fault: Fault | Callable[[Given], Fault | None],
        methods: Sequence[str],
        chat: int | None,
        nth: int | None,
        times: int | None,
        luck: Callable[[], bool],
    ) -> None:
        self._fault, self._methods, self._chat = fault, methods, chat
        self._nth, self._left, self._luck = nth, times, luck
        self._met = 0

    def __call__(self, method: str, given: Given) -> Fault | None:
        if self._methods and not any(fnmatchcase(method, wanted) for wanted in self._methods):
            return None
        if self._chat is not None and given.get("chat_id") != self._chat:
            return None
        if isinstance(self._fault, Fault) and self._fault.chats not in ("", kind(given)):
            return None
        self._met += 1
        if (self._nth is not None and self._met != self._nth) or self._left == 0 or not self._luck():
            return None
        fault = self._fault if isinstance(self._fault, Fault) else self._fault(given)
        if fault is not None and self._left is not None:
            self._left -= 1
        return fault


def kind(given: Given) -> str:
    """Whether a call is to a private chat or to a group; empty when it is to neither."""
    chat = given.get("chat_id")
    if chat is None:
        return ""
    return "private" if isinstance(chat, int) and chat > 0 else "group"


@dataclass
class Waits:
    """How long the bot was told to wait, and every request that came all the same.

    A chat's 429 counts for that chat. Telegram never says that a limit is everybody's: for everybody it counts once
    three chats have heard it within five seconds. A request that was on its way already is no violation (`grace`).
    """

    clock: Clock
    grace: float = 0.5
    violations: list[str] = field(default_factory=list)
    _told: dict[object, tuple[float, float]] = field(default_factory=dict)
    _lately: dict[object, float] = field(default_factory=dict)

    def asked(self, method: str, given: Given) -> None:
        now = self.clock.seconds()
        for scope in (_scope(method, given), "everyone"):
            since, until = self._told.get(scope, (0.0, 0.0))
            if since + self.grace <= now < until and (scope != "everyone" or "chat_id" in given):
                self.violations.append(f"{method} {scope}: {until - now:.2f} s too early")

    def told(self, method: str, given: Given, seconds: int, everyone: bool) -> None:
        now, scope = self.clock.seconds(), _scope(method, given)
        self._extend(scope, now, now + seconds)
        if everyone and "chat_id" in given:
            self._lately = {chat: at for chat, at in self._lately.items() if now - at < KNOWN_WITHIN} | {scope: now}
            if len(self._lately) >= KNOWN_AFTER:
                self._extend("everyone", now, now + seconds)

    def _extend(self, scope: object, now: float, until: float) -> None:
        since, earlier = self._told.get(scope, (now, 0.0))
        self._told[scope] = (since if now < earlier else now, max(until, earlier))


def _scope(method: str, given: Given) -> object:
    """What a 429 speaks of: the chat, or where there is none, this very question."""
    return given.get("chat_id") or (method, given.get("callback_query_id", ""))


class Faults:
    """Empty, nothing goes wrong. The first order that has a fault for a call wins."""

    def __init__(self, clock: Clock, seed: int = 1) -> None:
        self._clock = clock
        self._orders: list[Order] = []
        self.rng = random.Random(seed)
        self.log: list[Struck] = []
        self.waits = Waits(clock)

    def append(self, order: Order) -> None:
        """A rule of your own: from method and parameters to a fault or None."""
        self._orders.append(order)

    def on(
        self,
        *methods: str,
        fault: Fault | Callable[[Given], Fault | None],
        chat: int | None = None,
        nth: int | None = None,
        times: int | None = None,
    ) -> None:
        """At each such call; only at the `nth` (from 1); at most so many `times`."""
        self.append(Rule(fault, methods, chat, nth, times, lambda: True))

    def chance(
        self,
        share: float,
        fault: Fault | Callable[[Given], Fault | None],
        methods: Sequence[str] = (),
        chat: int | None = None,
        times: int | None = None,
    ) -> None:
        self.append(Rule(fault, methods, chat, None, times, lambda: self.rng.random() < share))

    def storm(self, start: float, end: float, retry_after: int | None = None) -> None:
        """From `start` to `end` seconds from now, each call to a chat is told 429, to wait it out or `retry_after`."""
        begins, ends = self._clock.seconds() + start, self._clock.seconds() + end

        def order(method: str, given: Given) -> Fault | None:
            now = self._clock.seconds()
            if "chat_id" not in given or not begins <= now < ends:
                return None
            return Fault.flood(retry_after or math.ceil(ends - now), everyone=True)

        self.append(order)

    def heal(self) -> None:
        """Nothing goes wrong any more; what was noted stays."""
        self._orders.clear()

    @property
    def violations(self) -> list[str]:
        """Requests that came although the bot had been told to wait."""
        return self.waits.violations

    def counted(self) -> Counter[str]:
        return Counter(struck.fault.name for struck in self.log)

    def strike(self, method: str, given: Given) -> Fault | None:
        """The fault for this call, noted; None when it passes."""
        self.waits.asked(method, given)
        for order in self._orders:
            if fault := order(method, given):
                self.log.append(Struck(self._clock.seconds(), method, given.get("chat_id"), fault))
                return fault
        return None

    def answered(self, method: str, given: Given, answer: dict[str, Any], fault: Fault | None) -> None:
        if seconds := answer.get("parameters", {}).get("retry_after"):
            self.waits.told(method, given, seconds, bool(fault and fault.everyone))
