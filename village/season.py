"""The planning year: phases as data, and what each allows."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from village.place import local, moment_of
from village.refusal import Refusal

COLLECTING, DISCUSSING, SETTLING = 0, 1, 2
"""The phases by their place: proposals are collected, discussed, and the plan is settled."""


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


@dataclass(frozen=True, slots=True)
class Change:
    """New dates of a season, which wait for a second officer."""

    id: int
    village_id: int
    season: Season
    phases: tuple[Phase, ...]
    first_id: int
    at: int


def moved(season: Season, which: int, at: int, now: int) -> tuple[Phase, ...]:
    """The phases when that one, not the first, begins at `at` and the one before it ends there."""
    phases = list(season.phases)
    phases[which - 1 : which + 1] = [replace(phases[which - 1], ends=at), replace(phases[which], begins=at)]
    refuse_unless_orderly(season, phases, now)
    return tuple(phases)


def refuse_unless_orderly(season: Season, phases: Sequence[Phase], now: int) -> None:
    """Each phase begins before the next; what is moved does not begin in the past."""
    if tuple(phases) == season.phases:
        raise Refusal("season.refused.same")
    if any(was.begins != new.begins and new.begins < now for was, new in zip(season.phases, phases, strict=True)):
        raise Refusal("season.refused.past")
    for which, phase in enumerate(phases):
        if phase.begins >= phase.ends:
            raise Refusal(
                "season.refused.order", first=_named(phase), at={"at": phase.begins, "as": "date"},
                next=_named(phases[which + 1]) if which + 1 < len(phases) else {"key": "phase.next_year", "facts": {}},
            )  # fmt: skip


def _named(phase: Phase) -> dict[str, object]:
    return {"key": f"phase.{phase.name}", "facts": {}}
