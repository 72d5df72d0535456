"""Names and sentences as they are kept: on one line or word for word, without what nobody can see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.refusal import Refusal
from village.words import clipped, kept

UNSEEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sari Rahayu", "Sari Rahayu"),
        ("  Sari \n\r\t  Rahayu  ", "Sari Rahayu"),
        ("Sari\nRahayu", "Sari Rahayu"),
        ("Sari\rRahayu", "Sari Rahayu"),
        ("Sari\tRahayu", "Sari Rahayu"),
        ("Sa\x00ri\x07", "Sari"),
        ("Sa\ud800ri", "Sari"),
        ("Sa\ue000ri", "Sari"),
        ("Sa\uffffri", "Sari"),
        (f"Sa{UNSEEN}ri", "Sari"),
        ("Xavier X", "Xavier X"),
        ("Cafe\u0301", "Café"),
        ("\u2068\n", ""),
        ("", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed: str, name: str) -> None:
    assert clipped(typed, 60) == name


def test_a_name_is_cut_where_it_is_too_long_and_ends_with_no_space() -> None:
    assert clipped("Sari Rahayu", 6) == "Sari R"
    assert clipped("Sari Rahayu", 5) == "Sari"
    assert clipped("e\u0301" * 4, 4) == "é" * 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("  Lampu mati\n\ndi gang  \n", "Lampu mati\n\ndi gang"),
        ("satu\r\ndua\ttiga", "satu\nduatiga"),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("a\ue000b", "a\ue000b"),
        (f"a{UNSEEN}b", "ab"),
        ("Xenia XX", "Xenia XX"),
        ("Cafe\u0301", "Café"),
        ("", ""),
    ],
)
def test_a_sentence_is_kept_word_for_word(typed: str, sentence: str) -> None:
    assert kept(typed) == sentence


def test_a_sentence_is_as_long_as_a_message_at_most() -> None:
    assert kept("a" * 5000) == "a" * 4096
    assert kept("abc", 2) == "ab"
    assert kept("  abc", 2) == "ab"


@quick
@given(st.text(max_size=40), st.integers(0, 30))
def test_what_is_kept_once_stays_as_it_is(text: str, most: int) -> None:
    for once in (clipped(text, most), kept(text, most).strip()):
        assert len(once) <= most
        assert not set(once) & set(UNSEEN)
        assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in once)
    assert "\n" not in clipped(text, most)


def test_a_refusal_tells_its_key_where_a_programmer_looks() -> None:
    no = Refusal("vote.refused.age", age=17)
    assert (str(no), no.key, no.facts) == ("vote.refused.age", "vote.refused.age", {"age": 17})
