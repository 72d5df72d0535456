"""The trusted clock: the time of the Bot API's answers, carried on by the monotonic clock.

Source: reliability.md 3.8. The machine's own clock may be years off (flat battery, no network time).
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache

JUMP = 120_000
POSSIBLE = range(1_704_067_200_000, 4_102_444_800_000)
"""2024 to 2099: no answer is older than this program, and a far one would hold the clock there for good."""
log = logging.getLogger(__name__)


class TrustedClock:
    """Milliseconds UTC. `confirmed` once an answer of the Bot API has told the time; from then on it never goes
    back, not over a restart either. Until then it is the later of the machine's clock and what was remembered.
    """

    def __init__(
        self,
        stored: int = 0,
        machine: Callable[[], float] = time.time,
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self.confirmed = False
        self._running = running
        self._floor = self._last = stored
        self._base = max(stored, int(machine() * 1000))
        self._since = running()

    def __call__(self) -> int:
        self._last = max(self._last, self._here())
        return self._last

    def _here(self) -> int:
        return self._base + round((self._running() - self._since) * 1000)

    def remember(self, stored: int) -> None:
        """The last time that a former run had confirmed: it can't be earlier now."""
        self._floor = max(self._floor, stored)
        self._last = max(self._last, stored)
        if not self.confirmed:
            self._base = max(self._base, stored)

    def hear(self, date: str | None) -> None:
        """Take the `Date` header of an answer; an odd one is passed over."""
        told = _read(date)
        if told is None:
            return
        here = self._here()
        # The header has whole seconds: within them our own clock is finer.
        if self.confirmed and told <= here < told + 2000:
            return
        if abs(told - here) > JUMP:
            log.warning("jam bergeser %d detik menurut Bot API", (told - here) // 1000)
        if not self.confirmed:
            self._last = self._floor  # what the machine's own clock had said is forgotten
        self.confirmed = True
        self._base, self._since = told, self._running()


@lru_cache(8)
def _read(date: str | None) -> int | None:
    """Every answer of the same second has the same header."""
    try:
        told = parsedate_to_datetime(date or "")
        # "-0000" says UTC too, and comes without a zone.
        at = int((told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp() * 1000)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return at if at in POSSIBLE else None
