"""The list of codes: complete, findable, printed as the village's software wants it."""

import re
from itertools import pairwise

import pytest

from village import catalogue


def test_holds_the_whole_list() -> None:
    assert list(catalogue.bidang()) == ["1", "2", "3", "4", "5"]
    count = {sub: len(catalogue.kegiatan(sub)) for sub in catalogue.sub_bidang()}
    assert count == {
        "1.1": 8, "1.2": 3, "1.3": 5, "1.4": 11, "1.5": 7,
        "2.1": 10, "2.2": 9, "2.3": 20, "2.4": 17, "2.5": 3, "2.6": 3, "2.7": 2, "2.8": 3,
        "3.1": 7, "3.2": 5, "3.3": 6, "3.4": 4,
        "4.1": 6, "4.2": 5, "4.3": 3, "4.4": 3, "4.5": 3, "4.6": 2, "4.7": 4,
        "5.1": 1, "5.2": 1, "5.3": 1,
    }  # fmt: skip


def test_every_row_is_in_order_named_sourced_and_of_a_known_goal() -> None:
    rows = catalogue.kegiatan()
    assert all(a.code < b.code for a, b in pairwise(rows))
    for row in rows:
        assert catalogue.find(row.code) == row
        assert row.sub_bidang in catalogue.sub_bidang(row.bidang)
        assert row.source and row.year == 2018
        assert row.sdgs and all(catalogue.sdg(number) for number in row.sdgs)
        assert not re.search(r"[\u0370-\u03ff]", row.name + row.also)
    assert catalogue.find("1.1.08").source != catalogue.find("1.1.07").source  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["2.3.12", "02.03.12", " 2.3.12 ", "2. 3. 12", "2.03.12."])
def test_reads_a_code_however_it_is_written(typed: str) -> None:
    found = catalogue.find(typed)
    assert found is not None
    assert (found.code, found.siskeudes) == ("2.3.12", "02.03.12")
    assert "Jalan Usaha Tani" in found.name


@pytest.mark.parametrize(
    "typed", ["", "jalan", "2", "2.3", "2..3", "9.9.99", "2.3.21", "2.3.89", "6.1.01", "0.3.12", "2.3.123", "-1"]
)
def test_knows_what_is_no_kegiatan(typed: str) -> None:
    assert catalogue.find(typed) is None


def test_tidies_codes_of_every_level() -> None:
    assert [catalogue.tidy(code) for code in ("02", "02.03", "2.3.1", "x", "2.3.4.5")] == [
        "2",
        "2.3",
        "2.3.01",
        None,
        None,
    ]


def test_a_kabupaten_may_open_codes_of_its_own() -> None:
    local = catalogue.find("2.3.90")
    assert local is not None and local.local and local.siskeudes == "02.03.90"
    assert catalogue.find("2.3.99") is not None
    assert catalogue.find("2.9.90") is None
    assert not catalogue.find("2.3.10").local  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("jalan usaha tani", "2.3.12"),
        ("JUT", "2.3.12"),
        ("pemeliharaan jembatan", "2.3.04"),
        ("irigasi", "4.2.04"),
        ("rtlh", "2.4.01"),
        ("posyandu", "2.2.09"),
        ("PJU", "2.3.14"),
        ("sertipikat", "1.5.03"),
        ("embung", "2.3.19"),
        ("wifi", "2.6.03"),
        ("lapangan voli", "3.3.05"),
        ("02.03.12", "2.3.12"),
    ],
)
def test_finds_a_code_by_words(typed: str, code: str) -> None:
    assert code in [k.code for k in catalogue.search(typed)]


def test_finds_nothing_where_nothing_fits() -> None:
    assert catalogue.search("xyzzy") == []
    assert catalogue.search("") == []
    assert len(catalogue.search("pembangunan")) == 8


def test_greek_letters_that_look_like_ours_are_read_as_ours() -> None:
    assert catalogue.latin("TPΑ/ΤKA") == "TPA/TKA"
    assert catalogue.search("ΤΡΑ") == catalogue.search("TPA")


def test_names_the_eighteen_goals_and_the_sources_of_money() -> None:
    assert len(catalogue.sdgs()) == 18
    assert catalogue.sdg(6) == "Desa Layak Air Bersih dan Sanitasi"
    assert catalogue.sdg(0) is None and catalogue.sdg(19) is None
    assert list(catalogue.funds()) == ["PAD", "ADD", "DDS", "PBH", "PBK", "PBP", "SWD", "DLL"]
