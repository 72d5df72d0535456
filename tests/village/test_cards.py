"""Codes on cards: what is printed is read again however it is typed, and nothing else is."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.cards import ALPHABET, made, shown, typed


@given(st.integers(0), st.sampled_from(("{}", "kode {}", "Kartu: {}", "  {}. ", "kartu kode {}")), st.booleans())
def test_what_is_printed_is_read_again(_: int, around: str, small: bool) -> None:
    code = made(secrets.choice)
    assert len(code) == 12 and set(code) <= set(ALPHABET)
    words = around.format(shown(code))
    assert typed(words.lower() if small else words) == code == typed(code) == typed(shown(code).replace("-", " "))


@pytest.mark.parametrize(
    "words",
    [
        "Budi Asih Sari",
        "Desa Maju Kuat",
        "jalan rusak",
        "",
        "K7QF-M2XN",
        "K7QF-M2XN-P4RS-A2",
        "O000-1111-IIII",
        "ya",
        "12 34 56",
    ],
)
def test_plain_words_are_no_code(words: str) -> None:
    assert typed(words) is None


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_none(words: str) -> None:
    code = typed(words)
    assert code is None or (len(code) == 12 and set(code) <= set(ALPHABET) and any(c.isdigit() for c in code))
