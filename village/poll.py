"""A straw poll (jajak pendapat) over proposals: who may vote, until when, how many picks."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from village.people import Resident, State
from village.refusal import Refusal
from village.spans import DAY, HOUR

MOST_OPTIONS = 20
"""What fits one keyboard of one button a row and can still be read on a cheap phone."""


class PollState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the ballot, frozen when the poll opens: the proposal's number, version and title of that moment."""

    id: int
    proposal_id: int
    number: int
    version: int
    title: str


@dataclass(frozen=True, slots=True)
class Poll:
    id: int
    village_id: int
    season_id: int
    most_picks: int
    opens_at: int
    closes_at: int
    state: PollState
    seal: str
    age: int
    options: tuple[Option, ...] = ()
    closed_at: int | None = None
    """When it was closed, by hand or on time; None while it runs."""

    def refuse_unless_open(self, now: int) -> None:
        if self.state is PollState.CLOSED or now >= self.closes_at:
            raise Refusal("vote.refused.closed", closed_at={"at": self.closed_at or self.closes_at})

    def lets(self, person: Resident, year: int) -> bool:
        """Is this a verified adult of the village?"""
        here = person.village_id == self.village_id and person.state is State.VERIFIED and not person.frozen
        return here and person.adult(year, self.age)

    def refuse_unless_voter(self, voter: Resident, year: int) -> None:
        """One resident, one vote: a verified adult of this village. Every refusal says what to do now."""
        if voter.village_id != self.village_id or voter.state not in (State.ASKED, State.VERIFIED):
            raise Refusal("vote.refused.not_resident")
        if voter.state is not State.VERIFIED:
            raise Refusal("vote.refused.waiting")
        if voter.frozen:
            raise Refusal("phone.refused.frozen")
        if not voter.adult(year, self.age):
            raise Refusal("vote.refused.age", age=self.age)

    def picked(self, present: Collection[int], option: int, into: bool) -> frozenset[int]:
        """The picks after option `option` was put in or taken out. Doing the same twice changes nothing."""
        if option not in {o.id for o in self.options}:
            raise Refusal("vote.refused.option")
        if not into:
            return frozenset(present) - {option}
        picks = frozenset(present) | {option}
        if len(picks) > self.most_picks:
            raise Refusal("vote.refused.too_many", most=self.most_picks)
        return picks


def ballot_order(options: Sequence[Option], secret: bytes, voter: int) -> list[Option]:
    """The options in an order of the voter's own, the same each time: no proposal is always on top."""
    return sorted(options, key=lambda o: hashlib.sha256(secret + b"%d:%d" % (voter, o.id)).digest())


def drawn_order(options: Sequence[Option], seal: str) -> list[Option]:
    """The order in which a poll is announced, the same everywhere: drawn from its seal, so that anybody can check it.

    By number, the first proposals would always stand on top.
    """
    return sorted(options, key=lambda o: hashlib.sha256(f"{seal}:{o.number}".encode()).digest())


def refuse_unless_ballot(options: int, most_picks: int, opens: int, closes: int) -> None:
    """A poll needs two proposals at least, fits one message, and runs between an hour and 30 days."""
    if options < 2:
        raise Refusal("poll.refused.few")
    if options > MOST_OPTIONS:
        raise Refusal("poll.refused.many", most=MOST_OPTIONS)
    if not 1 <= most_picks <= options:
        raise Refusal("poll.refused.picks", most=options)
    if not opens + HOUR <= closes <= opens + 30 * DAY:
        raise Refusal("poll.refused.time")
