"""PINs: what is too easy, how long a lock lasts, and that a hash tells nothing without its key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.pin import COST, LENGTH, Lock, hashed, weak

HOUR, DAY = 3_600_000, 86_400_000
LOCK = Lock(3, HOUR, DAY)


@pytest.mark.parametrize("digits", ["0000", "7777", "1234", "6789", "7890", "4321", "3210", "0987", "1949"])
def test_what_the_family_would_try_first_is_too_easy(digits: str) -> None:
    assert weak(digits, 1949)


@pytest.mark.parametrize("digits", ["4827", "9150", "1950", "1243", "7771", "1223"])
def test_other_digits_are_taken(digits: str) -> None:
    assert len(digits) == LENGTH and not weak(digits, 1949)
    assert not weak("1949", None)


def test_each_lock_is_twice_as_long_and_a_day_at_most() -> None:
    after = [LOCK.after(wrong) for wrong in range(22)]
    locks = [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY]
    assert [lasts for lasts in after if lasts] == locks
    assert [wrong for wrong, lasts in enumerate(after) if lasts] == [3, 6, 9, 12, 15, 18, 21]
    assert [LOCK.left(wrong) for wrong in range(6)] == [3, 2, 1, 3, 2, 1]
    assert LOCK.after(3_000_000) == DAY


@quick
@given(st.binary(min_size=16, max_size=16), st.text("0123456789", min_size=4, max_size=4))
def test_the_hash_hangs_on_key_salt_and_digits(salt: bytes, digits: str) -> None:
    other = digits[1:] + ("1" if digits[0] != "1" else "2")
    right = hashed(b"k" * 32, salt, digits, cost=2)
    assert right == hashed(b"k" * 32, salt, digits, cost=2) and len(right) == 32
    assert right != hashed(b"K" * 32, salt, digits, cost=2)
    assert right != hashed(b"k" * 32, salt[1:] + b"?" if salt[-1:] != b"?" else salt[1:] + b"!", digits, cost=2)
    assert (right == hashed(b"k" * 32, salt, other, cost=2)) is (digits == other)


def test_a_pin_that_was_kept_stays_right_over_an_update_of_the_program() -> None:
    kept = "1991aeed080747f08f2be3dd599553bdc6b90e07dae94c5b2a09dfb3d787bf7c"
    assert hashed(b"k" * 32, b"s" * 16, "4827", cost=2).hex() == kept


def test_one_guess_costs_memory_and_time() -> None:
    assert COST >= 2**14
    assert hashed(b"k" * 32, b"s" * 16, "4827") != hashed(b"k" * 32, b"s" * 16, "4827", cost=2)
