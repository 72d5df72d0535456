"""The Method of Equal Shares written down a second time: one purse for each ballot, fractions, nothing remembered."""

from dataclasses import dataclass, field
from fractions import Fraction

from village.counting.election import Election
from village.counting.equal_shares import Utility


@dataclass(frozen=True, slots=True)
class Share:
    """What each point pays at most, and whether all paid in full."""

    price: Fraction
    even: bool


@dataclass
class Reckoning:
    purses: list[Fraction]
    backers: list[dict[int, int]]
    bought: dict[int, Share] = field(default_factory=dict)

    def held(self, project: int) -> Fraction:
        return sum((self.purses[voter] for voter in self.backers[project]), Fraction(0))


def naive(election: Election, utility: Utility, times: Fraction, shut_out: bool = False) -> Reckoning:
    """`times` the budget is shared out. `shut_out` is wrong: whoever can't pay in full pays nothing."""
    ballots = [dict(group.picks) for group in election.groups for _ in range(group.many)]
    backers = [{v: b[one] for v, b in enumerate(ballots) if one in b} for one in range(len(election.projects))]
    told = Reckoning([Fraction(election.budget * times, len(ballots)) for _ in ballots], backers)
    while True:
        offers = []
        for one, project in enumerate(election.projects):
            few = not backers[one] or len(backers[one]) < election.least_votes
            if one in told.bought or not project.cost or few or told.held(one) < project.cost:
                continue
            share = _share(project.cost, backers[one], told.purses, shut_out)
            if share is not None:
                offers.append((share.price / (project.cost if utility is Utility.COST else 1), one, share))
        if not offers:
            return told
        _, one, share = min(offers, key=lambda offer: offer[:2])
        told.bought[one] = share
        for voter, points in backers[one].items():
            told.purses[voter] -= min(told.purses[voter], share.price * points)


def _share(cost: int, backers: dict[int, int], purses: list[Fraction], shut_out: bool) -> Share | None:
    """The lowest price of a point with which the cost comes together."""
    order = sorted(backers, key=lambda voter: purses[voter] / backers[voter])
    if shut_out:
        price = Fraction(cost, sum(backers.values()))
        return Share(price, True) if purses[order[0]] >= price * backers[order[0]] else None
    paid, points = Fraction(0), sum(backers.values())
    for place, voter in enumerate(order):
        price = (cost - paid) / points
        if purses[voter] >= price * backers[voter]:
            return Share(price, place == 0)
        paid += purses[voter]
        points -= backers[voter]
    raise AssertionError("together they have enough")
