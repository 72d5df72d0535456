"""How somebody wants to hear of proposals that they stand behind."""

from collections.abc import Mapping
from enum import StrEnum

from village.rules import own

MANY = "kabar_banyak"


class Choice(StrEnum):
    AT_ONCE = "langsung"
    DAILY = "harian"
    NEVER = "jangan"


def many(settings: Mapping[str, int | str], year: int) -> int:
    """Behind more proposals than this, who has chosen nothing hears of them once a day."""
    return own(MANY, settings, year)


def in_force(chosen: Choice | None, standing: int, many: int) -> Choice:
    """standing: behind how many proposals they stand."""
    if chosen is not None:
        return chosen
    return Choice.DAILY if standing > many else Choice.AT_ONCE
