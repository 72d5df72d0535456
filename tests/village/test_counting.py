"""Approve up to n: the order of ballots never matters, no vote harms whom it is for, and totals add up."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.counting.choose import Place, count, places

OPTIONS = [11, 22, 33, 44, 55]
NUMBERS = {11: 3, 22: 1, 33: 2, 44: 5, 55: 4}
ballot = st.lists(st.sampled_from(OPTIONS), max_size=5)
boxes = st.lists(ballot, max_size=30)


def rank(ballots: Sequence[Sequence[int]], option: int) -> int:
    return next(p.rank for p in places(count(OPTIONS, ballots), NUMBERS) if p.option == option)


@quick
@given(boxes, st.randoms(use_true_random=False))
def test_the_order_of_ballots_never_matters(box: list[list[int]], chance: object) -> None:
    shuffled = [ballot[::-1] for ballot in box]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(OPTIONS, shuffled) == count(OPTIONS, box)


@quick
@given(boxes, st.sampled_from(OPTIONS))
def test_one_more_vote_for_a_proposal_never_harms_it(box: list[list[int]], favoured: int) -> None:
    assert rank([*box, [favoured]], favoured) <= rank(box, favoured)


@quick
@given(boxes, st.integers(0, 29), st.sampled_from(OPTIONS))
def test_putting_a_proposal_on_a_ballot_never_harms_it(box: list[list[int]], which: int, favoured: int) -> None:
    changed = [[*ballot, favoured] if n == which else ballot for n, ballot in enumerate(box)]
    assert rank(changed, favoured) <= rank(box, favoured)
    before, after = count(OPTIONS, box), count(OPTIONS, changed)
    assert all(after[o] == before[o] for o in OPTIONS if o != favoured)


@quick
@given(boxes)
def test_the_totals_add_up(box: list[list[int]]) -> None:
    votes = count(OPTIONS, box)
    assert list(votes) == OPTIONS
    assert sum(votes.values()) == sum(len(set(ballot)) for ballot in box)
    assert all(0 <= n <= len(box) for n in votes.values())


@quick
@given(boxes, boxes)
def test_two_boxes_together_are_the_sum_of_both(one: list[list[int]], other: list[list[int]]) -> None:
    parts = count(OPTIONS, one), count(OPTIONS, other)
    assert count(OPTIONS, one + other) == {o: parts[0][o] + parts[1][o] for o in OPTIONS}


@quick
@given(boxes)
def test_what_is_not_on_the_ballot_is_not_counted(box: list[list[int]]) -> None:
    assert count(OPTIONS, [[*ballot, 99] for ballot in box]) == count(OPTIONS, box)


@quick
@given(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 4), min_size=1))
def test_a_rank_says_how_many_are_ahead(votes: dict[int, int]) -> None:
    found = places(votes, NUMBERS)
    assert sorted(p.option for p in found) == sorted(votes)
    for place in found:
        assert place.votes == votes[place.option]
        assert place.rank == 1 + sum(n > place.votes for n in votes.values())
    assert found == sorted(found, key=lambda p: (p.rank, NUMBERS[p.option]))
    assert found == places(dict(reversed(votes.items())), NUMBERS)


@pytest.mark.parametrize(
    ("votes", "ranks"),
    [((5, 3, 3, 1, 0), [1, 2, 2, 4, 5]), ((2, 2, 2, 2, 2), [1, 1, 1, 1, 1]), ((0, 0, 1, 0, 0), [1, 2, 2, 2, 2])],
)
def test_equal_votes_share_a_rank_and_the_next_is_skipped(votes: Sequence[int], ranks: list[int]) -> None:
    assert [p.rank for p in places(dict(zip(OPTIONS, votes, strict=True)), NUMBERS)] == ranks


def test_equal_votes_stand_in_order_of_their_numbers() -> None:
    assert places({11: 2, 22: 2, 33: 7}, NUMBERS) == [Place(1, 33, 7), Place(2, 22, 2), Place(2, 11, 2)]
