"""Quiet hours by the village's own clock, over midnight or not, and none where a village wants none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import quiet
from village.place import CLOCKS, local

HOUR = 3_600_000
DAY = 24 * HOUR
MIDNIGHT = int(datetime(2026, 3, 1, 17, tzinfo=UTC).timestamp() * 1000)
"""0.00 on 2 March by the clock of Jakarta."""
clocks = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"{t[0]}.{t[1]:02}")


def at(clock: str) -> int:
    hour, minute = map(int, clock.split("."))
    return MIDNIGHT + hour * HOUR + minute * 60_000


@pytest.mark.parametrize(
    ("now", "until"),
    [("20.29", ""), ("20.30", "30.00"), ("23.59", "30.00"), ("0.00", "6.00"), ("5.59", "6.00"), ("6.00", ""),
     ("12.00", "")],
)  # fmt: skip
def test_from_half_past_eight_until_six(now: str, until: str) -> None:
    assert quiet.ends({}, "Asia/Jakarta", at(now)) == (at(until) if until else 0)


def test_it_is_the_clock_of_the_village_that_counts() -> None:
    """19.30 in Jakarta is 20.30 in Makassar and 21.30 in Jayapura."""
    evening = at("19.30")
    assert quiet.ends({}, "Asia/Jakarta", evening) == 0
    assert quiet.ends({}, "Asia/Makassar", evening) == at("29.00")
    assert quiet.ends({}, "Asia/Jayapura", evening) == at("28.00")


@pytest.mark.parametrize(
    ("own", "now", "until"),
    [
        ({quiet.BEGINS: "22.15"}, "21.00", ""),
        ({quiet.BEGINS: "22:15"}, "22.15", "30.00"),
        ({quiet.BEGINS: "12.00", quiet.ENDS: "13.30"}, "13.29", "13.30"),
        ({quiet.BEGINS: "12.00", quiet.ENDS: "13.30"}, "23.00", ""),
        ({quiet.BEGINS: "6.00"}, "3.00", ""),
        ({quiet.BEGINS: "malam"}, "21.00", "30.00"),
        ({quiet.BEGINS: "24.00"}, "21.00", "30.00"),
    ],
    ids=["later", "with a colon", "at noon", "not at night", "never", "no time", "no such hour"],
)
def test_a_village_has_its_own_hours(own: dict[str, int | str], now: str, until: str) -> None:
    assert quiet.ends(own, "Asia/Jakarta", at(now)) == (at(until) if until else 0)


@quick
@given(clocks, clocks, st.sampled_from(sorted(CLOCKS)), st.integers(0, 7 * DAY))
def test_the_end_is_the_next_time_that_the_clock_shows_it(begin: str, end: str, zone: str, passed: int) -> None:
    own, now = {quiet.BEGINS: begin, quiet.ENDS: end}, MIDNIGHT + passed
    until = quiet.ends(own, zone, now)
    if not until:
        return
    assert now < until <= now + DAY
    hour, minute = map(int, end.split("."))
    assert (local(until, zone).hour, local(until, zone).minute) == (hour, minute)
    assert quiet.ends(own, zone, until) == 0
    assert quiet.ends(own, zone, until - 1) == until


@quick
@given(clocks, st.sampled_from(sorted(CLOCKS)), st.integers(0, 7 * DAY))
def test_the_day_s_news_leaves_once_a_day_and_always_later_than_now(clock: str, zone: str, passed: int) -> None:
    own, now = {quiet.NEWS: clock}, MIDNIGHT + passed
    leaves = quiet.next_news(own, zone, now)
    assert now < leaves <= now + DAY
    assert quiet.next_news(own, zone, leaves) == leaves + DAY
    assert f"{local(leaves, zone):%H.%M}" == quiet.news_at(own, 2026)
