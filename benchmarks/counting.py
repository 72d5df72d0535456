"""Plain Equal Shares beside pabutools on one big vote, and the same winners."""

import random
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from village.counting.election import election
from village.counting.equal_shares import Completion, Utility, equal_shares

Timed = Callable[[], tuple[float, list[str]]]
MILLION = 1_000_000


def vote(projects: int, ballots: int) -> tuple[list[int], int, list[list[int]]]:
    """Costs to the rupiah, a budget for a fifth of the projects, and 2 to 10 picks, some projects better liked."""
    chance = random.Random(7)
    costs = [chance.randint(10 * MILLION, 200 * MILLION) for _ in range(projects)]
    liked = [chance.random() ** 2 + 0.02 for _ in range(projects)]
    picks = [sorted(set(chance.choices(range(projects), liked, k=chance.randint(2, 10)))) for _ in range(ballots)]
    return costs, sum(costs) // 5, picks


def counted(projects: int, ballots: int, rounds: int) -> list[dict[str, Any]]:
    """Seconds for each utility, turn by turn; ours from bare lists, pabutools' from its own instance and profile."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
    from pabutools.rules import method_of_equal_shares

    costs, budget, picks = vote(projects, ballots)
    theirs = [Project(f"{one:03}", cost) for one, cost in enumerate(costs)]
    instance = Instance(theirs, budget_limit=budget)
    profile = ApprovalProfile([ApprovalBallot([theirs[one] for one in ballot]) for ballot in picks])
    tastes = {Utility.COST: Cost_Sat, Utility.CARDINALITY: Cardinality_Sat}
    sys.setrecursionlimit(10_000)

    def here(utility: Utility) -> list[str]:
        projects = [(f"{one:03}", cost, "") for one, cost in enumerate(costs)]
        votes = election(projects, budget, ((dict.fromkeys(ballot, 1), 1) for ballot in picks))
        outcome = equal_shares(votes, utility, Completion.NONE)
        return [votes.projects[one].id for one in outcome.winners]

    def there(utility: Utility) -> list[str]:
        return [project.name for project in method_of_equal_shares(instance, profile, tastes[utility])]

    return [_beside(utility, here, there, rounds) for utility in Utility]


def _beside(utility: Utility, here: Any, there: Any, rounds: int) -> dict[str, Any]:
    times: dict[Any, list[float]] = {here: [], there: []}
    for _ in range(rounds):
        won = []
        for way in (here, there):
            began = time.perf_counter()
            won.append(way(utility))
            times[way].append(time.perf_counter() - began)
        assert won[0] == won[1], "counted otherwise than by pabutools"
    return {"utility": str(utility), "here": median(times[here]), "there": median(times[there]), "winners": len(won[0])}
