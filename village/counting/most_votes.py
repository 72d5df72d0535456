"""Most votes: one project after another by votes, each that still fits the budget.

One that no longer fits is passed over, and the next, smaller one may still fit: what pabutools calls greedy
utilitarian welfare with the cost as satisfaction. Equal votes go in the order of the election's projects.
"""

from fractions import Fraction

from village.counting.election import Election
from village.counting.outcome import Outcome, Verdict, Why, outcome


def most_votes(election: Election) -> Outcome:
    left = election.budget
    chosen: dict[int, Verdict] = {}
    missing: dict[int, Verdict] = {}
    for project in sorted(range(len(election.projects)), key=lambda one: (-election.scores[one], one)):
        cost, votes = election.projects[project].cost, election.votes[project]
        if not election.eligible(project):
            continue
        if cost > left:
            missing[project] = Verdict(Why.NO_ROOM, votes, Fraction(cost - left))
            continue
        left -= cost
        chosen[project] = Verdict(Why.LEFT_OVER if not votes else Why.FITS if cost else Why.FREE, votes)
    return outcome(election, chosen, missing)
