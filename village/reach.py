"""Who has been heard, by RT and by sex: what may be shown of it, so that no small figure can be worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

FEWEST = 30
"""Neighbourhoods with fewer adults than this are shown together with the next: in them everybody knows everybody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`names` of what stands together here, how many adults live there, and how many of them were heard."""

    names: tuple[str, ...]
    people: int
    heard: int

    @property
    def unheard(self) -> int:
        return self.people - self.heard

    def small(self, least: int) -> bool:
        """Few who were heard, or few who were not: either would point at people."""
        return self.heard < least or self.unheard < least


def together(cells: Sequence[Cell]) -> Cell:
    return Cell(
        tuple(chain.from_iterable(c.names for c in cells)), sum(c.people for c in cells), sum(c.heard for c in cells)
    )


def joined(cells: Sequence[Cell], fewest: int = FEWEST) -> list[Cell]:
    """Neighbours put together, in the order given, until each holds so many people. Looks at nothing but that."""
    groups: list[list[Cell]] = [[]]
    for cell in cells:
        if sum(c.people for c in groups[-1]) >= fewest:
            groups.append([])
        groups[-1].append(cell)
    if len(groups) > 1 and sum(c.people for c in groups[-1]) < fewest:
        groups[-2:] = [groups[-2] + groups[-1]]
    return [together(group) for group in groups if group]


def shown(cells: Sequence[Cell], least: int) -> list[bool]:
    """Which cells may be shown beside the total, all people's numbers being known.

    As in `village/cells.py`: by fixed pairs, so that what is hidden never depends on how figures compare. Pairs are
    added until the hidden cells hold at least `least` who were heard and `least` who were not; then, by whatever sums
    are published, each hidden cell with as many people may still hold any of more than `least` figures.
    """
    pairs = _pairs(len(cells))
    hidden = [pair for pair in pairs if any(cells[i].small(least) for i in pair)]
    rest = [pair for pair in pairs if pair not in hidden]
    while hidden and rest and together([cells[i] for pair in hidden for i in pair]).small(least):
        hidden.append(rest.pop(0))
    unseen = {i for pair in hidden for i in pair}
    return [i not in unseen for i in range(len(cells))]


def _pairs(count: int) -> list[range]:
    pairs = [range(i, min(i + 2, count)) for i in range(0, count, 2)]
    if len(pairs) > 1 and len(pairs[-1]) == 1:
        pairs[-2:] = [range(pairs[-2].start, count)]
    return pairs


def may_follow(before: Sequence[Cell], after: Sequence[Cell], least: int) -> bool:
    """May these figures take the place of those that were shown before?

    Who subtracts yesterday's figures from today's must not learn of a hidden cell either: where cells were hidden, at
    least `least` more must have been heard in them together. Where others stand together now, all begins anew.
    """
    if [c.names for c in before] != [c.names for c in after]:
        return True
    hidden = [i for i, seen in enumerate(shown(before, least)) if not seen]
    return not hidden or sum(after[i].heard - before[i].heard for i in hidden) >= least
