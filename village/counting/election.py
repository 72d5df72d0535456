"""What is counted: projects with their costs, a budget, and ballots; exact, in whole numbers.

Money is in whole units of 1/`scale` of the currency, points in 1/`points_scale`, so that a file with sen and half
points is counted without rounding. Equal ballots are kept once, with how many there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

Picks = Mapping[int, Fraction | int]
"""One ballot: points by the project's place in the list; an approval is one point."""


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    cost: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Equal ballots: project and points of each pick, and how many such ballots there are."""

    picks: tuple[tuple[int, int], ...]
    many: int


@dataclass(frozen=True)
class Election:
    """`projects` stand in the order that decides a tie: of two that are equal in everything, the first one goes."""

    projects: tuple[Project, ...]
    budget: int
    groups: tuple[Group, ...]
    voters: int
    scale: int = 1
    points_scale: int = 1
    least_votes: int = 0
    """A project with fewer votes is never chosen. 0: as pabutools counts, where what nobody picked may fill a gap."""

    @cached_property
    def supporters(self) -> list[list[tuple[int, int]]]:
        """For each project its groups, with the points of each of their ballots."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.projects]
        for number, group in enumerate(self.groups):
            for project, points in group.picks:
                found[project].append((number, points))
        return found

    @cached_property
    def votes(self) -> list[int]:
        """How many ballots pick each project."""
        return [sum(self.groups[group].many for group, _ in who) for who in self.supporters]

    @cached_property
    def scores(self) -> list[int]:
        """The points of each project together; with approvals the votes."""
        return [sum(self.groups[group].many * points for group, points in who) for who in self.supporters]

    def approvals(self) -> bool:
        """Is every pick worth the same?"""
        return all(points == self.points_scale for group in self.groups for _, points in group.picks)

    def money(self, amount: Fraction | int) -> Fraction:
        """In the currency itself."""
        return Fraction(amount) / self.scale

    def cost_of(self, projects: Iterable[int]) -> int:
        return sum(self.projects[project].cost for project in projects)

    def eligible(self, project: int) -> bool:
        return self.votes[project] >= self.least_votes


def election(
    projects: Sequence[tuple[str, Fraction | int, str]],
    budget: Fraction | int,
    ballots: Iterable[tuple[Picks, int]],
    least_votes: int = 0,
) -> Election:
    """Of projects (id, cost, name) in the order that decides ties, and ballots with how many there are of each.

    Picks without points are dropped.
    """
    counted: dict[tuple[tuple[int, Fraction | int], ...], int] = {}
    voters = 0
    for ballot, many in ballots:
        picks = tuple(sorted([pick for pick in ballot.items() if pick[1] > 0]))
        counted[picks] = counted.get(picks, 0) + many
        voters += many
    scale = lcm(*(Fraction(amount).denominator for amount in (budget, *(cost for _, cost, _ in projects))))
    worth = {points for picks in counted for _, points in picks}
    fine = lcm(*(Fraction(points).denominator for points in worth))
    whole = {points: int(points * fine) for points in worth}
    return Election(
        tuple(Project(name, int(cost * scale), words) for name, cost, words in projects),
        int(budget * scale),
        tuple(
            Group(tuple([(project, whole[points]) for project, points in picks]), many)
            for picks, many in counted.items()
        ),
        voters,
        scale,
        fine,
        least_votes,
    )
