"""Sequential Phragmén: every voter's allowance grows alike; whoever can pay for a project together gets it.

The count ends when a project whose turn it is no longer fits the budget; of several whose turn comes at the same
moment, one is enough to end it. What nobody picked comes last, if the election lets it. Exact: the allowances used
up are whole numbers over one common denominator.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd

from village.counting.election import Election
from village.counting.outcome import Outcome, Verdict, Why, outcome


def phragmen(election: Election) -> Outcome:
    costs = [project.cost for project in election.projects]
    able = [one for one, cost in enumerate(costs) if cost <= election.budget and election.eligible(one)]
    loads = _Loads(election, [one for one in able if election.votes[one]])
    chosen: dict[int, Verdict] = {}
    stopped: dict[int, Verdict] = {}
    left = election.budget
    for turn in loads.turns():
        stopped = _too_dear(election, turn.tied, left)
        if stopped:
            break
        first = turn.tied[0]
        left -= costs[first]
        loads.take(turn)
        chosen[first] = Verdict(Why.LOADED if costs[first] else Why.FREE, election.votes[first], turn.load)
    unpicked = [one for one in able if not election.votes[one]]
    while unpicked and not stopped and not _too_dear(election, unpicked, left):
        first = unpicked.pop(0)
        left -= costs[first]
        chosen[first] = Verdict(Why.LEFT_OVER, 0)
    waiting = {one: Verdict(Why.STOPPED, election.votes[one]) for one in range(len(costs))}
    return outcome(election, chosen, waiting | stopped)


def _too_dear(election: Election, tied: Sequence[int], left: int) -> dict[int, Verdict]:
    return {
        one: Verdict(Why.NO_ROOM, election.votes[one], Fraction(lacking))
        for one in tied
        if (lacking := election.projects[one].cost - left) > 0
    }


class _Turn:
    """The projects that can be paid for at the same, earliest moment, in order of precedence, and that moment."""

    def __init__(self, load: Fraction, tied: list[int]) -> None:
        self.load, self.tied = load, tied


class _Loads:
    """What each group of voters has used up, in 1/`over` of a unit of money.

    A project's moment never comes earlier than it once seemed: what was reckoned before is a bound, and only the
    projects whose bound is low enough are reckoned anew.
    """

    def __init__(self, election: Election, projects: Sequence[int]) -> None:
        self._costs = {one: election.projects[one].cost for one in projects}
        self._votes = {one: election.votes[one] for one in projects}
        self._groups = {one: [group for group, _ in election.supporters[one]] for one in projects}
        self._many = [group.many for group in election.groups]
        self._used = [0] * len(election.groups)
        self._over = 1
        self._queue = [(Fraction(self._costs[one], self._votes[one]), one) for one in projects]
        heapify(self._queue)

    def turns(self) -> Iterator[_Turn]:
        while self._queue:
            yield self._next()

    def _next(self) -> _Turn:
        fresh = [self._anew()]
        while self._queue and self._queue[0][0] <= min(fresh)[0]:
            fresh.append(self._anew())
        for entry in fresh:
            heappush(self._queue, entry)
        earliest = min(fresh)[0]
        return _Turn(earliest, sorted(one for moment, one in fresh if moment == earliest))

    def _anew(self) -> tuple[Fraction, int]:
        one = heappop(self._queue)[1]
        return self._moment(one), one

    def _moment(self, one: int) -> Fraction:
        used = sum(self._used[group] * self._many[group] for group in self._groups[one])
        return Fraction(self._costs[one] * self._over + used, self._votes[one] * self._over)

    def take(self, turn: _Turn) -> None:
        """The first of the turn is bought: its supporters have all used up the same."""
        first = turn.tied[0]
        self._queue.remove((turn.load, first))
        heapify(self._queue)
        finer = turn.load.denominator // gcd(turn.load.denominator, self._over)
        self._over *= finer
        self._used = [used * finer for used in self._used]
        for group in self._groups[first]:
            self._used[group] = turn.load.numerator * (self._over // turn.load.denominator)
