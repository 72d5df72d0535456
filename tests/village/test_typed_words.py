"""Every word that is understood, once: spellings, short forms, and what Javanese, Sundanese and habit put for it.

It is Wednesday 1 July 2026, 10.00 WIB, as in test_typed.
"""

from __future__ import annotations

import pytest

from tests.village.test_typed import read
from village import typed

MONTHS = [
    ("Jan januari", "Fri 8 Jan 09.00 2027"),
    ("Feb Februari Pebruari Peb", "Mon 8 Feb 09.00 2027"),
    ("Mar Maret Mrt", "Mon 8 Mar 09.00 2027"),
    ("Apr April", "Thu 8 Apr 09.00 2027"),
    ("Mei", "Sat 8 May 09.00 2027"),
    ("Jun Juni", "Tue 8 Jun 09.00 2027"),
    ("Jul Juli", "Wed 8 Jul 09.00"),
    ("Agustus Agust Agu Ags Agt", "Sat 8 Aug 09.00"),
    ("Sep Sept September", "Tue 8 Sep 09.00"),
    ("Okt Oktober", "Thu 8 Oct 09.00"),
    ("Nov Nop November Nopember", "Sun 8 Nov 09.00"),
    ("Des Desember", "Tue 8 Dec 09.00"),
]


@pytest.mark.parametrize(("names", "meant"), MONTHS)
def test_a_month(names: str, meant: str) -> None:
    assert {read(f"8 {name}") for name in names.split()} == {f"{meant} -time"}


DAYS = [
    ("Senin Senen", "Mon 6"),
    ("Selasa Slasa Seloso", "Tue 7"),
    ("Rabu Rebo Rebó", "Wed 8"),
    ("Kamis Kemis", "Thu 2"),
    ("Jumat Jum'at Jumaat Jemuah Jemuwah", "Fri 3"),
    ("Sabtu Setu Saptu", "Sat 4"),
    ("Minggu Ahad Akad Ngahad", "Sun 5"),
]


@pytest.mark.parametrize(("names", "day"), DAYS)
def test_a_day_of_the_week(names: str, day: str) -> None:
    assert {read(name) for name in names.split()} == {f"{day} Jul 09.00 -time"}


@pytest.mark.parametrize(
    ("market", "day"),
    [("legi", "8"), ("pahing", "29"), ("paing", "29"), ("pon", "15"), ("wage", "1"), ("kliwon", "22")],
)
def test_a_market_day(market: str, day: str) -> None:
    assert read(f"Rabu {market} jam 8 malam") == f"Wed {day} Jul 20.00"


PARTS = [
    (("malam", "malem", "mlm", "bengi", "wengi", "peting"), "19.30"),
    (("sore", "petang", "sonten"), "16.00"),
    (("pagi",), "09.00"),
    (("siang",), "13.00"),
    (("subuh", "shubuh", "suboh"), "04.30"),
    (("dini hari",), "03.00"),
]


@pytest.mark.parametrize(("names", "hour"), PARTS)
def test_a_part_of_the_day(names: tuple[str, ...], hour: str) -> None:
    assert {read(f"besok {name}") for name in names} == {f"Thu 2 Jul {hour} -time"}


@pytest.mark.parametrize(
    ("part", "first", "last", "not_in_it"),
    [
        ("pagi", 1, 11, (0, 12, 13)),
        ("siang", 10, 17, (6, 9, 18)),
        ("sore", 14, 19, (1, 8, 13, 20)),
        ("malam", 17, 23, (4, 13, 15, 16)),
        ("subuh", 3, 6, (2, 7)),
        ("dini hari", 0, 5, (6, 12)),
    ],
)
def test_the_hours_of_a_part_of_the_day(part: str, first: int, last: int, not_in_it: tuple[int, ...]) -> None:
    """As the clock of 24 hours counts them; an hour outside contradicts the part."""
    said = {hour: read(f"besok jam {hour:02} {part}") for hour in range(first, last + 1)}
    assert said == {hour: f"Thu 2 Jul {hour:02}.00" for hour in said}
    assert {read(f"besok jam {hour} {part}") for hour in not_in_it} == {None}


PRAYERS = [
    ("subuh shubuh suboh", "Thu 2 Jul 05.00"),
    ("zuhur dzuhur dhuhur zhuhur duhur zuhr dhuhr dzuhr luhur lohor zohor bedug", "Wed 1 Jul 12.30"),
    ("asar ashar ngasar ashr", "Wed 1 Jul 15.45"),
    ("magrib maghrib mahgrib mahrib maghrip magrip", "Wed 1 Jul 18.15"),
    ("isya isyak isya' isa ngisa isha", "Wed 1 Jul 19.30"),
    ("tarawih taraweh terawih teraweh", "Wed 1 Jul 21.00"),
]


@pytest.mark.parametrize(("names", "meant"), PRAYERS)
def test_a_prayer(names: str, meant: str) -> None:
    assert {read(f"habis {name}") for name in names.split()} == {f"{meant} -date"}


@pytest.mark.parametrize(
    "after",
    [
        "habis", "sehabis", "abis", "bis", "ba'da", "bada", "bakda", "ba'dal", "badal", "sesudah", "setelah", "selepas",
        "lepas", "usai", "seusai", "rampung", "bubar",
    ],
)  # fmt: skip
def test_after_a_prayer(after: str) -> None:
    kinds = ("", "sholat ", "salat ", "shalat ", "solat ", "jamaah ", "sholat jamaah ")
    assert {read(f"{after} {kind}isya") for kind in kinds} == {"Wed 1 Jul 19.30 -date"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *[(f"besok {word} 9 pagi", "Thu 2 Jul 09.00") for word in ("jam", "pukul", "pkl", "pkl.", "jm")],
        *[(f"besok {word} setengah 8 malam", "Thu 2 Jul 19.30") for word in ("jam", "pukul", "pkl.", "jm")],
        *[(f"besok {word} 9", "Thu 2 Jul 09.00 ?half") for word in ("jam", "pukul", "pkl", "pkl.", "jm")],
        ("besok jam 8an malam", "Thu 2 Jul 20.00"),
        ("besok 8 malam", "Thu 2 Jul 20.00"),
        *[(f"{word} 17", "Fri 17 Jul 09.00 -time") for word in ("tanggal", "tgl", "tgl.", "tg", "tg.")],
        *[(f"{word} jam 9 pagi", "Thu 2 Jul 09.00") for word in ("besok", "besuk", "besog", "sesuk")],
        *[(f"17 Agustus {word} 2027", "Tue 17 Aug 09.00 2027 -time") for word in ("tahun", "thn", "thn.", "")],
        *[(f"2 jam {word}", "Wed 1 Jul 12.00") for word in ("lagi", "kemudian", "ke depan")],
        *[(f"3 hari {word}", "Sat 4 Jul 09.00 -time") for word in ("lagi", "kemudian", "ke depan", "mendatang")],
        *[(f"Sabtu {word}", "Sat 4 Jul 09.00 -time") for word in ("mendatang", "yang akan datang", "yad", "besok")],
        ("Sabtu nanti jam 8 malam", "Sat 4 Jul 20.00"),
        ("malam Sabtu ini", "Fri 3 Jul 19.30 -time"),
        ("malam 9 menit lagi", None),
        ("malam 8 jam lagi", None),
        ("jam 8 malam nanti", "Wed 1 Jul 20.00"),
        ("siang nanti", "Wed 1 Jul 13.00 -time"),
        ("nanti siang", "Wed 1 Jul 13.00 -time"),
        ("20.00 WIB", "Wed 1 Jul 20.00 -date"),
        *[
            (f"besok jam 8 pagi {until} 12", "Thu 2 Jul 08.00")
            for until in ("-", "–", "sampai", "sampai dengan", "sampe", "s/d", "s / d", "sd", "s.d.", "sd.", "hingga")
        ],
        *[
            (f"besok 09.00 {until}", "Thu 2 Jul 09.00")
            for until in ("- selesai", "sampai rampung", "s/d habis", "hingga jam 12", "sampai 12.30")
        ],
        ("besok 09.00 di RT 03", "Thu 2 Jul 09.00"),
        ("besok 09.00 di RW. 3", "Thu 2 Jul 09.00"),
        ("besok jam delapan belas", "Thu 2 Jul 18.00"),
    ],
)
def test_a_word_for_it(text: str, meant: str | None) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    "word",
    [
        "jangan", "bukan", "kecuali", "atau", "utawa", "batal", "tidak", "sebelum", "menjelang", "jelang", "setiap",
        "tiap", "saben", "paling", "awal", "akhir", "pertengahan", "antara", "semalam", "tadi", "tengah malam",
    ],
)  # fmt: skip
def test_a_word_that_makes_it_no_moment(word: str) -> None:
    assert read(f"besok {word} jam 20.00") is None
    assert read("besok jam 20.00") == "Thu 2 Jul 20.00"


@pytest.mark.parametrize(
    "word",
    ["Sabtu", "Mei", "isya", "siang", "legi", "besok", "lusa", "kemarin", "depan", "lalu", "lagi", "pekan", "9"],
)
def test_a_word_left_over_makes_it_unclear(word: str) -> None:
    assert read(f"tanggal 17 jam 20.00 malam lurah {word}") is None
    assert read("tanggal 17 jam 20.00 malam lurah") == "Fri 17 Jul 20.00"


@pytest.mark.parametrize("word", ["kemarin", "kemaren"])
def test_yesterday(word: str) -> None:
    assert read(f"{word} jam 8 malam", allow_past=True) == "Tue 30 Jun 20.00"
    assert read(f"2 pekan lalu {word}", allow_past=True) is None


def test_a_week_ago_by_its_other_name() -> None:
    assert read("2 pekan lalu", allow_past=True) == "Wed 17 Jun 09.00 -time"


# --- numbers and money -----------------------------------------------------------------------------------------------


def test_a_digit_in_words() -> None:
    words = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    assert [typed.number(word) for word in words] == list(range(10))
    assert typed.number("lapan") == 8


UNITS = [
    ("rb ribu rebu k ribuan", 5_000),
    ("jt juta jutaan", 5_000_000),
    ("m miliar milyar milyard miliaran", 5_000_000_000),
    ("t triliun trilyun", 5_000_000_000_000),
]


@pytest.mark.parametrize(("units", "rupiah"), UNITS)
def test_a_unit(units: str, rupiah: int) -> None:
    assert {typed.money(f"5 {unit}") for unit in units.split()} == {rupiah}


@pytest.mark.parametrize(
    "about",
    [
        "±", "± ", "sekitar ", "kira-kira ", "kira kira ", "kurang lebih ", "kurleb ", "sebesar ", "senilai ", "ada ",
        "hanya ", "cuma ", "cuma sekitar ",
    ],
)  # fmt: skip
def test_about_so_much(about: str) -> None:
    assert (typed.money(f"{about}5 juta"), typed.number(f"{about}12 orang")) == (5_000_000, 12)


@pytest.mark.parametrize("rp", ["Rp", "Rp ", "Rp.", "Rp. ", "rp", "IDR ", "idr. "])
def test_rupiah(rp: str) -> None:
    ends = ("", " rupiah", "rupiah", " IDR", ",-", ".-", ", --", ".", "!")
    assert {typed.money(f"{rp}250.000{end}") for end in ends} == {250_000}


def test_rupiah_before_a_number_in_words() -> None:
    assert typed.money("rp lima juta") == 5_000_000
    assert typed.money("rplima juta") is None


@pytest.mark.parametrize(
    "thing",
    [
        "orang", "jiwa", "KK", "keluarga", "kepala keluarga", "warga", "rumah", "rumah tangga", "peserta", "suara",
        "unit", "buah", "titik", "RT", "RW",
    ],
)  # fmt: skip
def test_so_many_of_a_thing(thing: str) -> None:
    assert {typed.number(f"12 {thing}"), typed.number(f"12{thing}."), typed.count(f"ada 12 {thing}")} == {12}


def test_the_years_that_are_read() -> None:
    assert [typed.year(str(n)) for n in (1899, 1900, 1999, 2000, 2099, 2100)] == [None, 1900, 1999, 2000, 2099, None]
