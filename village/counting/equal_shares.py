"""The Method of Equal Shares: each vote carries the same part of the budget, and only pays for what it picked.

Again and again the project is chosen that costs each of its votes the least (utility by number of projects), or the
least for each rupiah of its cost (utility by cost); a vote with less left pays what it has, and the others bear the
rest. Source: Peters, Pierczyński and Skowron, "Proportional participatory budgeting with additive utilities", 2021;
the results are those of pabutools (tests/faults/counting.py). Exact: money is counted in whole numbers over one
common denominator that grows with each purchase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd
from operator import mul

from village.counting.election import Election
from village.counting.outcome import Outcome, Verdict, Why, outcome

_Shares = list[tuple[int, list[int]]]
"""Groups of voters by the points that each of their ballots gives."""


class Utility(StrEnum):
    """What a voter has of a picked project: its cost, or one for each project; times the points, where there are.

    By cost, a project without cost is of no use to anybody, and is not chosen.
    """

    COST = "cost"
    CARDINALITY = "cardinality"


class Completion(StrEnum):
    """RAISE: the shares are raised step by step as long as the chosen projects still fit the true budget."""

    NONE = "none"
    RAISE = "raise"


def equal_shares(
    election: Election,
    utility: Utility = Utility.CARDINALITY,
    completion: Completion = Completion.RAISE,
    step: Fraction = Fraction(1, 100),
) -> Outcome:
    """`step`: the part of the budget by which all shares together are raised each time."""
    if completion is Completion.NONE or not election.voters:
        return _told(election, _Purchases(election, utility, Fraction(1)).run(), Fraction(0))
    run, raised = _Purchases(election, utility, Fraction(1)).run(), Fraction(0)
    while _room(election, run):
        leap = _steps_without_change(election, run, step)
        further = _Purchases(election, utility, 1 + raised + leap * step).run()
        if election.cost_of(further.bought) > election.budget:
            raised += (leap - 1) * step
            return _told(election, run if leap == 1 else _Purchases(election, utility, 1 + raised).run(), raised)
        run, raised = further, raised + leap * step
    return _told(election, run, raised)


def _room(election: Election, run: "_Purchases") -> bool:
    """Would a project that somebody picked still fit?"""
    left = election.budget - election.cost_of(run.bought)
    return any(one not in run.bought and election.projects[one].cost <= left for one in run.priced)


def _steps_without_change(election: Election, run: "_Purchases", step: Fraction) -> int:
    """With which step the outcome can differ for the first time; 1 is the next.

    Where every vote paid its full part each time, richer votes buy the same in the same order. A project that costs
    its votes more than any bought one can only follow after all of these, and not before its votes have the money.
    """
    dearest = max((key for key, _, _ in run.bought.values()), default=Fraction(0))
    if not run.even or any(one not in run.bought and run.first_key(one) <= dearest for one in run.priced):
        return 1
    short = min(run.lacking(one) / election.votes[one] for one in run.priced if one not in run.bought)
    return max(1, -(-short * election.voters // (election.budget * step)))


def _told(election: Election, run: "_Purchases", raised: Fraction) -> Outcome:
    chosen: dict[int, Verdict] = {}
    free = [one for one in range(len(election.projects)) if _is_free(election, one)]
    if not run.by_cost:
        chosen = {one: Verdict(Why.FREE, election.votes[one]) for one in free}
    plain = election.approvals()
    for one, (_, price, even) in run.bought.items():
        why = (Why.SHARED if even else Why.SHARED_MOST) if plain else Why.SHARED_POINTS
        chosen[one] = Verdict(why, election.votes[one], price * election.points_scale)
    missing = {
        one: Verdict(Why.USELESS, election.votes[one])
        if one in free
        else Verdict(Why.SHORT, election.votes[one], run.lacking(one))
        for one in range(len(election.projects))
        if one not in chosen
    }
    return outcome(election, chosen, missing, raised)


def _is_free(election: Election, one: int) -> bool:
    """Costs nothing and somebody picked it."""
    return not election.projects[one].cost and election.votes[one] > 0 and election.eligible(one)


@dataclass(frozen=True, slots=True)
class _Price:
    """What a project costs its votes: `money`/(`points`·over) for each point; the poor among them pay all they have."""

    money: int
    points: int
    even: bool


class _Purchases:
    """One run. `_left` is what each ballot of a group has left, in 1/`_over` of a unit of money.

    A project never gets cheaper for its votes: what was reckoned before is a bound, and only the projects whose
    bound is low enough are reckoned anew.
    """

    def __init__(self, election: Election, utility: Utility, budget: Fraction) -> None:
        """`budget`: how much of the true one is shared out, 1 for all of it."""
        self._election = election
        self._costs = [project.cost for project in election.projects]
        self.by_cost = utility is Utility.COST
        self.priced = [
            one for one, cost in enumerate(self._costs) if cost > 0 and election.votes[one] and election.eligible(one)
        ]
        self._many = [group.many for group in election.groups]
        self._alone = all(many == 1 for many in self._many)
        self._shares = [_by_points(who) for who in election.supporters]
        self._groups = [[group for group, _ in who] for who in election.supporters]
        self._over = max(1, election.voters) * budget.denominator
        self._left = [election.budget * budget.numerator] * len(election.groups)
        self.bought: dict[int, tuple[Fraction, Fraction, bool]] = {}
        """By project: what it was chosen for, what one point paid, and whether all paid in full."""
        self.even = True

    def run(self) -> "_Purchases":
        queue = [(self.first_key(one), one) for one in self.priced]
        heapify(queue)
        while queue:
            fresh: dict[tuple[Fraction, int], _Price] = {}
            best = queue[0]
            while queue and (not fresh or queue[0] < best):
                one = heappop(queue)[1]
                if price := self._price(one):
                    fresh[self._key(one, price), one] = price
                    best = min(fresh)
            if fresh:
                self._buy(*best, fresh.pop(best))
            for entry in fresh:
                heappush(queue, entry)
        return self

    def first_key(self, one: int) -> Fraction:
        """What it is chosen for as long as all its votes can pay in full."""
        return Fraction(1 if self.by_cost else self._costs[one], self._election.scores[one])

    def _key(self, one: int, price: _Price) -> Fraction:
        return Fraction(price.money, price.points * self._over * (self._costs[one] if self.by_cost else 1))

    def lacking(self, one: int) -> Fraction:
        """How much more the votes for it would have to have left."""
        return Fraction(self._costs[one]) - Fraction(self._held(self._groups[one]), self._over)

    def _held(self, groups: Sequence[int]) -> int:
        left = map(self._left.__getitem__, groups)
        return sum(left) if self._alone else sum(map(mul, left, map(self._many.__getitem__, groups)))

    def _price(self, one: int) -> _Price | None:
        """None if its votes together have too little, now and for ever."""
        money, points = self._costs[one] * self._over, self._election.scores[one]
        if self._held(self._groups[one]) < money:
            return None
        rich, even = self._shares[one], True
        while True:
            able, paid, gone = self._pass(rich, money, points)
            if not gone:
                return _Price(money, points, even)
            rich, money, points, even = able, money - paid, points - gone, False

    def _pass(self, rich: _Shares, money: int, points: int) -> tuple[_Shares, int, int]:
        """Those who can pay their part of `money`, and what the others have and have given: money and points."""
        able: _Shares = []
        paid = gone = 0
        for each, groups in rich:
            least = -(-money * each // points)
            staying = [group for group in groups if self._left[group] >= least]
            if len(staying) != len(groups):
                poor = [group for group in groups if self._left[group] < least]
                paid += self._held(poor)
                gone += each * self._count(poor)
            if staying:
                able.append((each, staying))
        return able, paid, gone

    def _count(self, groups: Sequence[int]) -> int:
        return len(groups) if self._alone else sum(map(self._many.__getitem__, groups))

    def _buy(self, key: Fraction, one: int, price: _Price) -> None:
        finer = price.points // gcd(price.points, price.money)
        pays = price.money * finer // price.points
        self.bought[one] = (key, Fraction(price.money, price.points * self._over), price.even)
        self.even = self.even and price.even
        self._over *= finer
        self._left = [left * finer for left in self._left]
        for each, groups in self._shares[one]:
            for group in groups:
                self._left[group] = max(0, self._left[group] - pays * each)


def _by_points(who: Sequence[tuple[int, int]]) -> _Shares:
    """Those who give a project the same points, together."""
    found: dict[int, list[int]] = {}
    for group, points in who:
        found.setdefault(points, []).append(group)
    return list(found.items())
