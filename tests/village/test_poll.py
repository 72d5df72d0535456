"""A straw poll: what a tap does, whom it refuses, and that the order on the ballot favours nobody."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.quick import quick
from village.people import Resident, Sex, State
from village.poll import (
    DAY,
    MOST_OPTIONS,
    Option,
    Poll,
    PollState,
    ballot_order,
    drawn_order,
    refuse_unless_ballot,
)
from village.refusal import Refusal

HOUR = 3_600_000
OPTIONS = tuple(Option(n, n, n, 1, f"Usulan {n}") for n in range(1, 7))
POLL = Poll(1, 1, 1, 3, 1_000, 1_000 + DAY, PollState.OPEN, "seal", 17, OPTIONS)
SARI = Resident(7, 1, "Sari", 1, "02", Sex.FEMALE, 1985, State.VERIFIED)


def facts(act: object, *args: object) -> dict[str, object]:
    with pytest.raises(Refusal) as no:
        act(*args)  # type: ignore[operator]
    return dict(no.value.facts)


taps = st.tuples(st.integers(1, 6), st.booleans())
picks = st.frozensets(st.integers(1, 6), max_size=POLL.most_picks)


def refusal(act: object, *args: object) -> str | None:
    try:
        act(*args)  # type: ignore[operator]
    except Refusal as no:
        return no.key
    return None


@quick
@given(picks, taps)
def test_the_same_tap_twice_changes_nothing_more(present: frozenset[int], tap: tuple[int, bool]) -> None:
    assume(refusal(POLL.picked, present, *tap) is None)
    once = POLL.picked(present, *tap)
    assert POLL.picked(once, *tap) == once
    assert (tap[0] in once) is tap[1]
    assert once - {tap[0]} == present - {tap[0]}


@quick
@given(picks, taps, taps)
def test_quick_taps_on_two_options_add_up_in_either_order(
    present: frozenset[int], one: tuple[int, bool], other: tuple[int, bool]
) -> None:
    assume(one[0] != other[0])
    orders = [(one, other), (other, one)]
    assume(all(refusal(POLL.picked, present, *first) is None for first, _ in orders))
    assume(all(refusal(POLL.picked, POLL.picked(present, *first), *second) is None for first, second in orders))
    assert len({POLL.picked(POLL.picked(present, *first), *second) for first, second in orders}) == 1


@quick
@given(st.lists(taps, max_size=40), st.integers(1, 6))
def test_however_one_taps_the_ballot_never_holds_more_than_the_most(taps: list[tuple[int, bool]], most: int) -> None:
    poll = replace(POLL, most_picks=most)
    present: frozenset[int] = frozenset()
    for option, into in taps:
        try:
            present = poll.picked(present, option, into)
        except Refusal as no:
            assert no.key == "vote.refused.too_many"
            assert into and len(present) == most and option not in present
        assert len(present) <= most


@quick
@given(picks, st.integers().filter(lambda n: not 1 <= n <= 6), st.booleans())
def test_an_option_of_another_ballot_is_refused(present: frozenset[int], option: int, into: bool) -> None:
    assert refusal(POLL.picked, present, option, into) == "vote.refused.option"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, None),
        ({"birth_year": 2009}, None),
        ({"birth_year": 2010}, "vote.refused.age"),
        ({"birth_year": None}, "vote.refused.age"),
        ({"state": State.ASKED}, "vote.refused.waiting"),
        ({"frozen": True}, "phone.refused.frozen"),
        ({"state": State.REFUSED}, "vote.refused.not_resident"),
        ({"state": State.MOVED}, "vote.refused.not_resident"),
        ({"state": State.DIED}, "vote.refused.not_resident"),
        ({"state": State.OUTSIDE}, "vote.refused.not_resident"),
        ({"village_id": 2}, "vote.refused.not_resident"),
        ({"village_id": 2, "state": State.ASKED}, "vote.refused.not_resident"),
    ],
)
def test_who_may_not_vote_hears_the_true_reason(changed: dict[str, object], said: str | None) -> None:
    assert refusal(POLL.refuse_unless_voter, replace(SARI, **changed), 2026) == said  # type: ignore[arg-type]


@quick
@given(st.sampled_from(State), st.integers(1900, 2026), st.integers(1, 2))
def test_only_a_grown_resident_whom_the_village_knows_votes(state: State, born: int, village: int) -> None:
    voter = replace(SARI, state=state, birth_year=born, village_id=village)
    allowed = refusal(POLL.refuse_unless_voter, voter, 2026) is None
    assert allowed == (state is State.VERIFIED and 2026 - born >= 17 and village == 1)


@pytest.mark.parametrize(
    ("state", "now", "said"),
    [
        (PollState.OPEN, POLL.closes_at - 1, None),
        (PollState.OPEN, POLL.closes_at, "vote.refused.closed"),
        (PollState.CLOSED, POLL.opens_at, "vote.refused.closed"),
    ],
)
def test_a_closed_poll_says_when_it_closed(state: PollState, now: int, said: str | None) -> None:
    assert refusal(replace(POLL, state=state).refuse_unless_open, now) == said


@pytest.mark.parametrize(
    ("options", "most", "closes", "said"),
    [
        (2, 1, HOUR, None),
        (MOST_OPTIONS, MOST_OPTIONS, 30 * DAY, None),
        (1, 1, DAY, "poll.refused.few"),
        (0, 1, DAY, "poll.refused.few"),
        (MOST_OPTIONS + 1, 1, DAY, "poll.refused.many"),
        (2, 0, DAY, "poll.refused.picks"),
        (2, 3, DAY, "poll.refused.picks"),
        (2, 1, HOUR - 1, "poll.refused.time"),
        (2, 1, 30 * DAY + 1, "poll.refused.time"),
        (2, 1, -DAY, "poll.refused.time"),
    ],
)
def test_a_ballot_that_would_not_work_is_refused(options: int, most: int, closes: int, said: str | None) -> None:
    assert refusal(refuse_unless_ballot, options, most, 5_000, 5_000 + closes) == said


@quick
@given(st.binary(min_size=16, max_size=16), st.integers(1, 2**53))
def test_each_voter_keeps_one_order_with_everything_on_it(secret: bytes, voter: int) -> None:
    order = ballot_order(OPTIONS, secret, voter)
    assert order == ballot_order(OPTIONS[::-1], secret, voter)
    assert sorted(order, key=lambda o: o.id) == list(OPTIONS)


def test_no_proposal_is_always_on_top() -> None:
    top = Counter(ballot_order(OPTIONS, b"s" * 16, voter)[0].id for voter in range(3_000))
    assert set(top) == {o.id for o in OPTIONS}
    assert max(top.values()) < 2 * min(top.values())


def test_a_refusal_says_when_how_many_and_how_old() -> None:
    closed = replace(POLL, state=PollState.CLOSED)
    assert facts(closed.refuse_unless_open, 0) == {"closed_at": {"at": POLL.closes_at}}
    assert facts(replace(closed, closed_at=77).refuse_unless_open, 0) == {"closed_at": {"at": 77}}
    assert facts(POLL.refuse_unless_voter, replace(SARI, birth_year=2020), 2026) == {"age": 17}
    assert facts(POLL.picked, {1, 2, 3}, 4, True) == {"most": 3}
    assert facts(POLL.picked, {1, 2, 3}, 7, True) == {}
    assert facts(refuse_unless_ballot, MOST_OPTIONS + 1, 1, 0, DAY) == {"most": 20}
    assert facts(refuse_unless_ballot, 3, 4, 0, DAY) == {"most": 3}


@quick
@given(st.sampled_from(State), st.integers(1999, 2019) | st.none(), st.integers(1, 2), st.integers(2016, 2030))
def test_a_ballot_is_sent_to_just_those_who_may_fill_it_in(
    state: State, born: int | None, village: int, year: int
) -> None:
    voter = replace(SARI, state=state, birth_year=born, village_id=village)
    assert POLL.lets(voter, year) is (refusal(POLL.refuse_unless_voter, voter, year) is None)


@pytest.mark.parametrize(
    ("changed", "year", "sent"),
    [
        ({}, 2002, True),
        ({}, 2001, False),
        ({"village_id": 2}, 2026, False),
        ({"state": State.ASKED}, 2026, False),
        ({"village_id": 2, "state": State.ASKED}, 2026, False),
        ({"birth_year": None}, 2026, False),
    ],
)
def test_who_gets_a_ballot(changed: dict[str, object], year: int, sent: bool) -> None:
    assert POLL.lets(replace(SARI, **changed), year) is sent  # type: ignore[arg-type]


def test_the_order_on_a_ballot_that_was_sent_stays_over_an_update_of_the_program() -> None:
    assert [o.id for o in ballot_order(OPTIONS, bytes(16), 7)] == [1, 4, 2, 6, 5, 3]


def test_an_announcement_s_order_is_drawn_from_the_seal_and_favours_nobody() -> None:
    assert drawn_order(OPTIONS, "seal") == drawn_order(OPTIONS[::-1], "seal")
    assert sorted(drawn_order(OPTIONS, "seal"), key=lambda o: o.number) == list(OPTIONS)
    top = Counter(drawn_order(OPTIONS, f"seal {n}")[0].number for n in range(3_000))
    assert len(top) == len(OPTIONS) and min(top.values()) > 400
