"""The priority list: whom gatherings put first, and the places that are kept for what the women's meeting wants.

Source: domain.md 1A steps 4 to 6, 3.1 and 6 (women): a women-only track with guaranteed slots. How many places the list
counts, and how many of them are kept, are rules with their source: village/rules.toml, or the village's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOP, SLOTS = "daftar_prioritas", "slot_perempuan"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`rank`: its best place in any gathering; `women`: its place on the women's list. None: it stands on none.

    support: how many stand behind it, 0 where they are too few to be told.
    """

    number: int
    rank: int | None = None
    women: int | None = None
    support: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """`kept`: it stands here because a place is kept for the women's list."""

    candidate: Candidate
    kept: bool = False


def shortlist(candidates: Sequence[Candidate], top: int, slots: int) -> list[Place]:
    """All of them in order: by place in a gathering, then by support, then by number.

    Of the first `top` at least `slots` stand on the women's list, or as many as there are. Those who would not be there
    by themselves come last among the first, in the women's own order, in place of the last who are not on their list.
    """
    order = sorted(candidates, key=_by_rank)
    first = order[:top]
    wanted = sorted((c for c in order if c.women is not None), key=lambda c: (c.women, *_by_rank(c)))
    missing = max(0, min(slots, top, len(wanted)) - sum(c.women is not None for c in first))
    kept = [c for c in wanted if c not in first][:missing]
    others = [c for c in first if c.women is None]
    gone = others[len(others) - missing :]
    ahead = [c for c in first if c not in gone]
    rest = [c for c in order if c not in ahead and c not in kept]
    return [*map(Place, ahead), *(Place(c, kept=True) for c in kept), *map(Place, rest)]


def _by_rank(candidate: Candidate) -> tuple[bool, int, int, int]:
    return candidate.rank is None, candidate.rank or 0, -candidate.support, candidate.number
