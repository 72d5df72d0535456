"""The criteria matrix: by what a team scores proposals, who scores which, and what comes out. Recountable by anybody.

Source: domain.md 3.1 and 3.2. Support, score and verification stay three things and are never added up.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from village.people import RIGHTS, Office, Resident
from village.proposal import Status
from village.refusal import Refusal
from village.words import clipped

LOWEST, HIGHEST = 1, 5
FEWEST, MOST = 2, 7
"""Criteria of one matrix."""
HEAVIEST = 10
LONGEST_NAME = 40
OWN = "own"
SCORED = frozenset({Status.VERIFIKASI, Status.LAYAK})
"""Where a proposal stands in front of the team."""
_WEIGHT = re.compile(r"(.*\D)\s*[:=,]\s*(?:bobot\s*)?(\d{1,3})\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s*")


class State(StrEnum):
    ASKED = "asked"
    DECLINED = "declined"
    OPEN = "open"
    CLOSED = "closed"
    REPLACED = "replaced"
    """Two offices began anew with other criteria; what had been scored is kept."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """`name`: of a ready-made one, whose words are texts, or the village's own words where `own`."""

    name: str
    weight: int = 1
    own: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    name: str
    year: int
    until: int | None
    source: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one scorer gave one proposal: a value for each criterion, in their order."""

    proposal: int
    scorer: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`means` by criterion; `total` from 1 to 5, weighted; `apart`: places of criteria on which scorers differ far."""

    scorers: int
    means: tuple[Fraction, ...]
    total: Fraction
    apart: tuple[int, ...]


@cache
def _all() -> tuple[Preset, ...]:
    data = tomllib.loads(Path(__file__).with_name("criteria.toml").read_text("utf-8"))
    return tuple(
        Preset(row["name"], row["from"], row.get("until"), row["source"], tuple(map(Criterion, row["criteria"])))
        for row in data["preset"]
    )


def presets(year: int) -> tuple[Preset, ...]:
    """The ready-made ones that are offered in `year`."""
    return tuple(p for p in _all() if p.year <= year and (p.until is None or year <= p.until))


def read(words: str) -> tuple[Criterion, ...]:
    """A village's own, one on a line with its weight: "Manfaat bagi warga miskin: 3". Without one the weight is 1."""
    lines = [_BULLET.sub("", line) for line in words.splitlines() if line.strip()]
    if not FEWEST <= len(lines) <= MOST:
        raise Refusal("matrix.refused.count", fewest=FEWEST, most=MOST)
    found = tuple(_criterion(line) for line in lines)
    if len({criterion.name.casefold() for criterion in found}) < len(found):
        raise Refusal("matrix.refused.twice")
    return found


def _criterion(line: str) -> Criterion:
    parted = _WEIGHT.fullmatch(line)
    said, weight = (parted[1], int(parted[2])) if parted else (line, 1)
    name = clipped(said.strip(" :=,"), LONGEST_NAME + 1)
    if len(name) > LONGEST_NAME or sum(sign.isalpha() for sign in name) < 3:
        raise Refusal("matrix.refused.name", most=LONGEST_NAME)
    if not 1 <= weight <= HEAVIEST:
        raise Refusal("matrix.refused.weight", most=HEAVIEST)
    return Criterion(name, weight, own=True)


def offices(person: Resident, village: int) -> frozenset[Office]:
    """Those of a person's offices that let them score."""
    if not RIGHTS["score"].who(person, village):
        return frozenset()
    return person.offices & {Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI}


def pair(first: Resident, second: Resident, village: int) -> tuple[Office, Office] | None:
    """In which two offices these two act together; None where they are no two of different offices."""
    found = [(a, b) for a in offices(first, village) for b in offices(second, village) if a != b]
    return min(found) if found and first.id != second.id else None


def _order(seed: str, what: str, numbers: Sequence[int]) -> list[int]:
    """In an order that nobody chose and anybody can repeat."""
    return sorted(numbers, key=lambda n: hashlib.sha256(f"{seed}|{what}|{n}".encode()).digest())


def assigned(seed: str, authors: Mapping[int, int], scorers: Sequence[int], most: int) -> dict[int, list[int]]:
    """Scorer → the proposals to score, in their order. `authors`: proposal → who made it.

    Each gets as many as everybody, at most `most`, and never an own one. Each proposal gets as many scorers as every
    other, or one more, unless too many scorers have proposals of their own.
    """
    drawn, people = _order(seed, "proposal", list(authors)), _order(seed, "scorer", scorers)
    share = min(most, len(drawn))
    dealt = {
        person: [drawn[(turn * share + at) % len(drawn)] for at in range(share)] for turn, person in enumerate(people)
    }
    for person in people:
        for own in [p for p in dealt[person] if authors[p] == person]:
            _without_own(dealt, authors, person, own)
    return {person: _order(seed, f"for {person}", found) for person, found in dealt.items()}


def _without_own(dealt: dict[int, list[int]], authors: Mapping[int, int], person: int, own: int) -> None:
    """Swap an own proposal with somebody; where nobody can, take the one that has fewest scorers, or none."""
    mine = dealt[person]
    for other, theirs in dealt.items():
        for instead in theirs:
            if own not in theirs and instead not in mine and authors[instead] != person and authors[own] != other:
                mine[mine.index(own)], theirs[theirs.index(instead)] = instead, own
                return
    mine.remove(own)
    left = [p for p, author in authors.items() if author != person and p not in mine and p != own]
    if left:
        mine.append(min(left, key=lambda p: (sum(p in found for found in dealt.values()), left.index(p))))


def numbered(seed: str, scorers: Mapping[int, str]) -> dict[int, int]:
    """Scorer → which one of their office: "tim penyusun 2". `scorers`: person → office."""
    count: dict[str, int] = {}
    found = {}
    for person in _order(seed, "number", list(scorers)):
        found[person] = count[scorers[person]] = count.get(scorers[person], 0) + 1
    return found


def checked(values: Sequence[int], criteria: Sequence[Criterion]) -> tuple[int, ...]:
    if len(values) != len(criteria) or not all(LOWEST <= value <= HIGHEST for value in values):
        raise Refusal("matrix.refused.values")
    return tuple(values)


def outcome(criteria: Sequence[Criterion], sheets: Sequence[Sheet], apart: int) -> Outcome | None:
    """What came out for one proposal; None: nobody scored it. `apart`: from which difference on it is far."""
    if not sheets:
        return None
    columns = list(zip(*(sheet.values for sheet in sheets), strict=True))
    means = tuple(Fraction(sum(column), len(column)) for column in columns)
    weights = [criterion.weight for criterion in criteria]
    total = sum((w * mean for w, mean in zip(weights, means, strict=True)), Fraction(0)) / sum(weights)
    far = tuple(at for at, column in enumerate(columns) if max(column) - min(column) >= apart)
    return Outcome(len(sheets), means, total, far)


def ranked(outcomes: Mapping[int, Outcome | None]) -> list[tuple[int, int]]:
    """(place, number of a proposal), the highest total first; the same total, the same place. Others are left out."""
    totals = {number: found.total for number, found in outcomes.items() if found}
    return sorted(
        ((1 + sum(other > total for other in totals.values()), number) for number, total in totals.items()),
    )


def figures(mean: Fraction) -> str:
    """With two decimals and a comma, half up: 11/3 → "3,67"."""
    hundredths = (mean.numerator * 200 + mean.denominator) // (2 * mean.denominator)
    return f"{hundredths // 100},{hundredths % 100:02}"
