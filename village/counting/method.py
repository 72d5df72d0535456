"""A counting rule with everything that decides who wins: it is announced before the vote, and read from a file."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from village import rules
from village.counting.election import Election
from village.counting.equal_shares import Completion, Utility, equal_shares
from village.counting.most_votes import most_votes
from village.counting.outcome import Outcome
from village.counting.phragmen import phragmen


class Rule(StrEnum):
    MOST_VOTES = "most-votes"
    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"


@dataclass(frozen=True, slots=True)
class Method:
    """`utility`, `completion` and `step` belong to Equal Shares; the others do without."""

    rule: Rule
    step: Fraction
    utility: Utility = Utility.CARDINALITY
    completion: Completion = Completion.RAISE


def usual_step(year: int) -> Fraction:
    """The part of the budget by which the shares are raised each time."""
    return Fraction(rules.number(rules.national("langkah_jatah", year)), 100)


def counted(election: Election, method: Method) -> Outcome:
    match method.rule:
        case Rule.MOST_VOTES:
            return most_votes(election)
        case Rule.PHRAGMEN:
            return phragmen(election)
        case Rule.EQUAL_SHARES:
            return equal_shares(election, method.utility, method.completion, method.step)
