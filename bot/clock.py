"""The trusted clock: the time of the Bot API's answers, carried on by the monotonic clock.

Source: reliability.md 3.8. The machine's own clock may be years off (flat battery, no network time).
"""

import logging
import time
from email.utils import parsedate_to_datetime
from functools import lru_cache

JUMP = 120_000
log = logging.getLogger(__name__)


class TrustedClock:
    """Milliseconds UTC. Never goes back; `confirmed` once an answer of the Bot API has told the time."""

    def __init__(self, stored: int = 0) -> None:
        self.confirmed = False
        self._last = stored
        self._base = max(stored, int(time.time() * 1000))
        self._since = time.monotonic()

    def __call__(self) -> int:
        self._last = max(self._last, self._base + int((time.monotonic() - self._since) * 1000))
        return self._last

    def remember(self, stored: int) -> None:
        """The last time that a former run had confirmed: it can't be earlier now."""
        self._last = max(self._last, stored) if self.confirmed else stored
        self._base = max(self._base, stored)

    def hear(self, date: str | None) -> None:
        """Take the `Date` header of an answer; an odd one is passed over."""
        told = _read(date or "")
        if told is None:
            return
        here = self._base + int((time.monotonic() - self._since) * 1000)
        # The header has whole seconds: within them our own clock is finer.
        if self.confirmed and told <= here < told + 2000:
            return
        if self.confirmed and abs(told - here) > JUMP:
            log.warning("jam bergeser %d detik menurut Bot API", (told - here) // 1000)
        if not self.confirmed:
            self._last = min(self._last, told)
        self.confirmed = True
        self._base, self._since = told, time.monotonic()


@lru_cache(8)
def _read(date: str) -> int | None:
    """Every answer of the same second has the same header."""
    try:
        return int(parsedate_to_datetime(date).timestamp() * 1000)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
