"""Could it have been so? A history of overlapping acts is explained by an order in which they happened one by one.

The search of Wing and Gong with memory: an act may come first if it began before any other that is left was answered;
the reference says what it would then have answered, and what would be kept at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.model.reference import Model, said

ANY = object()
"""An answer that tells nothing beyond yes."""
MOST_STATES = 200_000


@dataclass(slots=True)
class Op:
    """One act. `began` and `ended` are (step, moment) of the asking and of the first answer."""

    name: str
    args: tuple[Any, ...]
    began: tuple[int, int] = (0, 0)
    ended: tuple[int, int] = (1 << 60, 1 << 60)
    answer: tuple[str, Any] | None = None
    place: int = 0
    """Where it stood among the acts, as far as somebody saw; only a hint where to look first."""

    def fits(self, other: tuple[str, Any]) -> bool:
        if self.answer is None:
            return True
        return self.answer[0] == other[0] and (self.answer[1] is ANY or self.answer[1] == other[1])


def explained(model: Model, ops: Sequence[Op], edge: int, whole: Callable[[Model], bool]) -> bool:
    """Is there an order of `ops`, true to who was answered before whom, that ends in a state which is `whole`?

    `edge` is the one moment at which time itself changes something.
    """
    order = sorted(range(len(ops)), key=lambda n: (ops[n].place, ops[n].ended))
    dead: set[tuple[Any, ...]] = set()

    def search(model: Model, left: tuple[int, ...]) -> bool:
        if not left:
            return whole(model)
        soonest = min(ops[number].ended[0] for number in left)
        for place, number in enumerate(left):
            op = ops[number]
            if op.began[0] >= soonest:
                continue
            earliest = max(model.now, op.began[1])
            for now in (earliest, edge) if earliest < edge <= op.ended[1] else (earliest,):
                after = model.copy()
                after.now = now
                if not op.fits(said(getattr(after, op.name), *op.args)):
                    continue
                rest = left[:place] + left[place + 1 :]
                mark = (
                    rest,
                    after.now >= edge,
                    *map(_mark, (after.votes, after.polls, after.people, after.mandates, after.proposals)),
                )
                if mark in dead:
                    continue
                if search(after, rest):
                    return True
                dead.add(mark)
                if len(dead) > MOST_STATES:
                    raise RuntimeError("too many ways to tell")
        return False

    return search(model, tuple(order))


def _mark(part: dict[Any, Any]) -> frozenset[Any]:
    return frozenset(part.items())
