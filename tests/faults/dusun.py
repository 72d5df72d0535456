"""A model village of four unequal dusun: how many of them are left with nothing, by each rule.

300 voters, 45, 30, 15 and 10 percent of them in one dusun; six projects for each dusun and four for all, 10 to 200
million each, 400 million to spend; each voter picks two to seven, mostly of the own dusun. A model, not villages.
"""

import random
from collections.abc import Callable, Mapping
from fractions import Fraction

from village.counting.election import Election, election
from village.counting.equal_shares import Completion, Utility, equal_shares
from village.counting.most_votes import most_votes
from village.counting.outcome import Outcome
from village.counting.phragmen import phragmen

SIZES = (135, 90, 45, 30)
EACH, FOR_ALL = 6, 4
MILLION = 1_000_000
STEP = Fraction(1, 100)
RULES: Mapping[str, Callable[[Election], Outcome]] = {
    "most-votes": most_votes,
    "phragmen": phragmen,
    "equal-shares cost": lambda votes: equal_shares(votes, Utility.COST, Completion.RAISE, STEP),
    "equal-shares cardinality": lambda votes: equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, STEP),
}


def votes(rng: random.Random) -> Election:
    """Projects 6d to 6d+5 are those of dusun d; the last four are for all."""
    many = EACH * len(SIZES) + FOR_ALL
    costs = [round(10 * 20 ** rng.random()) * MILLION for _ in range(many)]  # more small works than big ones
    ballots = []
    for home, size in enumerate(SIZES):
        weights = [0.35 if one >= EACH * len(SIZES) else 0.8 if one // EACH == home else 0.05 for one in range(many)]
        for _ in range(size):
            picks: set[int] = set()
            wanted = rng.randint(2, 7)
            while len(picks) < wanted:
                picks.update(rng.choices(range(many), weights))
            ballots.append((dict.fromkeys(picks, 1), 1))
    return election([(f"{one:02}", cost, "") for one, cost in enumerate(costs)], 400 * MILLION, ballots)


def left_with_nothing(villages: int, seed: int) -> dict[str, float]:
    """On average, of four."""
    empty = dict.fromkeys(RULES, 0)
    for number in range(villages):
        told = votes(random.Random(f"{seed} {number}"))
        for name, rule in RULES.items():
            served = {one // EACH for one in rule(told).winners}
            empty[name] += sum(home not in served for home in range(len(SIZES)))
    return {name: round(many / villages, 3) for name, many in empty.items()}
