"""The priority list: a fixed order, and places kept for the women's list that change nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.shortlist import Candidate, Place, shortlist

ranks = st.none() | st.integers(1, 30)
candidates = st.lists(
    st.builds(Candidate, st.integers(1, 500), ranks, ranks, st.sampled_from([0, 10, 11, 40])),
    max_size=40, unique_by=lambda c: c.number,
)  # fmt: skip
tops, slots = st.integers(0, 15), st.integers(0, 15)


def numbers(places: list[Place]) -> list[int]:
    return [place.candidate.number for place in places]


def order(known: list[Candidate]) -> list[Candidate]:
    """Without any kept place."""
    return [place.candidate for place in shortlist(known, 10, 0)]


@quick
@given(candidates, tops, slots)
def test_everybody_stands_there_once_and_the_order_of_asking_does_not_matter(
    known: list[Candidate], top: int, kept: int
) -> None:
    places = shortlist(known, top, kept)
    assert sorted(numbers(places)) == sorted(c.number for c in known)
    assert shortlist(known[::-1], top, kept) == places


@quick
@given(candidates, tops, slots)
def test_women_have_the_places_that_are_kept_for_them_or_as_many_as_they_ask(
    known: list[Candidate], top: int, kept: int
) -> None:
    places = shortlist(known, top, kept)
    theirs = sum(c.women is not None for c in known)
    assert sum(p.candidate.women is not None for p in places[:top]) >= min(kept, top, theirs)
    assert all(p.candidate.women is not None for p in places if p.kept)
    assert not any(p.kept for p in places[top:])


@quick
@given(candidates, tops, slots)
def test_a_place_is_kept_only_where_it_is_missing_and_no_more_than_that(
    known: list[Candidate], top: int, kept: int
) -> None:
    before = order(known)[:top]
    places = shortlist(known, top, kept)
    had = sum(c.women is not None for c in before)
    assert sum(p.kept for p in places) == max(0, min(kept, top, sum(c.women is not None for c in known)) - had)
    if had >= kept:
        assert [p.candidate for p in places] == order(known)


@quick
@given(candidates, tops, slots)
def test_whoever_stands_there_without_a_kept_place_keeps_the_order(known: list[Candidate], top: int, kept: int) -> None:
    places = shortlist(known, top, kept)
    for theirs in (True, False):
        free = [p.candidate for p in places if not p.kept and (p.candidate.women is not None) is theirs]
        assert free == [c for c in order(known) if c in free]
    lost = [c for c in order(known)[:top] if c not in [p.candidate for p in places[:top]]]
    assert all(c.women is None for c in lost)
    others = [c for c in order(known)[:top] if c.women is None]
    assert lost == others[len(others) - len(lost) :]


@quick
@given(candidates)
def test_a_gathering_comes_before_support_and_support_before_the_number(known: list[Candidate]) -> None:
    found = order(known)
    keys = [(c.rank if c.rank is not None else 99, -c.support, c.number) for c in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("top", "slots", "expected"),
    [
        (3, 0, [1, 2, 3, 4, 5]),
        (3, 1, [1, 2, 4, 3, 5]),
        (3, 2, [1, 4, 5, 2, 3]),
        (3, 9, [1, 4, 5, 2, 3]),
        (4, 1, [1, 2, 3, 4, 5]),
        (0, 2, [1, 2, 3, 4, 5]),
    ],
)
def test_the_women_s_list_of_two_among_five(top: int, slots: int, expected: list[int]) -> None:
    known = [Candidate(1, 1), Candidate(2, 1), Candidate(3, 2), Candidate(4, 3, 1), Candidate(5, 4, 2)]
    assert numbers(shortlist(known, top, slots)) == expected
