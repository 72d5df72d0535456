"""The planning year: phases as data, and what each allows."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from village.place import local, moment_of


@dataclass(frozen=True, slots=True)
class Phase:
    name: str
    allows: frozenset[str]
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Season:
    """The season in which the plan (RKP) of `year` is made. Moments are UTC milliseconds, `ends` is outside."""

    id: int
    year: int
    phases: tuple[Phase, ...]

    def phase(self, now: int) -> Phase | None:
        return next((p for p in self.phases if p.begins <= now < p.ends), None)

    def allows(self, what: str, now: int) -> bool:
        phase = self.phase(now)
        return phase is not None and what in phase.allows

    @property
    def begins(self) -> int:
        return self.phases[0].begins

    @property
    def ends(self) -> int:
        return self.phases[-1].ends


@cache
def _calendar() -> Sequence[tuple[str, int, int, frozenset[str]]]:
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return [
        (row["name"], int(row["begins"][:2]), int(row["begins"][3:]), frozenset(row["allows"])) for row in data["phase"]
    ]


def first_year(now: int, zone: str) -> int:
    """The plan year a village that begins now works on: next year's, or after September the year after that."""
    today = local(now, zone)
    last = max(month for _, month, _, _ in _calendar())
    return today.year + (2 if today.month >= last else 1)


def usual_phases(year: int, zone: str, opens: int | None = None) -> tuple[Phase, ...]:
    """The national calendar of the season for plan year `year`, in the village's time.

    `opens`: a village that begins between two seasons collects from that moment on.
    """
    clock = ZoneInfo(zone)
    starts = [
        (name, moment_of(datetime(year - 1, month, day, tzinfo=clock)), allows)
        for name, month, day, allows in _calendar()
    ]
    ends = [begin for _, begin, _ in starts[1:]] + [moment_of(datetime(year, 1, 1, tzinfo=clock))]
    phases = [Phase(name, allows, begin, end) for (name, begin, allows), end in zip(starts, ends, strict=True)]
    if opens is not None and opens < phases[0].begins:
        phases[0] = Phase(phases[0].name, phases[0].allows, opens, phases[0].ends)
    return tuple(phases)
