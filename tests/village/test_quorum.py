"""Two thirds of those invited, by the village's own rule where it has one; a second meeting needs none."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.place import moment_of
from village.quorum import Quorum, majority, second_until, share, waits_until

TWO_THIRDS = Fraction(2, 3)
NINE = moment_of(datetime(2026, 7, 6, 2, 0, tzinfo=UTC))  # 09.00 WIB


@pytest.mark.parametrize(
    ("invited", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (29, 20), (30, 20), (31, 21)]
)  # fmt: skip
def test_two_thirds_are_rounded_up(invited: int, needed: int) -> None:
    assert Quorum(TWO_THIRDS, invited, 0).needed == needed
    assert Quorum(TWO_THIRDS, invited, needed).reached
    assert not needed or not Quorum(TWO_THIRDS, invited, needed - 1).reached


@quick
@given(st.integers(0, 200), st.integers(0, 200), st.fractions(0, 1))
def test_reached_is_what_the_sentence_says(invited: int, present: int, part: Fraction) -> None:
    quorum = Quorum(part, invited, present)
    assert quorum.reached is (Fraction(present) >= part * invited)
    assert Quorum(part, invited, present, second=True).reached


def test_only_the_meetings_of_the_rule_need_one_and_a_village_may_say_otherwise() -> None:
    assert share("musdes", {}, 2026) == share("musrenbangdes", {}, 2026) == TWO_THIRDS
    assert share("musdus", {}, 2026) == share("rembuk_stunting", {}, 2026) == 0
    assert share("musdus", {"rapat_berkuorum": "musdus"}, 2026) == TWO_THIRDS
    assert share("musdes", {"rapat_berkuorum": "musdus"}, 2026) == 0
    assert share("musdes", {"kuorum": "1/2"}, 2026) == Fraction(1, 2)
    assert share("musdes", {"kuorum": "1"}, 2026) == 1
    for nonsense in ("separuh", "3/2", "-1/2", "1/0"):
        assert share("musdes", {"kuorum": nonsense}, 2026) == TWO_THIRDS
    assert majority({}, 2026) == Fraction(1, 2)
    assert majority({"mayoritas": "2/3"}, 2026) == TWO_THIRDS


def test_three_hours_and_three_days_on_the_villages_clock() -> None:
    assert waits_until(NINE, {}, "Asia/Jakarta") == moment_of(datetime(2026, 7, 6, 5, 0, tzinfo=UTC))
    assert waits_until(NINE, {"tunda_jam": "1"}, "Asia/Jakarta") == moment_of(datetime(2026, 7, 6, 3, 0, tzinfo=UTC))
    assert second_until(NINE, {}, "Asia/Jakarta") == moment_of(datetime(2026, 7, 9, 17, 0, tzinfo=UTC))
    assert second_until(NINE, {"tunda_hari": "1"}, "Asia/Jayapura") == moment_of(
        datetime(2026, 7, 7, 15, 0, tzinfo=UTC)
    )
