"""Sums of what is planned: by lane, and without a price for what has none."""

from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.destination import PLANNED, STATUSES, Entry, Total, by_lane, total
from village.detail import Lane

costs = st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)).map(lambda c: (c[0], c[0] + c[1]))
entries = st.lists(
    st.builds(lambda lane, cost: Entry(lane, *cost), st.sampled_from(Lane), st.just((None, None)) | costs)
)


def test_residents_stand_first_and_what_has_no_price_is_counted_apart() -> None:
    found = by_lane([Entry(Lane.OFFICE, 5, 7), Entry(Lane.RESIDENTS), Entry(Lane.RESIDENTS, 10, 20)])
    assert list(found.items()) == [(Lane.RESIDENTS, Total(2, 1, 10, 20)), (Lane.OFFICE, Total(1, 0, 5, 7))]


@quick
@given(entries)
def test_the_lanes_add_up_to_the_whole(known: list[Entry]) -> None:
    whole, lanes = total(known), by_lane(known).values()
    assert whole.n == len(known) == sum(lane.n for lane in lanes)
    assert whole.unpriced == sum(lane.unpriced for lane in lanes) == sum(e.low is None for e in known)
    assert whole.low == sum(lane.low for lane in lanes) <= whole.high == sum(lane.high for lane in lanes)


def test_no_proposal_stands_in_two_places() -> None:
    assert sum(len(statuses) for statuses in STATUSES.values()) == len(PLANNED)
