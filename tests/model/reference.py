"""The reference: people, offices, proposals, polls and votes of villages in plain dicts, and each reason to say no.

Written from the design and the README, not from the code. Values never change in place, so a copy is shallow and a
search may go back. Each act returns what the person learns, or raises `No` with the key they hear.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.model.mandates import DAY, FROM_OUTSIDE, LINK_DAYS, Link, Mandate, No, Offices, Person

__all__ = ["DAY", "HOUR", "LINK_DAYS", "Link", "Mandate", "Model", "No", "Person", "Poll", "Proposal", "said"]
HOUR = 3_600_000
OPEN_PROPOSALS, AGE, SMALL_CELL, MOST_OPTIONS, LONGEST_POLL = 3, 17, 10, 20, 30


class Proposal(NamedTuple):
    author: int
    season: int
    status: str = "diterima"


class Poll(NamedTuple):
    village: int
    numbers: tuple[int, ...]
    most: int
    opens: int
    closes: int
    result: tuple[int, int, tuple[int, ...] | None] | None = None
    """Electorate, voters, votes in the order of numbers; None while it runs."""


class Model(Offices):
    """`now` is set before each act."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.villages: dict[int, int] = {}
        """Village → the plan year of its first season."""
        self.codes: dict[str, int] = {}
        self.setups: dict[str, None] = {}
        self.people: dict[int, Person] = {}
        self.accounts: dict[int, int | None] = {}
        self.bound: dict[tuple[int, int], None] = {}
        """(account, person): through this phone this person has spoken."""
        self.voices: dict[tuple[int, int], int] = {}
        """(account, plan year) → the village in which it has voted."""
        self.mandates: dict[int, Mandate] = {}
        self.links: dict[str, Link] = {}
        self.proposals: dict[tuple[int, int], Proposal] = {}
        self.polls: dict[int, Poll] = {}
        self.votes: dict[tuple[int, int], frozenset[int]] = {}
        self.groups: dict[int, int | None] = {}
        self.results: dict[tuple[int, int], int] = {}
        """(poll, group) → how often its result was posted there."""

    def copy(self) -> "Model":
        other = Model(self.now)
        for name, value in vars(self).items():
            setattr(other, name, dict(value) if isinstance(value, dict) else value)
        return other

    # who, and when

    def phones(self, person: int) -> set[int]:
        return {account for account, who in self.bound if who == person}

    def local(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment / 1000, UTC) + timedelta(hours=7)

    def phase(self, village: int, at: int | None = None) -> tuple[int, str]:
        """The plan year under way, and what its season does now; a new village collects at once."""
        today = self.local(self.now if at is None else at)
        if today.year + 1 < self.villages[village]:
            return self.villages[village], "usulan"
        return today.year + 1, "usulan" if today.month < 7 else "pembahasan" if today.month < 10 else "penetapan"

    def running(self, village: int) -> list[int]:
        return [p for p, poll in self.polls.items() if poll.village == village and poll.result is None]

    # villages and people

    def found(self, village: int, code: str, dusun: int) -> None:
        if code in self.codes:
            raise No("setup.refused.known")
        if not dusun:
            raise No("setup.refused.dusun")
        today = self.local(self.now)
        self.codes[code] = village
        self.villages[village] = today.year + (1 if today.month < 10 else 2)

    def claim(self, code: str) -> None:
        """The code of the first start works once."""
        if code not in self.setups:
            raise No("setup.refused.used")
        del self.setups[code]

    def ask(self, account: int, village: int, born: int, fresh: int) -> tuple[int, str]:
        """Join; whoever is known by an office alone stays the same person, and an office of residents has vouched."""
        person = self.accounts[account]
        if person is not None and self.people[person].village == village and self.people[person].born is None:
            state = "verified" if self.offices(person) - FROM_OUTSIDE else "asked"
        else:
            person, state = fresh, "asked"
            self.accounts[account] = person
            self.bound[account, person] = None
        self.people[person] = Person(village, state, born)
        return person, state

    def vouch(self, officer: int, village: int, newcomer: int, yes: bool) -> None:
        self.require("vouch", officer, village)
        if newcomer not in self.people or self.people[newcomer].village != village or newcomer == officer:
            raise No("vouch.refused.who")
        if self.people[newcomer].state != "asked":
            raise No("vouch.refused.done")
        if self.phones(officer) & self.phones(newcomer):
            raise No("vouch.refused.household")
        self.people[newcomer] = self.people[newcomer]._replace(state="verified" if yes else "refused")

    def link_group(self, by: int, village: int, group: int) -> None:
        if self.groups[group] not in (None, village):
            raise No("group.refused.other")
        self.require("link_group", by, village)
        self.groups[group] = village

    # proposals

    def propose(self, author: int, village: int) -> int:
        person = self.people[author]
        if person.village != village or person.state not in ("asked", "verified"):
            raise No("rights.refused.propose_own")
        year, phase = self.phase(village)
        season = year if phase == "usulan" else year + 1
        mine = (p for (v, _), p in self.proposals.items() if v == village and p.author == author)
        if sum(p.season == season and p.status == "diterima" for p in mine) >= OPEN_PROPOSALS:
            raise No("propose.refused.limit")
        number = 1 + max((n for v, n in self.proposals if v == village), default=0)
        self.proposals[village, number] = Proposal(author, season)
        return number

    def withdraw(self, author: int, village: int, number: int) -> None:
        proposal = self.proposals.get((village, number))
        if proposal is None or proposal.author != author:
            raise No("proposal.refused.own")
        if any(number in self.polls[p].numbers for p in self.running(village)):
            raise No("proposal.refused.on_ballot")
        if proposal.status != "diterima":
            raise No("proposal.refused.status")
        self.proposals[village, number] = proposal._replace(status="dicabut")

    # polls

    def open_poll(
        self, officer: int, village: int, numbers: Sequence[int], most: int, closes: int, poll: int
    ) -> tuple[int, ...]:
        self.require("open_poll", officer, village)
        if self.phase(village)[1] == "penetapan":
            raise No("rights.refused.phase")
        for wrong, key in (
            (len(numbers) < 2, "few"),
            (len(numbers) > MOST_OPTIONS, "many"),
            (not 1 <= most <= len(numbers), "picks"),
            (not self.now + HOUR <= closes <= self.now + LONGEST_POLL * DAY, "time"),
            (any(set(numbers) & set(self.polls[p].numbers) for p in self.running(village)), "running"),
            (any(self.proposals.get((village, n), (0, 0, ""))[2] != "diterima" for n in numbers), "gone"),
        ):
            if wrong:
                raise No(f"poll.refused.{key}")
        self.polls[poll] = Poll(village, tuple(numbers), most, self.now, closes)
        return tuple(numbers)

    def _ballot(self, voter: int, poll: int) -> Poll:
        """The ballot that this person may fill in now."""
        if poll not in self.polls:
            raise No("vote.refused.option")
        ballot, person = self.polls[poll], self.people[voter]
        if ballot.result is not None or self.now >= ballot.closes:
            raise No("vote.refused.closed")
        if person.village != ballot.village or person.state not in ("asked", "verified"):
            raise No("vote.refused.not_resident")
        if person.state == "asked":
            raise No("vote.refused.waiting")
        if person.born is None or self.local(self.now).year - person.born < AGE:
            raise No("vote.refused.age")
        return ballot

    def tap(self, voter: int, poll: int, number: int, into: bool) -> frozenset[int]:
        """One tap is one vote put in or taken out, and the same tap again changes nothing. Returns the picks."""
        try:
            ballot = self._ballot(voter, poll)
        except No as no:
            had = self.votes.get((poll, voter), frozenset())
            if str(no) == "vote.refused.closed" and (number in had) == into:
                raise No(f"vote.refused.closed_{'kept' if into else 'out'}") from no
            raise
        if number not in ballot.numbers:
            raise No("vote.refused.option")
        picks = self.votes.get((poll, voter), frozenset())
        picks = picks | {number} if into else picks - {number}
        if into and len(picks) > ballot.most:
            raise No("vote.refused.too_many")
        if picks and (poll, voter) not in self.votes:
            self._raise_voice(voter, ballot)
        self._put(voter, poll, picks)
        return picks

    def _raise_voice(self, voter: int, ballot: Poll) -> None:
        """A phone has its voice in one village in the season for a plan year."""
        year = self.phase(ballot.village, ballot.opens)[0]
        keys = [(account, year) for account in self.phones(voter)]
        if any(self.voices.get(key, ballot.village) != ballot.village for key in keys):
            raise No("vote.refused.elsewhere")
        self.voices |= dict.fromkeys(keys, ballot.village)

    def empty(self, voter: int, poll: int) -> frozenset[int]:
        try:
            self._ballot(voter, poll)
        except No as no:
            if str(no) == "vote.refused.closed" and (poll, voter) not in self.votes:
                raise No("vote.refused.closed_out") from no
            raise
        return self._put(voter, poll, frozenset())

    def _put(self, voter: int, poll: int, picks: frozenset[int]) -> frozenset[int]:
        self.votes.pop((poll, voter), None)
        if picks:
            self.votes[poll, voter] = picks
        return picks

    def close(self, officer: int, village: int, poll: int) -> object:
        self.require("close_poll", officer, village)
        if poll not in self.polls or self.polls[poll].village != village:
            raise No("poll.refused.gone")
        if self.polls[poll].result is not None:
            raise No("poll.refused.closed")
        return self._count(poll)

    def tick(self) -> int:
        """Time closes what is due, once."""
        due = [p for p, poll in self.polls.items() if poll.result is None and poll.closes <= self.now]
        for poll in due:
            self._count(poll)
        return len(due)

    def _count(self, poll: int) -> object:
        ballot = self.polls[poll]
        grown = self.local(ballot.opens).year - AGE
        electorate = sum(
            p.village == ballot.village and p.state == "verified" and p.born is not None and p.born <= grown
            for p in self.people.values()
        )
        box = [picks for (p, _), picks in self.votes.items() if p == poll]
        votes = tuple(sum(n in picks for picks in box) for n in ballot.numbers) if len(box) >= SMALL_CELL else None
        self.polls[poll] = ballot._replace(result=(electorate, len(box), votes))
        for group, village in self.groups.items():
            if village == ballot.village:
                self.results[poll, group] = self.results.get((poll, group), 0) + 1
        return self.polls[poll].result


def said(act: Callable[..., Any], *facts: Any) -> tuple[str, Any]:
    """What came of an act: ("ok", what is learnt) or ("no", the key that is heard)."""
    try:
        return "ok", act(*facts)
    except No as no:
        return "no", no.key
