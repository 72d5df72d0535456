"""Are enough of those invited here to begin? By the village's own rule, else by the dated national one.

Source: domain.md 4: two thirds of those invited; else a delay of some hours, then a second meeting within some days,
which goes on with whoever is present.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from village.place import at_hour, local
from village.rules import Rule, national, own
from village.spans import HOUR

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Quorum:
    """`share` 0: this kind of meeting needs none. second: the meeting after one that was too small."""

    share: Fraction
    invited: int
    present: int
    """Of those invited, how many are here."""
    second: bool = False

    @property
    def needed(self) -> int:
        """How many of those invited have to be here. Where nobody was invited by name there is nothing to count."""
        if self.second:
            return 0
        return -(-self.invited * self.share.numerator // self.share.denominator)

    @property
    def reached(self) -> bool:
        return self.present >= self.needed


def fraction(rule: Rule, settings: Mapping[str, int | str]) -> Fraction:
    """ "2/3"; a village's own regulation stands over the national rule. What is no fraction there is passed over."""
    for value in (settings.get(rule.key), rule.value):
        try:
            share = Fraction(str(value)) if value is not None else None
        except (ValueError, ZeroDivisionError):
            continue
        if share is not None and 0 <= share <= 1:
            return share
    return NONE


def share(kind: str, settings: Mapping[str, int | str], year: int) -> Fraction:
    """Which part of those invited a meeting of that kind needs."""
    kinds = str(settings.get("rapat_berkuorum", national("rapat_berkuorum", year).value)).split()
    return fraction(national("kuorum", year), settings) if kind in kinds else NONE


def majority(settings: Mapping[str, int | str], year: int) -> Fraction:
    """More than this part of those present with a voice decides."""
    return fraction(national("mayoritas", year), settings)


def waits_until(starts_at: int, settings: Mapping[str, int | str], zone: str) -> int:
    """Until when people may still arrive before the meeting has to be put off."""
    return starts_at + own("tunda_jam", settings, local(starts_at, zone).year) * HOUR


def second_until(starts_at: int, settings: Mapping[str, int | str], zone: str) -> int:
    """The midnight after the last day on which the second meeting may be held."""
    days = own("tunda_hari", settings, local(starts_at, zone).year)
    return at_hour(starts_at, zone, days + 1, 0)
