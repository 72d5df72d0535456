"""Small cells: everybody who knows the total, the shown figures and the rule itself is let guess, by brute force."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.cells import shown

Rule = Callable[[Mapping[str, int], int], dict[str, int | None]]
NAMES = ("Ngasem", "Krajan", "Kalitengah", "Babadan", "Dukuh")


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, parts - 1):
            yield first, *rest


def pinned(rule: Rule, least: int, parts: int, total: int) -> dict[tuple[int | None, ...], list[set[int]]]:
    """What everybody sees → for each cell, the figures that it may have held."""
    seen: dict[tuple[int | None, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(parts)])
    for counts in splits(total, parts):
        out = tuple(rule(dict(zip(NAMES, counts, strict=False)), least).values())
        for possible, count in zip(seen[out], counts, strict=True):
            possible.add(count)
    return seen


def leaks(rule: Rule, least: int, parts: int, total: int) -> list[str]:
    """Hidden cells of which somebody could tell more than that they may hold anything below `least`."""
    small = set(range(least))
    return [
        f"{out}: cell {cell} can only be {sorted(possible)}"
        for out, cells in pinned(rule, least, parts, total).items()
        for cell, possible in enumerate(cells)
        if out[cell] is None and not small <= possible
    ]


@pytest.mark.parametrize(("least", "parts", "most"), [(2, 2, 9), (3, 3, 16), (3, 4, 14), (3, 5, 12), (10, 2, 45)])
def test_a_hidden_cell_may_hold_any_small_figure(least: int, parts: int, most: int) -> None:
    assert [leak for total in range(least, most) for leak in leaks(shown, least, parts, total)] == []


def smallest_follow(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The broken twin: hide the small cells, then the smallest of the others until they are two with `least` people."""
    hidden = {name for name, count in cells.items() if count < least}
    rest = sorted((name for name in cells if name not in hidden), key=lambda name: (cells[name], name))
    while hidden and rest and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        hidden.add(rest.pop(0))
    return {name: None if name in hidden else count for name, count in cells.items()}


def only_the_small(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    return {name: None if count < least else count for name, count in cells.items()}


@pytest.mark.parametrize("twin", [smallest_follow, only_the_small])
def test_a_rule_that_leaks_would_be_seen(twin: Rule) -> None:
    """Ten people are shown for Kalitengah, eighteen are hidden elsewhere: had one of them ten, that one were shown."""
    found = pinned(twin, 10, 3, 28)
    assert any(
        len(possible) == 1 for out, cells in found.items() for n, possible in zip(out, cells, strict=True) if n is None
    )
    assert any(leaks(twin, 3, 3, total) for total in range(3, 12))


cells = st.dictionaries(st.sampled_from([f"Dusun {n}" for n in range(12)]), st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        # pairs in order: the neighbour of a small cell is hidden with it, though others are smaller
        ((1, 90, 20, 20), (None, None, 20, 20)),
        # three: all together
        ((1, 90, 90), (None, None, None)),
        # five: the last three together, not the last and the first two
        ((20, 20, 20, 20, 1), (20, 20, None, None, None)),
        # the hidden are exactly as many as needed, or one too few
        ((1, 9, 20, 20), (None, None, 20, 20)),
        ((1, 8, 20, 20), (None, None, None, None)),
    ],
)
def test_cells_are_hidden_by_fixed_pairs(counts: tuple[int, ...], seen: tuple[int | None, ...]) -> None:
    assert tuple(shown(dict(zip(NAMES, counts, strict=False)), 10).values()) == seen


@quick
@given(cells, st.integers(1, 15))
def test_what_is_shown_is_true_and_never_small(cells: dict[str, int], least: int) -> None:
    out = shown(cells, least)
    assert list(out) == list(cells)
    assert all(count is None or (count == cells[name] and count >= least) for name, count in out.items())


@quick
@given(cells, st.integers(1, 15))
def test_what_is_hidden_is_itself_no_small_figure(cells: dict[str, int], least: int) -> None:
    hidden = [cells[name] for name, count in shown(cells, least).items() if count is None]
    assert not hidden or sum(hidden) >= least or len(hidden) == len(cells)
    assert len(hidden) != 1 or len(cells) == 1


@quick
@given(cells, st.integers(1, 15))
def test_nothing_is_hidden_without_need(cells: dict[str, int], least: int) -> None:
    if all(count >= least for count in cells.values()):
        assert shown(cells, least) == cells
