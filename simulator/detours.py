"""Updates that take a detour: late, and so in another order among people, each person's own order kept."""

import asyncio
import itertools
import random
from collections.abc import Callable
from typing import Any

from simulator.clock import Clock
from simulator.updates import Lane

Tell = Callable[[str, dict[str, Any], Lane, float], None]


class Detours:
    """`latest` seconds of the stage's clock at most; a share of the updates, by chance. Off at first."""

    def __init__(self, clock: Clock, tell: Tell, seed: int = 1) -> None:
        self._clock, self._tell = clock, tell
        self._rng = random.Random(seed)
        self._share = self._latest = 0.0
        self._held: list[tuple[float, int, float, str, dict[str, Any], Lane, float]] = []
        self._turns = itertools.count()
        clock.on_jump.append(self.release)

    def delay(self, latest: float, share: float = 1.0) -> None:
        """From now on a share of the updates comes late; what a delay of a day holds back is lost, as at Telegram."""
        self._latest, self._share = latest, share

    def __len__(self) -> int:
        return len(self._held)

    def take(self, kind: str, body: dict[str, Any], lane: Lane, life: float) -> bool:
        """Whether this update goes by a detour, because of chance or behind an earlier one of the same person."""
        if not self._held and not self._latest:
            return False
        now, who = self._clock.seconds(), _who(body)
        ahead = [held[0] for held in self._held if _who(held[4]) == who]
        late = self._latest > 0 and self._rng.random() < self._share
        if not late and not ahead:
            return False
        due = max([now + (self._rng.uniform(0, self._latest) if late else 0), *ahead])
        self._held.append((due, next(self._turns), now, kind, body, lane, life))
        self._held.sort(key=lambda held: held[:2])
        asyncio.get_running_loop().call_later(due - now + 0.001, self.release)
        return True

    def release(self) -> None:
        """Let everything come whose time is there."""
        now = self._clock.seconds()
        while self._held and self._held[0][0] <= now:
            _, _, since, kind, body, lane, life = self._held.pop(0)
            self._tell(kind, body, lane, life - (now - since))

    def end(self) -> None:
        """No more detours; everything on one comes now."""
        self._latest = 0.0
        self._held, held = [], self._held
        for _, _, since, kind, body, lane, life in held:
            self._tell(kind, body, lane, life - (self._clock.seconds() - since))


def _who(body: dict[str, Any]) -> Any:
    return body.get("from", body.get("user", {})).get("id")
