"""Consensus first; a vote only where an objection stands; sealed only when the time is over and all is answered."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.minutes import (
    ADOPTED,
    ATTENDING,
    BY_COUNT,
    CONSENSUS,
    NEXT,
    Count,
    Item,
    Outcome,
    Sitting,
    decided,
    may_seal,
    refuse_unless_agreed,
    refuse_unless_all_settled,
    refuse_unless_next,
    refuse_unless_possible,
    refuse_unless_votable,
)
from village.refusal import Refusal

HALF = Fraction(1, 2)
WAITS = Count(3, 2, 0)
counts = st.builds(Count, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))


def key_of(act: object, *about: object) -> str | None:
    try:
        act(*about)  # type: ignore[operator]
    except Refusal as no:
        return no.key
    return None


def test_the_only_way_to_the_seal_goes_through_the_time_to_object() -> None:
    way = [Sitting.ARRIVING, Sitting.SITTING, Sitting.DRAFTING, Sitting.OPEN, Sitting.SEALED]
    allowed = {(a, b) for a in Sitting for b in NEXT[a]}
    assert allowed == {*pairwise(way), (Sitting.ARRIVING, Sitting.PUT_OFF)}
    assert {Sitting.ARRIVING, Sitting.SITTING} == ATTENDING
    for here in Sitting:
        for to in Sitting:
            expected = None if (here, to) in allowed else f"hall.refused.is_{here.name.lower()}"
            assert key_of(refuse_unless_next, here, to) == expected


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("standing", [0, 1, 3])
@pytest.mark.parametrize("made", [(), (WAITS,), (Count(3, 2, 0, True),)])
@pytest.mark.parametrize("before", [None, Outcome.SETUJU])
def test_consensus_only_while_nobody_objects(
    outcome: Outcome, standing: int, made: tuple[Count, ...], before: Outcome | None
) -> None:
    found = key_of(refuse_unless_agreed, Item(before, standing, made), outcome)
    if before:
        assert found == "minutes.refused.settled"
    elif outcome in BY_COUNT:
        assert found == "talk.refused.old"
    elif made == (WAITS,):
        assert found == "minutes.refused.count_waits"
    else:
        assert found == ("minutes.refused.objection" if standing and outcome in CONSENSUS else None)


def test_a_vote_only_with_an_objection_and_one_count_at_a_time() -> None:
    assert key_of(refuse_unless_votable, Item()) == "minutes.refused.no_objection"
    assert key_of(refuse_unless_votable, Item(standing=1)) is None
    assert key_of(refuse_unless_votable, Item(standing=1, counts=(WAITS,))) == "minutes.refused.count_waits"
    assert key_of(refuse_unless_votable, Item(standing=1, counts=(Count(1, 1, 1, True),))) is None
    assert key_of(refuse_unless_votable, Item(Outcome.DITUNDA, 1)) == "minutes.refused.settled"


@pytest.mark.parametrize(
    ("count", "fine"),
    [((3, 2, 0), True), ((0, 0, 5), True), ((5, 0, 0), True), ((0, 0, 0), False), ((3, 2, 1), False),
     ((-1, 2, 0), False), ((1, -1, 2), False), ((1, 1, -1), False)],
)  # fmt: skip
def test_no_more_hands_than_voices(count: tuple[int, int, int], fine: bool) -> None:
    assert (key_of(refuse_unless_possible, Count(*count), 5) is None) is fine


@quick
@given(counts, st.integers(1, 120), st.integers(1, 3))
def test_more_than_half_of_those_present_decides(count: Count, voices: int, turn: int) -> None:
    found = decided(count, voices, HALF, turn)
    if 2 * count.yes > voices:
        assert found is Outcome.DITERIMA
    elif 2 * count.no > voices:
        assert found is Outcome.TIDAK_DITERIMA
    else:
        assert found is (Outcome.TANPA_MAYORITAS if turn >= 2 else None)


@quick
@given(counts, st.integers(1, 120))
def test_one_more_hand_never_harms_its_side(count: Count, voices: int) -> None:
    more = Count(count.yes + 1, count.no, count.abstain)
    if decided(count, voices, HALF, 2) in ADOPTED:
        assert decided(more, voices, HALF, 2) in ADOPTED


def test_a_meeting_ends_only_with_every_item_settled() -> None:
    assert key_of(refuse_unless_all_settled, [Item(outcome) for outcome in Outcome]) is None
    with pytest.raises(Refusal) as no:
        refuse_unless_all_settled([Item(Outcome.SETUJU), Item(), Item(standing=1)])
    assert (no.value.key, dict(no.value.facts)) == ("minutes.refused.items_left", {"n": 2, "first": 2})


@pytest.mark.parametrize("here", Sitting)
@pytest.mark.parametrize("ends", [None, 99, 100, 101])
@pytest.mark.parametrize("unanswered", [0, 1])
def test_sealed_only_after_the_last_minute_and_with_every_answer(
    here: Sitting, ends: int | None, unanswered: int
) -> None:
    fine = here is Sitting.OPEN and ends is not None and ends <= 100 and unanswered == 0
    assert may_seal(here, ends, 100, unanswered) is fine
