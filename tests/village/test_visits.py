"""How many helped votes the council visits, and which: by exact chance, and by a draw that anybody can repeat."""

import hashlib
from collections import Counter
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.visits import drawn, enough, key, promise, seed


def missing_all(votes: int, false: int, n: int) -> Fraction:
    """The chance that none of `false` votes is among `n` drawn out of `votes`: the hypergeometric law."""
    return Fraction(comb(votes - false, n), comb(votes, n))


@quick
@given(st.integers(1, 3000))
def test_a_tenth_of_fraud_is_met_with_95_percent_and_one_visit_less_would_not_do(votes: int) -> None:
    n, false = enough(votes), -(-votes // 10)
    assert 1 <= n <= votes
    assert missing_all(votes, false, n) <= Fraction(1, 20)
    assert missing_all(votes, false, n - 1) > Fraction(1, 20)


@quick
@given(st.integers(1, 3000), st.integers(0, 3000))
def test_more_fraud_is_met_more_surely(votes: int, more: int) -> None:
    false = min(votes, -(-votes // 10) + more)
    assert missing_all(votes, false, enough(votes)) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("votes", "visits"),
    [(0, 0), (1, 1), (5, 5), (10, 10), (11, 9), (16, 12), (20, 16), (50, 22), (120, 26), (500, 28), (5000, 29)],
)
def test_so_many_are_visited(votes: int, visits: int) -> None:
    assert enough(votes) == visits


secrets, heads = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)
votes = st.lists(st.integers(1, 2**53), unique=True, max_size=40)


@quick
@given(secrets, heads, votes, st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_draw_is_the_same_for_everybody_who_repeats_it(
    secret: bytes, head: bytes, numbers: list[int], n: int, chance: object
) -> None:
    once = drawn(seed(key(secret), head), numbers, n)
    chance.shuffle(numbers)  # type: ignore[attr-defined]
    assert drawn(seed(key(secret), head), numbers, n) == once
    assert len(once) == len(set(once)) == min(n, len(numbers)) and set(once) <= set(numbers)
    assert drawn(seed(key(secret), head), numbers, n + 1)[:n] == once


def test_the_draw_as_the_record_tells_it() -> None:
    """In the words of docs/decisions/0019, without our own functions: a stranger's recount must come out the same."""
    secret, head = bytes(range(16)), bytes(range(32))
    half = hashlib.sha256(b"rembuk kunjungan|" + secret).digest()
    assert promise(key(secret)) == hashlib.sha256(half).hexdigest()
    whole = hashlib.sha256(half + head).digest()
    ranked = sorted(range(1, 31), key=lambda n: hashlib.sha256(whole + b"|" + str(n).encode()).hexdigest())
    assert drawn(seed(key(secret), head), range(1, 31), 7) == ranked[:7]


def test_neither_half_alone_decides() -> None:
    """Whoever knew one half, and might choose the other's moment, still draws everybody alike."""
    met: Counter[int] = Counter()
    for turn in range(2000):
        met.update(drawn(seed(key(b"known to somebody"), turn.to_bytes(32)), range(20), 5))
    assert all(420 < met[number] < 580 for number in range(20)), met  # 500 each, four sigma
    assert drawn(seed(key(b"a"), b"h"), range(20), 5) != drawn(seed(key(b"b"), b"h"), range(20), 5)


def test_the_promise_does_not_tell_the_half_nor_the_ballot_s_secret() -> None:
    secret = b"0123456789abcdef"
    assert secret not in key(secret) and key(secret).hex() != promise(key(secret))
