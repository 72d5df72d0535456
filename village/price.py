"""Unit prices of the village, and what a volume then costs: a range, never one number, and nothing invented."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from village import catalogue
from village.detail import UNITS
from village.refusal import Refusal
from village.rules import Rule
from village.typed import money
from village.words import clipped

LONGEST_NAME = 60
LONGEST_SOURCE = 120
CEILING = "pagu_dusun"
"""Setting: how much one dusun may plan for in a year; with the dusun's number behind it, that of this dusun."""
FUND = "pagu_dana_"
"""Setting: how much a fund may give in a year; behind it the code of the fund in small letters."""
_RANGE = re.compile(r"\s*(?:-|–|—|\bsampai\b|\bsampe\b|\bs\.?d\.?\s|\bhingga\b)\s*")
_WORTH = re.compile(r"(rb|ribu|k|jt|juta|m|miliar|milyar)\b\.?\s*(?:rupiah)?$")


@dataclass(frozen=True, slots=True)
class Price:
    """One row of the list; `low` and `high` in whole rupiah for one unit."""

    id: int
    name: str
    unit: str
    low: int
    high: int
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class FundShare:
    """Per cent of what a fund may give in that year."""

    fund: str
    percent: int
    most: int
    year: int


def read(text: str) -> tuple[str, str, int, int]:
    """(name, unit, low, high): "rabat beton per m 350-450 ribu", "lampu jalan per unit 2,5 jt"."""
    said = clipped(text, 200)
    found = re.fullmatch(r"(.+?)\s*(?:\bper\b|/|\btiap\b)\s*(.+)", said, re.IGNORECASE)
    if found is None:
        raise Refusal("price.refused.per")
    words = found[2].split()
    for at in (2, 1):
        unit = UNITS.get(" ".join(words[:at]).casefold().rstrip(":=,"))
        if unit and words[at:]:
            low, high = span(" ".join(words[at:]))
            return clipped(found[1], LONGEST_NAME), unit, low, high
    raise Refusal("price.refused.unit" if len(words) > 1 else "price.refused.sum")


def span(text: str) -> tuple[int, int]:
    """From "350-450 ribu", "Rp 350.000 sampai 450.000", "2,5 jt": the worth said at the end counts for both."""
    parts = [part for part in _RANGE.split(text.casefold().strip(" .:=")) if part]
    worth = _WORTH.search(parts[-1]) if parts else None
    if len(parts) == 2 and worth and not _WORTH.search(parts[0]):
        parts[0] = f"{parts[0]} {worth[1]}"
    sums = [money(part) for part in parts]
    if len(sums) not in (1, 2) or any(one is None or one <= 0 for one in sums):
        raise Refusal("price.refused.sum")
    known = [one for one in sums if one is not None]
    return min(known), max(known)


def cost(price: Price, milli: int) -> tuple[int, int]:
    """What that volume, in thousandths, costs: (low, high), rounded, as nobody knows it better."""
    return _rounded(price.low * milli // 1000), _rounded(price.high * milli // 1000)


def _rounded(rupiah: int) -> int:
    step = 1_000_000 if rupiah >= 10_000_000 else 1_000
    return max(step, (rupiah + step // 2) // step * step) if rupiah else 0


def ceiling(settings: Mapping[str, int | str], dusun_id: int | None) -> int | None:
    """The ceiling of that dusun, else the one of every dusun; None: nobody has said."""
    if dusun_id is None:
        return None
    found = settings.get(f"{CEILING}_{dusun_id}", settings.get(CEILING))
    return int(found) if found else None


def fund_shares(high: int, ceilings: Sequence[Rule]) -> tuple[FundShare, ...]:
    """Of each fund whose ceiling somebody has said, in the order of the list of funds."""
    order = [FUND + code.lower() for code in catalogue.funds()]
    known = sorted((rule for rule in ceilings if rule.key in order), key=lambda rule: order.index(rule.key))
    return tuple(
        FundShare(rule.key.removeprefix(FUND), share(high, int(rule.value)), int(rule.value), rule.year)
        for rule in known
        if rule.value
    )


def share(high: int, ceiling: int) -> int:
    """Per cent of the ceiling that the dearer end takes, rounded up."""
    return -(-high * 100 // ceiling)
