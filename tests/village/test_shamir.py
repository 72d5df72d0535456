"""Two shares open, one says nothing; and words that a slip of the finger does not turn into others."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import keywords, shamir
from village.councilkey import two_people
from village.refusal import Refusal

Split = Callable[[bytes, int, bytes], list[bytes]]
BYTES = range(256)
SHARES = st.binary(min_size=keywords.SHARE_BYTES, max_size=keywords.SHARE_BYTES)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def flat(secret: bytes, people: int, drawn: bytes) -> list[bytes]:
    """The twin: its line never lies level, so a share rules out one secret."""
    return shamir.split(secret, people, bytes(max(1, slope) for slope in drawn))


def tells(split: Split) -> bool:
    """Does one share of a byte say anything about it? Over all draws each share has to be as likely for each secret."""
    for place in (1, 2, 7):
        for secret in (0, 1, 83, 255):
            seen = Counter(split(bytes([secret]), 9, bytes([draw]))[place - 1][0] for draw in BYTES)
            if set(seen.values()) != {1} or len(seen) != len(BYTES):
                return True
    return False


def test_one_share_says_nothing_and_the_twin_is_seen() -> None:
    assert not tells(shamir.split)
    assert tells(flat)


def test_the_field_is_a_field() -> None:
    for one in (1, 2, 3, 90, 255):
        assert sorted(shamir.times(one, other) for other in BYTES) == list(BYTES)
        assert all(shamir.over(shamir.times(one, other), one) == other for other in BYTES)
    assert shamir.times(0x57, 0x83) == 0xC1  # FIPS 197, section 4.2
    with pytest.raises(ZeroDivisionError):
        shamir.over(1, 0)


@quick
@given(SHARES, st.integers(2, 12), SHARES)
def test_any_two_open_and_two_of_different_keys_do_not(secret: bytes, people: int, drawn: bytes) -> None:
    shares = shamir.split(secret, people, drawn)
    places = list(enumerate(shares, 1))
    assert all(shamir.joined(two) == secret for two in combinations(places, 2))
    other = shamir.split(bytes(b ^ 1 for b in secret), people, drawn)
    assert shamir.joined([(1, shares[0]), (2, other[1])]) != secret


@pytest.mark.parametrize("places", [(1, 1), (0, 1), (1, 256)])
def test_a_share_without_a_place_of_its_own_is_no_share(places: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="different places"):
        shamir.joined([(places[0], b"a"), (places[1], b"b")])
    with pytest.raises(ValueError, match="random byte"):
        shamir.split(b"ab", 3, b"a")


def slips(word: str) -> set[str]:
    """What one slip makes of a word: a letter too few, too many, another, or two swapped."""
    ends = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {a + b[1:] for a, b in ends if b} | {a + b[1] + b[0] + b[2:] for a, b in ends if len(b) > 1}
    found |= {a + c + b for a, b in ends for c in LETTERS} | {a + c + b[1:] for a, b in ends if b for c in LETTERS}
    return found - {word}


def test_no_two_words_are_one_slip_apart() -> None:
    words = set(keywords.words())
    assert len(keywords.words()) == len(words) == 1 << keywords.BITS
    assert all(word.isascii() and word.isalpha() and 3 <= len(word) <= 9 for word in words)
    assert not [word for word in words if slips(word) & words]
    assert slips("kambing") & {"kambin", "kambingg", "kambimg", "kabming"} == {
        "kambin", "kambingg", "kambimg", "kabming"
    }  # fmt: skip


@quick
@given(SHARES, st.integers(0, keywords.WORDS - 1), st.data())
def test_a_slip_is_named_and_never_taken(share: bytes, place: int, data: st.DataObject) -> None:
    told = keywords.told(share)
    assert keywords.read(" ".join(f"{n}. {word.title()}," for n, word in enumerate(told, 1))) == share
    assert keywords.likely(" ".join(told))
    slip = data.draw(st.sampled_from(sorted(w for w in slips(told[place]) if w)))
    with pytest.raises(Refusal) as no:
        keywords.read(" ".join([*told[:place], slip, *told[place + 1 :]]))
    assert no.value.key in ("key.refused.word", "key.refused.check") and "word" not in no.value.facts
    if no.value.key == "key.refused.word":
        assert no.value.facts["place"] == place + 1


def test_another_word_of_the_list_is_found_by_the_last_one() -> None:
    told = keywords.told(bytes(range(keywords.SHARE_BYTES)))
    taken = 0
    for word in keywords.words():
        if word != told[3]:
            try:
                keywords.read(" ".join([*told[:3], word, *told[4:]]))
                taken += 1
            except Refusal as no:
                assert no.key == "key.refused.check"
    assert taken <= 6, "one of 1,024 on average"


def test_the_two_who_open_are_two() -> None:
    assert two_people({}) is None and two_people({1: 7}) is None
    assert two_people({1: 7, 4: 7}) is None
    assert two_people({1: 7, 4: 7, 3: 8}) == (1, 3)
