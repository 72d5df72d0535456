"""Updates on their way to the bot: a queue that forgets late ones, and long polling."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.clock import Clock
from simulator.refusal import Refused

Update = dict[str, Any]
Lane = tuple[str, int]

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
    ]
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
DAY = 24 * 60 * 60
SILENT_WEEK = 7 * DAY
PRESS_LIFE = 150
LONGEST_POLL = 50
LARGEST_BATCH = 100
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Waiting:
    update: Update
    lane: Lane
    expires_at: float
    handed: bool = False
    """Has it gone to a bot that listened? Then that one may have worked it through without having said so yet."""


class Updates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_id = 730_000_001
        self._rng = random.Random(1)
        self._last_at = clock.seconds()
        self._again: list[Update] = []
        self.repeats = 0.0
        """The share of updates that come once more after they were taken, as when a confirmation gets lost."""
        self._waiting: dict[int, Waiting] = {}
        self._lanes: dict[Lane, dict[int, None]] = {}
        self._poller: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.delays = False
        """The server's odd punishments for a poller that asks too often; off unless wanted."""
        self._last_offset: tuple[int, float] = (0, 0.0)
        self.on_late: list[Callable[[Update], None]] = []
        """Told of each update that became too old before a bot had it: nobody will read it."""
        self.expired: set[int] = set()
        """Numbers of those that became too old before the bot had confirmed them, handed over or not."""
        clock.on_jump.append(self.expire)
        clock.on_jump.append(self.wake)  # no question for updates stays open over hours

    def add(self, kind: str, body: dict[str, Any], lane: Lane, life: float) -> Update | None:
        """Queue an update, unless the bot never asked for this kind."""
        if kind not in self.allowed:
            return None
        update_id = self._numbered()
        update = {"update_id": update_id, kind: body}
        self._waiting[update_id] = Waiting(update, lane, self._clock.seconds() + life)
        self._lanes.setdefault(lane, {})[update_id] = None
        self.wake()
        return update

    def _numbered(self) -> int:
        """One more than the last; after a week without updates Telegram begins anew, anywhere."""
        now = self._clock.seconds()
        if now - self._last_at >= SILENT_WEEK:
            self._next_id = self._rng.randrange(1, 1 << 30)
        self._last_at = now
        self._next_id += 1
        return self._next_id - 1

    def handed(self, updates: list[Update]) -> None:
        """These went out over a line that somebody held."""
        for update in updates:
            if waiting := self._waiting.get(update["update_id"]):
                waiting.handed = True

    def taken(self, update_id: int) -> bool:
        """The bot has it; whether it shall come once more all the same."""
        self.drop(update_id)
        return self._rng.random() < self.repeats

    def drop(self, update_id: int) -> None:
        if waiting := self._waiting.pop(update_id, None):
            lane = self._lanes[waiting.lane]
            del lane[update_id]
            if not lane:
                del self._lanes[waiting.lane]

    def expire(self) -> None:
        """Forget what is too old to be handed over."""
        now = self._clock.seconds()
        for update_id in [number for number, waiting in self._waiting.items() if waiting.expires_at <= now]:
            self._forget(update_id)

    def _forget(self, update_id: int) -> None:
        waiting = self._waiting[update_id]
        self.drop(update_id)
        self.expired.add(update_id)
        if not waiting.handed:
            for hear in self.on_late:
                hear(waiting.update)

    def clear(self) -> None:
        self._waiting.clear()
        self._again.clear()
        self._lanes.clear()

    def allow(self, kinds: list[str] | None) -> None:
        """An omitted list keeps the earlier setting; an empty one means the usual kinds."""
        if kinds is not None:
            self.allowed = KINDS & set(kinds) or DEFAULT_KINDS

    def lanes(self) -> list[Lane]:
        return list(self._lanes)

    def first(self, lane: Lane) -> Update | None:
        """The oldest living update of a lane."""
        now = self._clock.seconds()
        while ids := self._lanes.get(lane):
            update_id = next(iter(ids))
            waiting = self._waiting[update_id]
            if waiting.expires_at > now:
                return waiting.update
            self._forget(update_id)
        return None

    def batch(self, limit: int) -> list[Update]:
        now = self._clock.seconds()
        found, self._again = self._again[:limit], self._again[limit:]
        late: list[int] = []
        for update_id, waiting in self._waiting.items():
            if len(found) == limit:
                break
            if waiting.expires_at <= now:
                late.append(update_id)
                continue
            found.append(waiting.update)
        for update_id in late:
            self._forget(update_id)
        return found

    def pending(self) -> int:
        now = self._clock.seconds()
        return len(self._again) + sum(1 for waiting in self._waiting.values() if waiting.expires_at > now)

    def confirm(self, offset: int) -> None:
        """Forget what lies before the offset; a negative one counts from the end."""
        if offset < 0:
            for update_id in list(self._waiting)[:offset]:
                self.drop(update_id)
            return
        while self._waiting and (first := next(iter(self._waiting))) < offset:
            update = self._waiting[first].update
            if self.taken(first):
                self._again.append(update)

    async def poll(self, given: dict[str, Any]) -> list[Update]:
        await self.end_poll(OTHER_POLLER)
        self.allow(given.get("allowed_updates"))
        offset: int = given.get("offset", 0)
        limit = given.get("limit", LARGEST_BATCH)
        limit = limit if 1 <= limit <= LARGEST_BATCH else LARGEST_BATCH
        timeout = min(max(given.get("timeout", 0), 0), LONGEST_POLL)
        if self.delays:
            limit, timeout = self._slowed(offset, limit, timeout)
        self.confirm(offset)
        found = self.batch(limit)
        if found or timeout == 0:
            return found
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await poller
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None
        self.confirm(offset)
        return self.batch(limit)

    def wake(self) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    async def end_poll(self, reason: str) -> None:
        """Answer a waiting poller with a conflict."""
        if self._poller and not self._poller.done():
            self._poller.set_exception(Refused(409, f"Conflict: {reason}"))
            self._poller = None
            if self.delays:
                await asyncio.sleep(3)

    def _slowed(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        now = asyncio.get_running_loop().time()
        same, ago = self._last_offset[0] == offset, now - self._last_offset[1]
        self._last_offset = (offset, now)
        if same and ago < 0.5:
            limit = 1
        if same and ago < 3 and timeout < 3:
            timeout = 3
        return limit, timeout
