"""A question to the proposer: which ones stand ready, and how long an answer is waited for."""

from collections.abc import Mapping
from enum import StrEnum

from village.rules import own

DAY = 86_400_000
LONGEST = 300
SHORTEST = 8


class Ask(StrEnum):
    """The questions that stand ready; OWN is one in the officer's words."""

    WHERE = "di_mana"
    HOW_MUCH = "berapa"
    FOR_WHOM = "siapa"
    HOW_NOW = "keadaan"
    OWN = "sendiri"


def reminder(settings: Mapping[str, int | str], year: int) -> int:
    """After how many milliseconds the proposer is asked once more."""
    return own("ingat_penjelasan", settings, year) * DAY


def patience(settings: Mapping[str, int | str], year: int) -> int:
    """After how many milliseconds without an answer the proposal waits for the next season."""
    return own("batas_penjelasan", settings, year) * DAY
