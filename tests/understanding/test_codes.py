"""The code of a proposal is suggested, with the words that led to it."""

import time

import pytest

from tests.understanding import labelled
from understanding import codes
from understanding.roles import said
from village import catalogue


def codes_of(text: str, urgent: bool = False) -> list[str]:
    return [suggestion.code for suggestion in codes.suggested(said(text), urgent)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jalan desa dari balai sampai masjid rusak, mohon diaspal", "2.3.10"),
        ("jalan dusun berlubang, cukup ditambal saja", "2.3.01"),
        ("gang sempit di RT 3 minta dipaving", "2.3.11"),
        ("JUT ke sawah blok lor dirabat beton biar panen gampang diangkut", "2.3.12"),
        ("saluran irigasi sawah bocor", "4.2.04"),
        ("kreteg pring wis gapuk, diganti beton", "2.3.13"),
        ("papan jembatan gantung lepas, tolong diperbaiki", "2.3.04"),
        ("embung dangkal minta dikeruk", "2.3.08"),
        ("usul bangun embung baru", "2.3.19"),
        ("pipa air bocor, tolong diganti", "2.4.04"),
        ("got pinggir jalan mampet, air meluap", "2.3.14"),
        ("gelap sekali, minta PJU 5 titik", "2.3.14"),
        ("embung mengering, perlu diperdalam", "2.3.08"),
        ("usul sumur bor, tiap kemarau beli air", "2.4.11"),
        ("pipa air ke rumah warga belum tersambung", "2.4.12"),
        ("MCK umum untuk warga yang belum punya jamban", "2.4.14"),
        ("bank sampah dan gerobak", "2.4.15"),
        ("bedah rumah janda lansia, rumah tidak layak huni", "2.4.01"),
        ("posyandu butuh timbangan bayi dan PMT", "2.2.02"),
        ("bangun gedung posyandu, sekarang numpang", "2.2.09"),
        ("perpustakaan desa minta buku", "2.1.07"),
        ("beasiswa anak yatim", "2.1.10"),
        ("wifi gratis di balai", "2.6.03"),
        ("rambu dan cermin cembung di tikungan", "2.6.01"),
        ("lapangan voli minta net", "3.3.05"),
        ("grup rebana minta alat hadroh", "3.2.01"),
        ("atap masjid bocor", "3.2.05"),
        ("poskamling roboh", "3.1.01"),
        ("bibit kambing gaduh", "4.2.02"),
        ("nelayan minta jaring dan mesin perahu", "4.1.05"),
        ("dermaga perahu rusak", "4.1.04"),
        ("kursi roda untuk penyandang disabilitas", "4.4.03"),
        ("bantu sertipikat tanah warga miskin", "1.5.03"),
        ("honor ketua RT dinaikkan", "1.1.07"),
    ],
)
def test_finds_the_code(text: str, code: str) -> None:
    assert codes_of(text)[0] == code


def test_names_the_villagers_own_words() -> None:
    best = codes.suggested(said("Nyuwun kretege didandani, wis AMBROL"))[0]
    assert best.sub_bidang == "2.3"
    assert "kretege" in best.words
    assert set(best.words) <= {"Nyuwun", "kretege", "didandani", "wis", "AMBROL"}


@pytest.mark.parametrize(
    "text", ["", "tes", "tolong diperbaiki pak", "assalamualaikum", "12 34", "🙏", "kapan musdes?"]
)
def test_suggests_nothing_where_nothing_fits(text: str) -> None:
    assert codes_of(text) == []


def test_a_landmark_is_not_what_is_asked_for() -> None:
    assert codes_of("jalan dari jembatan sampai masjid berlubang, minta diaspal")[0] == "2.3.10"
    assert codes_of("lampu di depan posyandu mati")[0] == "2.3.14"
    assert "4.1.03" not in codes_of("jalan kabupaten berlubang seperti kolam ikan")


def test_an_emergency_is_for_the_contingency_budget_first() -> None:
    first, second, *_ = codes_of("jembatan ambrol, jalan putus", urgent=True)
    assert (first, second) == ("5.1.00", "2.3.13")
    assert codes_of("tolong", urgent=True) == ["5.1.00"]
    assert codes_of("rumah kebakaran", urgent=True)[0] == "5.1.00"
    assert codes_of("kabel listrik putus di jalan", urgent=True)[0] == "5.2.00"


def test_suggests_at_most_three_best_first() -> None:
    found = codes.suggested(said("jalan rusak, jembatan roboh, lampu mati, irigasi bocor, posyandu, sampah, embung"))
    assert len(found) == 3
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_every_code_that_may_be_suggested_is_in_the_list() -> None:
    for thing in codes.things():
        for code in filter(None, (thing.code, thing.keep)):
            assert catalogue.find(code), thing.name
            assert codes.sdgs(code)
    assert codes.sdgs("9.9.99") == ()


@pytest.mark.parametrize("name", labelled.SETS)
def test_a_clerk_would_accept_the_first_suggestion(name: str) -> None:
    asked = right = 0
    for row, own in labelled.proposals(name):
        if row["sub_bidang_ok"]:
            found = codes.suggested(said(row["text"], own), urgent=row["route"] == "darurat")
            asked += 1
            right += bool(found) and found[0].sub_bidang in row["sub_bidang_ok"]
    assert asked >= 40
    assert right / asked >= 0.9, f"{right} of {asked}"


def test_a_huge_text_is_read_quickly() -> None:
    words = said("jalan jembatan saluran lampu air posyandu sampah sawah " * 20_000)
    began = time.perf_counter()
    assert codes.suggested(words)
    assert time.perf_counter() - began < 1


def test_most_of_what_villages_ask_for_finds_its_sub_bidang() -> None:
    lines = [line for line in labelled.WORKS.read_text("utf-8").splitlines() if not line.startswith("#")]
    missed = []
    for line in lines:
        fit, text = line.split("\t")
        suggested = codes.suggested(said(text))
        if not suggested or suggested[0].sub_bidang not in fit.split(","):
            missed.append(text)
    assert len(missed) <= 0.03 * len(lines), missed
