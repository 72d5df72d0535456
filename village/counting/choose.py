"""Approve up to n: every pick counts one; most picks first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where an option ended. Options with equal votes share a rank; the next rank is skipped (1, 2, 2, 4)."""

    rank: int
    option: int
    votes: int


def count(options: Sequence[int], ballots: Iterable[Sequence[int]]) -> dict[int, int]:
    """Votes for each option, zeros included. A pick named twice on one ballot counts once."""
    votes = dict.fromkeys(options, 0)
    for ballot in ballots:
        for option in set(ballot):
            if option in votes:
                votes[option] += 1
    return votes


def places(votes: Mapping[int, int], numbers: Mapping[int, int]) -> list[Place]:
    """The options in order of votes. Equal votes stand in order of the proposals' `numbers`, with the same rank."""
    order = sorted(votes, key=lambda option: (-votes[option], numbers[option]))
    out: list[Place] = []
    for position, option in enumerate(order, 1):
        rank = out[-1].rank if out and out[-1].votes == votes[option] else position
        out.append(Place(rank, option, votes[option]))
    return out
