"""The number of a proposal is heard however it is typed, and nothing else is taken for one."""

import pytest

from understanding.number import Named, named
from understanding.plain import Meaning, meaning


@pytest.mark.parametrize(
    "text",
    [
        "143", "nomor 143", "#143", "usulan 143", "usulan no. 143", "nomer 143 pripun", "Nomor143", "no143", "no.143",
        "usulan no 1 4 3", "usulan 1 43", "usuln 143", "Usulan l43?", "usulan 143 pak", "pripun usulan 143 bu", "0143",
        "(143)", "usulan nomer 143, pripun kabare?", "usulan saya nomor 143 sampai mana", "NOMER 143 PIYE",
        "cek usulan nomor 143", "nomr 143", "usulan 143 sudah sampai mana", "kumaha usulan 143",
    ],
)  # fmt: skip
def test_it_is_143(text: str) -> None:
    found = named(text)
    assert found is not None and found.number == 143


@pytest.mark.parametrize(("text", "number"), [("14O", 140), ("usulan 1O3", 103), ("1 o 3", 103), ("l0", 10)])
def test_letters_that_look_like_digits_are_read_as_digits(text: str, number: int) -> None:
    found = named(text)
    assert found is not None and found.number == number


@pytest.mark.parametrize(
    "text",
    [
        "", "#", "o", "lol", "rt 03", "58 tahun", "jalan 3", "usul 3 lampu", "usulan 1 dan 2", "usulan 10 11", "3 juta",
        "10 meter", "1234567", "tidak 5", "usulan", "nomor", "usulan baru 2 titik lampu", "usulan " + "143 " * 30,
    ],
)  # fmt: skip
def test_what_says_more_or_less_is_no_number(text: str) -> None:
    assert named(text) is None


def test_it_is_known_whether_the_words_say_that_it_is_a_proposal() -> None:
    assert named("usulan 7") == Named(7, True, False)
    assert named("#7") == Named(7, False, True)
    assert named("nomor 7") == Named(7, False, False)


@pytest.mark.parametrize(
    "text", ["usulan saya", "Punya saya, pak", "usulan kulo pripun", "usulan saya sampai mana?", "punyaku"]
)
def test_one_s_own_are_asked_for_in_many_ways(text: str) -> None:
    assert meaning(text) is Meaning.MINE
