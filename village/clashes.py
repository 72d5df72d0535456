"""What a date and an hour clash with: prayers, Ramadan evenings, holidays, market day, harvest. A warning, never a no.

The days are dated data with their source (`kalender.toml`); market day and harvest are the village's own settings.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from village.place import local
from village.typed.almanac import DAYS, MARKET_DAYS, market_day

MARKET, HARVEST = "hari_pasar", "musim_panen"
NONE = "-"
"""A village that has no market day, or no harvest season, says so."""
_SEASON = re.compile(r"(\d{2})-(\d{2})\.\.(\d{2})-(\d{2})")
Settings = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Clash:
    """`kind`: holiday, span, prayer, market or harvest; `name`: which one. sure: not merely reckoned."""

    kind: str
    name: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    name: str
    first: date
    last: date
    since: int
    until: int
    sure: bool
    weekdays: frozenset[int] = frozenset(range(7))
    whole: bool = True


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@cache
def _lines() -> tuple[_Line, ...]:
    data = tomllib.loads(Path(__file__).with_name("kalender.toml").read_text("utf-8"))
    found = [
        _Line("holiday", row["name"], day, day, 0, 24 * 60, row["sure"])
        for row in data["holiday"]
        for day in map(date.fromisoformat, row["days"])
    ]
    found += [
        _Line(
            "span", row["name"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]),
            _minutes(row["from"]), _minutes(row["until"]), row["sure"],
        )
        for row in data["span"]
    ]  # fmt: skip
    found += [
        _Line(
            "prayer", row["name"], date.min, date.max, _minutes(row["from"]), _minutes(row["until"]), True,
            frozenset(row["days"]), row["whole"],
        )
        for row in data["prayer"]
    ]  # fmt: skip
    return tuple(found)


@cache
def known_years() -> frozenset[int]:
    """The years whose holidays stand in the file."""
    return frozenset(line.first.year for line in _lines() if line.kind == "holiday")


def clashes(starts_at: int, ends_at: int, zone: str, settings: Settings) -> list[Clash]:
    """What a meeting from then to then clashes with, in the order of the file, and last the village's own days."""
    begin, end = local(starts_at, zone), local(ends_at, zone)
    day, since = begin.date(), begin.hour * 60 + begin.minute
    until = since + round((end - begin).total_seconds() / 60)
    found = [Clash(line.kind, line.name, line.sure) for line in _lines() if _meets(line, day, since, until)]
    return [*dict.fromkeys(found), *_own(day, settings)]


def _meets(line: _Line, day: date, since: int, until: int) -> bool:
    if not line.first <= day <= line.last or day.weekday() not in line.weekdays:
        return False
    if line.whole:
        return since < line.until and until > line.since
    return line.since <= since < line.until


def _own(day: date, settings: Settings) -> Iterator[Clash]:
    if is_market(day, str(settings.get(MARKET, NONE))):
        yield Clash("market", str(settings[MARKET]))
    if harvesting(day, str(settings.get(HARVEST, NONE))):
        yield Clash("harvest", "")


def is_market(day: date, said: str) -> bool:
    """`said`: days of the week or of the market week, "kliwon" or "selasa, jumat"."""
    names = {part.strip() for part in said.split(",")}
    return bool(names & {DAYS[day.weekday()], MARKET_DAYS[market_day(day)]})


def market_days() -> Sequence[str]:
    """What a market day may be called."""
    return (*MARKET_DAYS, *DAYS)


def harvesting(day: date, said: str) -> bool:
    """`said`: month and day of the first and the last day, "03-15..04-20"; it may go over the turn of the year."""
    found = _SEASON.fullmatch(said)
    if not found:
        return False
    first, last, now = (int(found[1]), int(found[2])), (int(found[3]), int(found[4])), (day.month, day.day)
    return first <= now <= last if first <= last else now >= first or now <= last


def season(first: datetime, last: datetime) -> str:
    """A harvest season as it is kept."""
    return f"{first:%m-%d}..{last:%m-%d}"
