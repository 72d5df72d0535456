"""Which version of the consent text is in force, as dated data."""

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from village.place import moment_of

WITHDRAWN = -1
UNASKED = 0


def in_force(versions: Sequence[tuple[int, int]], now: int) -> int:
    """The number of the newest version whose beginning is not after `now`; before all of them the first.

    `versions`: (beginning in UTC milliseconds, number), oldest first.
    """
    return versions[max(0, bisect_right([begins for begins, _ in versions], now) - 1)][1]


@cache
def versions() -> tuple[tuple[int, int], ...]:
    """(beginning, number) of every version that `consent.toml` knows, oldest first."""
    told = tomllib.loads(Path(__file__).with_name("consent.toml").read_text("utf-8"))
    return tuple(sorted((_midnight(row["from"]), row["number"]) for row in told["version"]))


def current(now: int) -> int:
    return in_force(versions(), now)


def _midnight(day: date) -> int:
    return moment_of(datetime.combine(day, time(), UTC))
