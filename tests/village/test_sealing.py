"""Sealing a ballot: lengths keep parts apart, the root is RFC 6962's, and the order of arrival is gone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.sealing import (
    CODE_BYTES,
    choice_text,
    code,
    commitment,
    joined_hash,
    root,
    shown,
    voter_seal,
)


def tree(values: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if not values:
        return hashlib.sha256(b"").digest()
    if len(values) == 1:
        return hashlib.sha256(b"\x00" + values[0]).digest()
    half = 1
    while half * 2 < len(values):
        half *= 2
    return hashlib.sha256(b"\x01" + tree(values[:half]) + tree(values[half:])).digest()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_root_is_the_rfcs_over_the_sorted_values(values: list[bytes]) -> None:
    assert root(values) == tree(sorted(values)) == root(reversed(values))


def test_the_root_counts_equal_values_and_keeps_the_certificate_transparency_vectors() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root([b""]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root([b"", b"\x00"]).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert root([b"a", b"a"]) != root([b"a"])


def test_parts_are_kept_apart_by_their_lengths() -> None:
    assert joined_hash("ab", "c") != joined_hash("a", "bc") != joined_hash("abc")
    assert joined_hash("7") == joined_hash(7) == joined_hash(b"7") == hashlib.sha256(b"\0\0\0\x017").digest()
    assert joined_hash() == hashlib.sha256(b"").digest()
    assert joined_hash("é") == hashlib.sha256(b"\0\0\0\x02\xc3\xa9").digest()


def test_a_seal_and_a_commitment_are_the_hashes_of_the_specification() -> None:
    assert voter_seal(12, b"k" * 12) == joined_hash("segel", "12", b"k" * 12)
    assert commitment("12", "KTQ72M9D4X", "3 40", b"r" * 32) == joined_hash(
        b"suara", b"12", b"KTQ72M9D4X", b"3 40", b"r" * 32
    )


def test_a_choice_is_written_in_one_way_only() -> None:
    assert choice_text([40, 3, 12, 3]) == "3 12 40"
    assert choice_text([]) == ""


def test_a_code_has_ten_letters_that_nobody_misreads_and_uses_each_of_its_fifty_bits() -> None:
    assert code(b"\0" * 7) == "0000000000"
    assert code(b"\xff" * 7) == "ZZZZZZZZZZ"
    assert len({code((1 << bit).to_bytes(CODE_BYTES, "big")) for bit in range(50)}) == 50
    assert shown("KTQ72M9D4X") == "KTQ7-2M9D-4X"
    with pytest.raises(ValueError, match="a code takes 7 bytes, not 6"):
        code(b"\0" * 6)
