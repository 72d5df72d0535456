"""Everyday words are known; whatever says more stays what it is: perhaps a proposal."""

import pytest

from understanding.place import answered
from understanding.plain import Meaning, age, may_be_name, meaning, mine


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("P", Meaning.HELLO),
        ("Halooo min", Meaning.HELLO),
        ("Selamat pagi, Bu", Meaning.HELLO),
        ("nuwun sewu pak", Meaning.HELLO),
        ("sampurasun", Meaning.HELLO),
        ("apa kabar", Meaning.HELLO),
        ("ASSALAMUALAIKUM", Meaning.SALAM),
        ("Assalamu'alaikum wr. wb.", Meaning.SALAM),
        ("aslm pak", Meaning.SALAM),
        ("makasiiih ya pak", Meaning.THANKS),
        ("Terima kasih banyak", Meaning.THANKS),
        ("matur nuwun", Meaning.THANKS),
        ("hatur nuhun kang", Meaning.THANKS),
        ("🙏", Meaning.THANKS),
        ("👍👍", Meaning.YES),
        ("Ya.", Meaning.YES),
        ("iya pak", Meaning.YES),
        ("OK", Meaning.YES),
        ("inggih", Meaning.YES),
        ("gak", Meaning.NO),
        ("mboten", Meaning.NO),
        ("BATAL!!", Meaning.CANCEL),
        ("tidak jadi", Meaning.CANCEL),
        ("ora sido", Meaning.CANCEL),
        ("menu", Meaning.MENU),
        ("kembali", Meaning.BACK),
        ("eh salah", Meaning.BACK),
        ("ulangi dari awal", Meaning.AGAIN),
        ("ubah", Meaning.CHANGE),
        ("saya mau daftar", Meaning.JOIN),
        ("bantuan", Meaning.HELP),
        ("??", Meaning.HELP),
        ("ini apa?", Meaning.HELP),
        ("ora ngerti", Meaning.HELP),
        ("mau usul", Meaning.PROPOSE),
        ("lihat usulan", Meaning.LIST),
        ("😂😂", Meaning.PICTURES),
    ],
)
def test_everyday_words(words: str, meant: Meaning) -> None:
    assert meaning(words) is meant


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "Assalamualaikum, lampu jalan mati",
        "pagi pagi jalan macet",
        "selamat datang di gapura",
        "terima kasih, tapi jembatan belum jadi",
        "batalkan proyek jalan itu",
        "bantuan bibit padi",
        "ya jalan rusak",
        "Lampu mati malam",
        "ꦢꦭꦤ꧀ꦝꦸꦱꦸꦤ꧀",
        "طريق",
        "Sari Rahayu",
        "12",
        "😀" * 2048,
        "ya " * 2000,
    ],
)
def test_what_says_more_is_left_as_it_is(words: str) -> None:
    assert meaning(words) is None


@pytest.mark.parametrize("name", ["Sari", "Sri Wahyuni", "H. Abdul Rahman bin Ali", "R.A. Siti Nur Aisyah", "Warga 12"])
def test_names(name: str) -> None:
    assert may_be_name(name)


@pytest.mark.parametrize(
    "words",
    ["untuk apa?", "Jalan di Ngasem rusak", "mau tanya", "umur saya 58", "satu dua tiga empat lima enam tujuh 8"],
)
def test_what_is_no_name(words: str) -> None:
    assert not may_be_name(words)


def test_an_age_where_it_is_said_to_be_one() -> None:
    assert [age(t) for t in ("umur saya 58", "58 tahun", "67 th", "58", "umur 5 dan umur 6")] == [
        58,
        58,
        67,
        None,
        None,
    ]


def test_a_slip_of_the_finger_in_a_dusun() -> None:
    names = {1: "Krajan", 2: "Ngasem", 3: "Krajan Lor"}
    assert [answered(w, names) for w in ("krajann", "Dusun ngasm", "saya di Ngasem", "balai desa")] == [1, 2, 2, None]


def test_where_the_speaker_lives() -> None:
    assert mine("dusun saya") and mine("rt ku") and not mine("dusun sebelah")
