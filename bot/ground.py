"""What the bot stands on: the disk, the line and the hours. The tests lay another ground under the same bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.clock import TrustedClock
from bot.pulse import SCHEDULER
from bot.telegram.gateway import Line
from bot.telegram.request import AiohttpRequest
from storage.database import Connect, connect


@dataclass(frozen=True, slots=True)
class Ground:
    connect: Connect = connect
    line: Line = AiohttpRequest
    running: Callable[[], float] = time.monotonic
    """Seconds that only grow, as the event loop counts them."""
    machine: Callable[[], float] | None = None
    """The machine's own clock, if not the real one."""
    scheduler: Callable[[], Any] = SCHEDULER

    def clock(self) -> TrustedClock:
        if self.machine is None:
            return TrustedClock(running=self.running)
        return TrustedClock(machine=self.machine, running=self.running)
