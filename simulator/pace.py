"""How fast a bot may write before Telegram answers 429."""

import math
from collections import deque
from dataclasses import dataclass, field

from simulator.clock import Clock
from simulator.refusal import too_many

OVERALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
PRIVATE_BURST = 3


@dataclass(slots=True)
class Bucket:
    """Refills by one each second, up to a small burst."""

    filled_at: float
    left: float = PRIVATE_BURST

    def seconds_until_free(self, now: float) -> float:
        self.left = min(PRIVATE_BURST, self.left + max(0.0, now - self.filled_at))
        self.filled_at = now
        return max(0.0, 1 - self.left)


@dataclass(slots=True)
class Window:
    """At most `size` in `span` seconds."""

    size: int
    span: float
    moments: deque[float] = field(default_factory=deque)

    def seconds_until_free(self, now: float) -> float:
        if len(self.moments) < self.size:
            return 0.0
        return max(0.0, self.moments[0] + self.span - now)

    def add(self, now: float) -> None:
        self.moments.append(now)
        if len(self.moments) > self.size:
            self.moments.popleft()


class Pace:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._overall = Window(OVERALL_PER_SECOND, 1)
        self._private: dict[int, Bucket] = {}
        self._groups: dict[int, Window] = {}

    def take(self, chat_id: int, private: bool) -> None:
        """Count one message, or refuse it with the seconds to wait."""
        now = self._clock.seconds()
        waits = [self._overall.seconds_until_free(now)]
        if private:
            bucket = self._private.setdefault(chat_id, Bucket(now))
            waits.append(bucket.seconds_until_free(now))
        else:
            window = self._groups.setdefault(chat_id, Window(GROUP_PER_MINUTE, 60))
            waits.append(window.seconds_until_free(now))
        if (wait := max(waits)) > 0:
            raise too_many(math.ceil(wait))
        self._overall.add(now)
        if private:
            bucket.left -= 1
        else:
            window.add(now)
