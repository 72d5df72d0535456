"""The days by which a step of the planning year has to be done: dated data of `tonggak.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from village.people import Office
from village.place import at_hour, moment_of
from village.proposal import Status

DONE_WHEN: Mapping[str, Status] = {
    "rancangan": Status.RANCANGAN_RKP, "penetapan": Status.DITETAPKAN, "du_rkp": Status.DU_RKP,
}  # fmt: skip
"""A step is done when something of the season stands there."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """`due`: the midnight after its last day, in UTC milliseconds."""

    name: str
    due: int
    offices: tuple[Office, ...]
    source: str


@cache
def _rows() -> tuple[Mapping[str, object], ...]:
    data = tomllib.loads(Path(__file__).with_name("tonggak.toml").read_text("utf-8"))
    return tuple(data["milestone"])


def milestones(year: int, zone: str) -> list[Milestone]:
    """Those of the plan of `year`, the earliest first."""
    newest: dict[str, Mapping[str, object]] = {}
    for row in sorted(_rows(), key=lambda row: int(str(row["from"]))):
        if int(str(row["from"])) <= year or row["name"] not in newest:
            newest[str(row["name"])] = row
    found = [
        Milestone(
            name, _end(year - 1, int(str(row["month"])), int(str(row["day"])), zone),
            tuple(map(Office, row["offices"])), str(row["source"]),  # type: ignore[call-overload]
        )
        for name, row in newest.items()
    ]  # fmt: skip
    return sorted(found, key=lambda milestone: milestone.due)


def _end(year: int, month: int, day: int, zone: str) -> int:
    return at_hour(moment_of(datetime(year, month, day, tzinfo=ZoneInfo(zone))), zone, 1, 0)
