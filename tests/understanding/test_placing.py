"""The place of a message: by name, with slips and endings; by RW, RT or landmark; the whole village; one's own."""

import pytest

from understanding.reading import Ground, read

VILLAGE = Ground(
    {"K": "Krajan", "K2": "Krajan II", "T": "Kalitengah", "W": "Watulumbung", "P": "Pasar"},
    {"01": "K", "02": "K2", "03": "T", "04": "T", "05": "W"},
    {"K": ("01", "02"), "T": ("01", "02", "07")},
    own="K",
    landmarks={"musola al ikhlas": "W"},
)


@pytest.mark.parametrize(
    ("text", "dusun"),
    [
        ("jalan di kali tengah rusak, mohon diaspal", "T"),
        ("jalane kalitengahe rusak", "T"),
        ("mohon lampu jalan watulumbng", "W"),
        ("dsn.kalitengah butuh sumur bor", "T"),
        ("jalan krajan 2 rusak", "K2"),
        ("jalan Krajan II rusak", "K2"),
        ("jalan dari Krajan sampai Kalitengah minta dilebarkan terutama di kalitengah", "T"),
        ("kenapa watulumbung terus, jalan kami di kalitengah juga rusak", "T"),
        ("jalan rt 02/rw 05 becek", "W"),
        ("jalan RT 2 RW 3 becek", "T"),
        ("got di rw lima mampet", "W"),
        ("got RT 07 mampet", "T"),
        ("got dekat musola Al-Ikhlas mampet", "W"),
        ("sampah di pasar menumpuk", "K"),
        ("sampah di dusun pasar menumpuk", "P"),
        ("got mampet dekat rumah saya, tolong dikuras", "K"),
        ("jalan kali tengah becek", "T"),
        ("bukan RW 03 tapi RW 05 yang rusak jalannya", "W"),
    ],
)
def test_the_dusun_that_is_meant(text: str, dusun: str) -> None:
    found = read(text, VILLAGE)
    assert (found.dusun, found.whole_village) == (dusun, False)


@pytest.mark.parametrize(
    "text",
    [
        "usul semua dusun dikasih tong sampah",
        "honor guru ngaji se desa dinaikkan",
        "kursi di kantor desa kurang, mohon ditambah",
        "Krajan, Kalitengah dan Watulumbung semua butuh lampu jalan",
    ],
)
def test_the_whole_village(text: str) -> None:
    assert read(text, VILLAGE).whole_village


def test_in_front_of_the_village_hall_is_a_place_and_not_the_whole_village() -> None:
    found = read("jembatan depan balai desa sudah miring, mohon diperbaiki", VILLAGE)
    assert (found.dusun, found.whole_village) == ("K", False)


def test_rt_and_rw_are_two_digits() -> None:
    found = read("got RT 2 RW 03 mampet", VILLAGE)
    assert (found.rt, found.rw) == ("02", "03")


NUMBERED = Ground({n: f"Dusun {n}" for n in ("I", "II", "III", "IV")}, own="IV", name="Mekar Sejati")


@pytest.mark.parametrize(
    ("text", "dusun"),
    [
        ("jalan dusun 3 ke kebun amblas", "III"),
        ("jalan kebun dsn III lumpur semua", "III"),
        ("drainase di Dusun I RT 02 vol. 210 m", "I"),
        ("dsn2 gelap pak", "II"),
        ("lampu dusun dua mati", "II"),
        ("hujan 3 jam jalan becek", "IV"),
    ],
)
def test_a_dusun_that_has_only_a_number(text: str, dusun: str) -> None:
    assert read(text, NUMBERED).dusun == dusun


def test_who_names_the_village_means_all_of_it() -> None:
    assert read("SDN 2 Mekar Sejati atapnya mau roboh", NUMBERED).whole_village
    assert read("mohon mobil siaga desa untuk antar orang sakit", NUMBERED).whole_village
    assert not read("lampu perempatan balai desa mati", NUMBERED).whole_village
