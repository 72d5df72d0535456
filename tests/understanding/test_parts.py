"""Two proposals in one message are told apart; one proposal with its details stays one."""

import pytest

from understanding.parts import parts_of


@pytest.mark.parametrize(
    "text",
    [
        "usul sound system untuk pengajian, sareng lampu jalan ka madrasah 3 titik",
        "partamo, tambah tiang lampu jalan 3 buah. kaduo, palatihan randang kemasan untuak padusi",
        "1. pos kamling direnov 2. beli HT 6 buah untuk linmas",
        "warga usul 2 hal. lapangan badminton dicat garisnya, sama ibu2 minta senam tiap minggu",
        "pos ronda RT 01 dibangun lagi, sama bibit cabe buat kelompok tani sini 500 batang",
        "usul papan informasi APBDes tiap RW. oh iya sama operator desa diikutkan pelatihan",
    ],
)
def test_two_things_are_two(text: str) -> None:
    assert len(parts_of(text, {})) == 2


@pytest.mark.parametrize(
    "text",
    [
        "usul pelatihan jahit kerudung sareng mesin jahitnya 6, tempatnya di bale dusun",
        "PAUD lantai tanah, usul di keramik sama wc nya diperbaiki",
        "jalan sawah becek, traktor karo combine ora iso mlebu. yen iso dirabat 600 m",
        "usul lampu 6 titik dan kabelnya 200 meter",
        "bank sampah + gerobak motor sampah",
    ],
)
def test_one_thing_with_its_details_is_one(text: str) -> None:
    assert len(parts_of(text, {})) == 1
