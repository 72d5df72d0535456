"""Who has been heard: no hidden figure can be bounded within ten by whatever sums are published, nor over time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.cells import shown as pairs_only
from village.reach import FEWEST, Cell, joined, may_follow, shown, together

Rule = Callable[[Sequence[Cell], int], list[bool]]
LEAST = 10


def cell(people: int, heard: int, name: str = "a") -> Cell:
    return Cell((name,), people, heard)


def table(figures: Sequence[tuple[int, int]]) -> list[Cell]:
    return [cell(people, heard, f"RT {n}") for n, (people, heard) in enumerate(figures)]


sizes = st.integers(FEWEST, 90).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people)))
tables = st.lists(sizes, min_size=1, max_size=9).map(table)


def bounds(cells: Sequence[Cell], seen: Sequence[bool], i: int) -> tuple[int, int]:
    """Least and most that hidden cell `i` may hold, by the total, the figures shown and everybody's numbers."""
    left = sum(c.heard for c in cells) - sum(c.heard for c, open_ in zip(cells, seen, strict=True) if open_)
    others = sum(c.people for n, c in enumerate(cells) if n != i and not seen[n])
    return max(0, left - others), min(cells[i].people, left)


@quick
@given(tables)
def test_no_hidden_cell_is_bounded_within_ten_by_the_sums(cells: list[Cell]) -> None:
    if together(cells).small(LEAST):
        return  # then nothing is shown at all: actions/reach.py
    seen = shown(cells, LEAST)
    for i, open_ in enumerate(seen):
        if open_:
            assert not cells[i].small(LEAST)
        else:
            low, high = bounds(cells, seen, i)
            assert high - low >= LEAST, (cells, seen, i)


@quick
@given(tables)
def test_nothing_is_hidden_without_need(cells: list[Cell]) -> None:
    if not any(c.small(LEAST) for c in cells):
        assert all(shown(cells, LEAST))


def only_the_small(cells: Sequence[Cell], least: int) -> list[bool]:
    return [not c.small(least) for c in cells]


def only_the_heard(cells: Sequence[Cell], least: int) -> list[bool]:
    """Forgets that few who were not heard are few people too."""
    out = pairs_only({str(n): c.heard for n, c in enumerate(cells)}, least)
    return [count is not None for count in out.values()]


def leaks(rule: Rule, cells: Sequence[Cell]) -> bool:
    seen = rule(cells, LEAST)
    hidden = [bounds(cells, seen, i) for i, open_ in enumerate(seen) if not open_]
    return any(high - low < LEAST for low, high in hidden) or any(
        cells[i].small(LEAST) for i, open_ in enumerate(seen) if open_
    )


@pytest.mark.parametrize("twin", [only_the_small, only_the_heard])
def test_a_rule_that_leaks_would_be_seen(twin: Rule) -> None:
    many = [table(figures) for figures in product([(40, 3), (40, 20), (40, 36)], repeat=3)]
    assert any(leaks(twin, cells) for cells in many if not together(cells).small(LEAST))
    assert not any(leaks(shown, cells) for cells in many if not together(cells).small(LEAST))


def guesses(sizes: Sequence[int], least: int) -> Iterator[tuple[tuple[int | None, ...], int, list[set[int]]]]:
    """Everybody who knows the rule too: what is seen, and which figures each cell may have held."""
    possible: dict[tuple[tuple[int | None, ...], int], list[set[int]]] = defaultdict(lambda: [set() for _ in sizes])
    for heard in product(*(range(people + 1) for people in sizes)):
        cells = table(list(zip(sizes, heard, strict=True)))
        if together(cells).small(least):
            continue
        out = tuple(n if open_ else None for n, open_ in zip(heard, shown(cells, least), strict=True))
        for may, n in zip(possible[out, sum(heard)], heard, strict=True):
            may.add(n)
    for (out, total), found in possible.items():
        yield out, total, found


@pytest.mark.parametrize(("sizes", "least"), [((9, 9), 3), ((9, 12, 9), 3), ((6, 7, 6, 6), 2), ((30, 30), 10)])
def test_even_who_knows_the_rule_finds_as_many_figures_as_are_hidden(sizes: tuple[int, ...], least: int) -> None:
    for out, total, found in guesses(sizes, least):
        for seen, may in zip(out, found, strict=True):
            assert seen is not None or len(may) >= least, (out, total, may)


@pytest.mark.parametrize(
    ("people", "heard", "small"), [(40, 9, True), (40, 10, False), (40, 30, False), (40, 31, True), (19, 10, True)]
)
def test_fewer_than_ten_heard_or_unheard_are_few(people: int, heard: int, small: bool) -> None:
    assert cell(people, heard).small(LEAST) is small


FEW, MANY = (40, 3), (40, 20)


@pytest.mark.parametrize(
    ("figures", "seen"),
    [
        ([FEW, MANY, MANY, MANY], [False, False, True, True]),
        ([MANY, MANY, MANY, FEW], [True, True, False, False]),
        ([FEW, MANY, MANY], [False, False, False]),
        ([FEW, MANY, MANY, MANY, MANY], [False, False, True, True, True]),
        ([MANY, MANY, MANY, MANY, FEW], [True, True, False, False, False]),
        ([MANY], [True]),
    ],
)
def test_a_small_cell_hides_its_neighbour_and_of_three_at_the_end_all(
    figures: list[tuple[int, int]], seen: list[bool]
) -> None:
    assert shown(table(figures), LEAST) == seen


@pytest.mark.parametrize(
    ("people", "stand"),
    [([30, 30], [30, 30]), ([29, 30], [59]), ([40, 5], [45]), ([40, 40, 5], [40, 45]), ([5], [5]), ([], [])],
)
def test_a_place_of_so_many_stands_alone_and_a_small_last_one_joins_the_one_before(
    people: list[int], stand: list[int]
) -> None:
    assert [c.people for c in joined([cell(n, 0) for n in people], 30)] == stand


steps = st.lists(st.integers(0, 12), min_size=9, max_size=9)


@quick
@given(tables, st.lists(steps, min_size=1, max_size=6))
def test_nobody_learns_a_hidden_cell_by_subtracting_what_is_shown_later(
    cells: list[Cell], growth: list[list[int]]
) -> None:
    if together(cells).small(LEAST):
        return
    last, now = cells, cells
    for more in growth:
        now = [
            Cell(c.names, c.people, min(c.people, c.heard + n)) for c, n in zip(now, more, strict=False)
        ]  # fmt: skip
        if together(now).small(LEAST):
            return
        if not may_follow(last, now, LEAST):
            continue
        before, after = shown(last, LEAST), shown(now, LEAST)
        for i, open_ in enumerate(before):
            if not open_ and after[i]:
                grown = sum(b.heard - a.heard for n, (a, b) in enumerate(zip(last, now, strict=True)) if not before[n])
                assert grown >= LEAST  # what was hidden then may be any of as many figures below what is shown now
        last = now


def test_a_cell_that_opens_by_one_more_is_kept_back() -> None:
    before = table([(40, 9), (40, 20), (40, 20), (40, 20)])
    assert shown(before, LEAST) == [False, False, True, True]
    assert not may_follow(before, table([(40, 10), (40, 20), (40, 20), (40, 20)]), LEAST)
    assert not may_follow(before, table([(40, 10), (40, 28), (40, 39), (40, 20)]), LEAST)
    assert may_follow(before, table([(40, 10), (40, 29), (40, 20), (40, 20)]), LEAST)
    assert may_follow(table([(40, 20), (40, 20)]), table([(40, 20), (40, 21)]), LEAST)
    assert may_follow(before, joined(before, 80), LEAST)


@quick
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12), st.integers(1, 60))
def test_small_places_stand_together_in_order(figures: list[tuple[int, int]], fewest: int) -> None:
    cells = table([(max(figure), min(figure)) for figure in figures])
    groups = joined(cells, fewest)
    assert [name for c in groups for name in c.names] == [name for c in cells for name in c.names]
    assert (sum(c.people for c in groups), sum(c.heard for c in groups)) == (
        sum(c.people for c in cells), sum(c.heard for c in cells),
    )  # fmt: skip
    assert len(groups) <= 1 or all(c.people >= fewest for c in groups)
    assert joined(groups, fewest) == groups


@quick
@given(tables, st.data())
def test_who_stands_together_does_not_depend_on_who_was_heard(cells: list[Cell], data: st.DataObject) -> None:
    other = [Cell(c.names, c.people, data.draw(st.integers(0, c.people))) for c in cells]
    assert [c.names for c in joined(cells, 70)] == [c.names for c in joined(other, 70)]
