"""Counting beside pabutools: random villages as Pabulib files, counted by both, and every reason reckoned anew.

    python -m tests.faults.counting --villages 10000

prints one line of JSON; exit 1 if one village is counted otherwise, a sentence's figure is not true, or in the model
of four unequal dusun too many are left with nothing. `--twin` counts wrongly on purpose and must be red.
"""

import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from gmpy2 import mpq
from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat
from pabutools.election.pabulib import parse_pabulib_from_string
from pabutools.election.satisfaction import AdditiveSatisfaction
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

from tests.faults import dusun, report
from tests.faults.shares import Share, naive
from village.counting import pabulib
from village.counting.election import Election
from village.counting.election import election as election_of
from village.counting.equal_shares import Completion, Utility, equal_shares
from village.counting.most_votes import most_votes
from village.counting.outcome import Outcome, Why
from village.counting.phragmen import phragmen

TWINS = ("last-tie", "poor-shut-out", "never-stops")
BATCH = 50
STEPS = (Fraction(1, 100), Fraction(1, 50), Fraction(1, 10), Fraction(1, 3))
BAR = 0.2
"""Dusun of four left with nothing, on average, by Equal Shares with cardinality (anchors: most votes leave 1.8)."""


@dataclass(frozen=True)
class Plan:
    villages: int = 10_000
    seed: int = 1
    jobs: int = 2
    twin: str = ""
    model: int = 40
    """Villages of the model with four dusun."""


class PointsTimesCost(AdditiveSatisfaction):
    """What `--utility cost` means where ballots have points."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, lambda i, p, ballot, one, _: ballot.get(one, 0) * one.cost)


def village(rng: random.Random) -> str:
    """A Pabulib file: often tiny and full of ties, with free and unaffordable projects and empty ballots."""
    big = rng.random() < 0.03
    projects = rng.randint(15, 40) if big else rng.randint(1, 9)
    voters = rng.choice((1, 1, 2, 3, 5, 10, 30)) if not big else rng.choice((100, 300))
    money = rng.choice((1, 1_000_000))
    costs = [rng.choice((0, 1, 2, 3, 5, 5, 10, rng.randint(1, 60))) * money for _ in range(projects)]
    keen = [rng.choice((0, 0.1, 0.3, 0.6, 1)) for _ in range(projects)]
    points = rng.random() < 0.2
    names = [f"{place:02}" for place in range(projects)]
    rng.shuffle(names)
    votes: list[dict[str, str | int]] = []
    for voter in range(voters):
        picks = [one for one in range(projects) if rng.random() < keen[one]]
        row: dict[str, str | int] = {"voter_id": voter, "vote": ",".join(names[one] for one in picks)}
        if points:
            row["points"] = ",".join(str(rng.choice((0, 1, 1, 2, 5, 0.5))) for _ in picks) or "none"
        votes.append(row)
    meta = {
        "description": "karangan", "country": "Indonesia", "unit": "Desa", "instance": "2027",
        "num_projects": projects, "num_votes": voters, "budget": rng.choice((1, 5, 10, 20, 40, 90)) * money,
        "vote_type": "scoring" if points else "approval", "rule": "equalshares",
    }  # fmt: skip
    table: list[dict[str, str | int]] = [
        {"project_id": name, "cost": cost} for name, cost in zip(names, costs, strict=True)
    ]
    return pabulib.written(meta, table, votes)


def compared(text: str, step: Fraction, twin: str = "") -> list[str]:
    """What is counted otherwise than by pabutools or than its reason says."""
    mine = pabulib.read(text).election
    instance, profile = parse_pabulib_from_string(text)
    points = "scoring" in text
    asked = _reversed(mine) if twin == "last-tie" else mine
    wrong: list[str] = []

    def held(what: str, ours: Sequence[str], theirs: Any, order: bool = True) -> None:
        other = [project.name for project in theirs]
        costs = {project.id: project.cost for project in mine.projects}
        same = sorted(ours) == sorted(other)
        if order:  # pabutools takes what costs nothing first, in no order
            same = same and [one for one in ours if costs[one]] == [one for one in other if costs[one]]
        if not same:
            wrong.append(f"{what}: {','.join(ours)} instead of {','.join(other)}\n{text}")

    for utility in Utility:
        useful = utility is Utility.COST
        taste = (
            (PointsTimesCost if useful else Additive_Cardinal_Sat)
            if points
            else (Cost_Sat if useful else Cardinality_Sat)
        )
        for completion in Completion:
            raising = None
            if completion is Completion.RAISE:
                raising = mpq(instance.budget_limit) * mpq(step.numerator, step.denominator) / profile.num_ballots()
            outcome = equal_shares(asked, utility, completion, step)
            if twin == "poor-shut-out" and completion is Completion.NONE:
                ours = [mine.projects[one].id for one, share in naive(mine, utility, Fraction(1), True).bought.items()]
            else:
                ours = _names(asked, outcome)
            held(
                f"{utility} {completion} {step}",
                ours,
                method_of_equal_shares(instance, profile, taste, voter_budget_increment=raising),
            )
            if not twin:
                wrong += [f"{said}\n{text}" for said in _untrue(mine, outcome, utility)]
    held(
        "most votes",
        _names(asked, most_votes(asked)),
        greedy_utilitarian_welfare(instance, profile, PointsTimesCost if points else Cost_Sat),
    )
    if not points:
        ours = _names(asked, most_votes(asked) if twin == "never-stops" else phragmen(asked))
        held("phragmen", ours, sequential_phragmen(instance, profile), order=False)
    return wrong


def _names(election: Election, outcome: Outcome) -> list[str]:
    return [election.projects[one].id for one in outcome.winners]


def _reversed(election: Election) -> Election:
    """The last of equals goes first."""
    last = len(election.projects) - 1
    picks = [({last - one: points for one, points in group.picks}, group.many) for group in election.groups]
    return election_of([(p.id, p.cost, p.name) for p in reversed(election.projects)], election.budget, picks)


def _untrue(election: Election, outcome: Outcome, utility: Utility) -> list[str]:
    """Sentences whose figures are not those of a second, simple reckoning."""
    told = naive(election, utility, 1 + outcome.raised)
    wrong = []
    for one, verdict in enumerate(outcome.verdicts):
        name = f"{utility} sentence of {election.projects[one].id}"
        if verdict.votes != election.votes[one] or verdict.chosen != (one in outcome.winners):
            wrong.append(f"{name}: {verdict}")
        elif verdict.why in (Why.SHARED, Why.SHARED_MOST, Why.SHARED_POINTS):
            share = told.bought.get(one, Share(Fraction(-1), False))
            fair = verdict.why is Why.SHARED_POINTS or (verdict.why is Why.SHARED) == share.even
            if verdict.amount != share.price * election.points_scale or not fair:
                wrong.append(f"{name}: {verdict}, but {share}")
        elif verdict.why is Why.SHORT and verdict.amount != election.projects[one].cost - told.held(one):
            wrong.append(f"{name}: {verdict}, but they hold {told.held(one)}")
    return wrong


def _batch(piece: tuple[int, int, str]) -> list[str]:
    first, many, twin = piece
    wrong: list[str] = []
    for number in range(first, first + many):
        rng = random.Random(number)
        wrong += [f"village {number}: {one}" for one in compared(village(rng), rng.choice(STEPS), twin)]
    return wrong


def run(plan: Plan, _: Path | None = None) -> str:
    began = time.monotonic()
    sys.setrecursionlimit(10_000)  # pabutools calls itself once for each project
    start = plan.seed * 10_000_000
    ends = [*range(start, start + plan.villages, BATCH), start + plan.villages]
    pieces = [(first, after - first, plan.twin) for first, after in pairwise(ends)]
    wrong: list[str] = []
    for found in report.shared(plan.jobs, _batch, pieces, "counting" if plan.villages >= 1000 else ""):
        wrong += found
    nothing: Mapping[str, float] = dusun.left_with_nothing(plan.model, plan.seed)
    if nothing["equal-shares cardinality"] > BAR:
        wrong.append(f"dusun left with nothing: {nothing}")
    counts = {"villages": plan.villages, "counts": plan.villages * 6, "dusun_of_4_with_nothing": nothing}
    return report.line("counting", time.monotonic() - began, wrong, **counts)


def main() -> int:
    about = "counting beside pabutools on random villages"
    return report.command(Plan, run, about, "villages", TWINS, 200)


if __name__ == "__main__":
    sys.exit(main())
