"""The stage's clock: it runs by itself and can be moved forward by hand."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self, start: datetime | None = None, running: Callable[[], float] = time.monotonic) -> None:
        self._start = (start or datetime.now(UTC)).astimezone(UTC)
        self._running, self._born = running, running()
        self._jumped = timedelta()
        self.on_jump: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._start + self._jumped + timedelta(seconds=self._running() - self._born)

    def seconds(self) -> float:
        return self.now().timestamp()

    def stamp(self) -> int:
        """Now, as the whole seconds that messages carry."""
        return int(self.seconds())

    def advance(self, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        jump = timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
        if jump < timedelta():
            raise ValueError("the stage's clock only moves forward")
        self._jumped += jump
        for hear in list(self.on_jump):
            hear()
