"""What somebody corrects stands in the place of what was wrong; nothing is pasted behind it."""

import pytest

from understanding.correction import applied, bare, mended, number, pair


@pytest.mark.parametrize(
    ("words", "note", "becomes"),
    [
        ("Lampu jalan RT 02 mati", "Ralat usul saya tadi, bukan RT 02 tapi RT 03", "Lampu jalan RT 03 mati"),
        ("Lampu jalan rt2 mati", "ralat pak, rt 3 bukan rt 02 ya pak", "Lampu jalan rt 3 mati"),
        ("Aspal jalan 500 meter", "Ralat, bukan 500 tapi 650 meter", "Aspal jalan 650 meter"),
        ("Aspal jalan 500 meter", "koreksi: 500 meter jadi 650 meter", "Aspal jalan 650 meter"),
        ("Jembatan bambu ke sawah", "maaf ralat, bukan jembatan melainkan talud", "Talud bambu ke sawah"),
        ("Talud kali dusun Krajan", "ralat dudu Krajan ning Ngasem", "Talud kali dusun Ngasem"),
        ("Jalan hati-hati ke hati-hati", "ralat, bukan jalan tapi gang", "Gang hati-hati ke hati-hati"),
    ],
)
def test_the_right_takes_the_place_of_the_wrong(words: str, note: str, becomes: str) -> None:
    found = pair(note)
    assert found is not None
    assert applied(words, *found) == becomes


def test_what_does_not_stand_there_is_not_put_anywhere() -> None:
    assert applied("Lampu jalan mati", "RT 02", "RT 03") is None
    assert applied("Lampu jalan RT 021 mati", "RT 02", "RT 03") is None
    assert pair("Ralat, lampunya lima") is None


def test_a_note_is_read_without_its_courtesies() -> None:
    assert bare("Maaf ralat usulan saya tadi: pos ronda di RT 1 bocor ya Pak") == "pos ronda di RT 1 bocor"
    assert bare("ralat") == "ralat"


def test_it_may_say_which_proposal_it_means() -> None:
    assert number("ralat usulan 12, bukan RT 2 tapi RT 3") == 12
    assert number("ralat nomor 7") == 7
    assert number("ralat, bukan 500 meter tapi 650 meter") is None


@pytest.mark.parametrize(
    ("note", "thing", "place", "becomes"),
    [
        ("ralat, lampu jalan tenaga surya lima titik", True, False, "Lampu jalan tenaga surya lima titik"),
        ("ralat usul saya tadi bukan RT 02 tapi RT 03", False, True, "Lampu mati"),
        ("ralat, di Ngasem RT 3", False, True, "Lampu mati"),
        ("ralat, lampunya lima", True, False, "Lampu mati\nlampunya lima"),
    ],
)
def test_the_note_is_put_in_whole_nowhere_or_behind(note: str, thing: bool, place: bool, becomes: str) -> None:
    assert mended("Lampu mati", note, names_thing=thing, names_place=place) == becomes
