"""What a count came to: the winners in the order of their choice, every step, and for each project the true reason."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from village.counting.election import Election


class Why(StrEnum):
    """Why a project is among the chosen ones, or not; each has a sentence `count.why.…`."""

    FITS = "fits"
    FREE = "free"
    SHARED = "shared"
    SHARED_MOST = "shared_most"
    SHARED_POINTS = "shared_points"
    LOADED = "loaded"
    LEFT_OVER = "left_over"
    OVER_BUDGET = "over_budget"
    NO_ROOM = "no_room"
    NO_VOTES = "no_votes"
    FEW_VOTES = "few_votes"
    SHORT = "short"
    STOPPED = "stopped"
    USELESS = "useless"


CHOSEN = frozenset({Why.FITS, Why.FREE, Why.SHARED, Why.SHARED_MOST, Why.SHARED_POINTS, Why.LOADED, Why.LEFT_OVER})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`amount`, in units of the election: what one vote or point pays, or what is lacking."""

    why: Why
    votes: int
    amount: Fraction | None = None

    @property
    def chosen(self) -> bool:
        return self.why in CHOSEN


@dataclass(frozen=True, slots=True)
class Outcome:
    winners: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    """One for each project of the election, in its order."""
    raised: Fraction = Fraction(0)
    """By which part of itself the budget was raised in thought until nothing more fitted; 0 without completion."""
    remaining: tuple[int, ...] = field(default=())
    """What was left of the budget after each winner."""


def outcome(
    election: Election, chosen: dict[int, Verdict], missing: dict[int, Verdict], raised: Fraction = Fraction(0)
) -> Outcome:
    """`chosen` in the order of the choice; for whoever is in neither, the reason that needs no counting is found."""
    left, remaining = election.budget, []
    for project in chosen:
        left -= election.projects[project].cost
        remaining.append(left)
    verdicts = tuple(
        chosen.get(project) or _plain(election, project) or missing[project]
        for project in range(len(election.projects))
    )
    return Outcome(tuple(chosen), verdicts, raised, tuple(remaining))


def _plain(election: Election, project: int) -> Verdict | None:
    votes, over = election.votes[project], election.projects[project].cost - election.budget
    if over > 0:
        return Verdict(Why.OVER_BUDGET, votes, Fraction(over))
    if votes < election.least_votes and votes:
        return Verdict(Why.FEW_VOTES, votes, Fraction(election.least_votes))
    if not votes:
        return Verdict(Why.NO_VOTES, votes)
    return None
