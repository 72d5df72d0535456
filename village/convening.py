"""Which kinds of meetings there are and who calls which, for whom, and until when: dated data of `rapat.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from village.meeting import Audience, Guest, Kind, Segment
from village.people import Office, Resident, Sex
from village.place import at_hour, local
from village.proposal import Status
from village.refusal import Refusal
from village.rules import own
from village.spans import DAY, HOUR

LONGEST_PLACE = 80
LONGEST_NAME = 60
LONGEST_LINE = 120
SHORTEST = 3
MOST_ITEMS = 30
MOST_GUESTS = 60
FARTHEST_DAYS = 366
SOONEST = HOUR // 2
"""A call for something that begins sooner reaches nobody."""
Settings = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Rite:
    """What is usual for a kind: see the head of `rapat.toml`. `hours`: how long it takes."""

    kind: Kind
    year: int
    offices: frozenset[Office]
    near: frozenset[Office]
    hours: int
    statuses: tuple[Status, ...]
    audience: Segment | None
    also: tuple[Office, ...]
    registers: bool
    unsur: tuple[str, ...]
    source: str


@cache
def _all() -> tuple[Rite, ...]:
    data = tomllib.loads(Path(__file__).with_name("rapat.toml").read_text("utf-8"))
    return tuple(
        Rite(
            Kind(row["name"]), row["from"], frozenset(map(Office, row["offices"])), frozenset(map(Office, row["near"])),
            row["hours"], tuple(map(Status, row["statuses"])), Segment(row["audience"]) if row["audience"] else None,
            tuple(map(Office, row["also"])), row["registers"], tuple(row["unsur"]), row["source"],
        )
        for row in data["kind"]
    )  # fmt: skip


@cache
def rite(kind: Kind, year: int) -> Rite:
    """What is in force for that kind in `year`; before the first known year the first one stands in."""
    known = sorted((r for r in _all() if r.kind is kind), key=lambda r: r.year)
    return next((r for r in reversed(known) if r.year <= year), known[0])


def kinds(officer: Resident, year: int) -> list[Kind]:
    """What this officer may call."""
    return [kind for kind in Kind if convenes(officer, kind, year)]


def convenes(officer: Resident, kind: Kind, year: int) -> Office | None:
    """The office in which this person calls such a meeting; None: in none."""
    usual = rite(kind, year)
    everywhere = sorted(officer.offices & usual.offices)
    near = sorted(officer.offices & usual.near) if officer.dusun_id is not None else []
    return next(iter([*everywhere, *near]), None)


def bound(officer: Resident, kind: Kind, year: int) -> int | None:
    """The dusun to which this officer's call is bound; None: to none."""
    return None if officer.offices & rite(kind, year).offices else officer.dusun_id


def refuse_unless_reaches(officer: Resident, kind: Kind, year: int, dusun_id: int | None) -> None:
    """Refuse a kind that is another office's to call, and a dusun that is not the officer's own."""
    if convenes(officer, kind, year) is None:
        offices = sorted(rite(kind, year).offices | rite(kind, year).near)
        raise Refusal(
            "call.refused.convener", kind={"key": f"meeting.kind.{kind}", "facts": {}},
            offices={"list": [{"key": f"office.{office}", "facts": {}} for office in offices]},
        )  # fmt: skip
    home = bound(officer, kind, year)
    if home is not None and dusun_id != home:
        raise Refusal("call.refused.elsewhere")


def usual_audience(kind: Kind, year: int, dusun_id: int | None) -> list[Audience]:
    """Whom a call of this kind goes to where nobody says otherwise."""
    usual = rite(kind, year)
    found: list[Audience] = []
    if usual.audience is Segment.DUSUN or (usual.audience is None and dusun_id is not None):
        found.append(Audience(Segment.DUSUN, str(dusun_id)))
    elif usual.audience is Segment.WOMEN:
        found.append(Audience(Segment.WOMEN, str(dusun_id) if dusun_id else ""))
    elif usual.audience is not Segment.OFFICE:
        found.append(Audience(Segment.ALL))
    return [*found, *(Audience(Segment.OFFICE, office) for office in usual.also)]


def closes_at(kind: Kind, starts_at: int, zone: str, settings: Settings) -> int:
    """Until when one registers for a vote: the end of the day so many days before; 0 where nobody registers."""
    year = local(starts_at, zone).year
    if not rite(kind, year).registers:
        return 0
    return at_hour(starts_at, zone, 1 - own("tenggat_daftar", settings, year), 0)


def refuse_unless_ahead(starts_at: int, now: int) -> None:
    if starts_at <= now:
        raise Refusal("call.refused.past")
    if starts_at - now < SOONEST:
        raise Refusal("call.refused.soon")
    if starts_at - now > FARTHEST_DAYS * DAY:
        raise Refusal("call.refused.far")


def lacking(kind: Kind, year: int, guests: Sequence[Guest]) -> list[str]:
    """The required unsur for which nobody is invited yet."""
    there = {guest.unsur for guest in guests}
    return [unsur for unsur in rite(kind, year).unsur if unsur not in there]


def women(guests: Sequence[Guest]) -> int:
    """How many of a hundred guests whose sex is known are women; 100 where nobody is invited by name."""
    known = [guest.sex for guest in guests if guest.sex is not None]
    return 100 * known.count(Sex.FEMALE) // len(known) if known else 100
