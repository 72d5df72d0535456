"""For whom a proposal is, and whether a second sentence goes on with it."""

import pytest

from understanding.heard import heard
from understanding.parts import another
from understanding.vague import adds
from understanding.whom import LONGEST, benefit


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("jalan rusak, supaya anak sekolah aman", "anak"),
        ("kasihan ibu-ibu kalau antre air", "ibu"),
        ("dalan sawah didandani ben petani gampang", "tani"),
        ("bangku puskesmas untuk mbah-mbah", "lansia"),
        ("pasar dibangun untuk pedagang", "usaha"),
        ("tandon untuk semua warga", "semua"),
        ("jalan licin, anak sekolah pada jatuh", "anak"),
        ("anak sekolah sering jatuh di situ", "anak"),
        ("jalan licin ibu-ibu sering terpeleset", "ibu"),
        ("biar warga nggak kebanjiran", "semua"),
        ("hayang aya WiFi meh barudak bisa diajar keur barudak", "anak"),
    ],
)
def test_who_gains_is_read_where_it_is_said(text: str, group: str) -> None:
    assert benefit(text) == group


@pytest.mark.parametrize(
    "text",
    [
        "anak sekolah lewat situ. pohonnya jatuh",
        "petani bilang talud longsor dan jalan usaha tani rusak",
        "jalan rusak. untuk itu diperbaiki. warga capek",
        "aspal untuk jalan usaha tani",
        "lampu mati",
        "",
    ],
)
def test_whoever_is_only_spoken_of_is_asked_about(text: str) -> None:
    assert benefit(text) is None


def test_several_groups_are_told_in_the_villager_s_own_words() -> None:
    assert benefit("minta selokan untuk petani dan anak sekolah, cepat ya") == "petani dan anak sekolah"
    many = benefit(f"untuk petani {'x' * 200} dan anak")
    assert many is None or len(many) <= LONGEST


@pytest.mark.parametrize("text", ["rusak parah", "sudah ada yang jatuh di situ", "tolong dicor"])
def test_a_fragment_that_says_more_is_told_from_a_name(text: str) -> None:
    assert adds(heard(text, {}))


@pytest.mark.parametrize("text", ["Krajan", "RT 3", "Budi Utomo", "dusun krajan"])
def test_a_name_or_a_number_adds_nothing(text: str) -> None:
    assert not adds(heard(text, {"krajan": "krajan"}))


def test_another_need_is_told_from_more_of_the_same() -> None:
    assert another("Jalan ke makam becek", "Jembatan bambu juga sudah lapuk", {})
    assert another("Jalan ke makam becek", "posyandu minta timbangan bayi", {})
    assert not another("Jalan ke makam becek", "jalannya juga licin sekali", {})
    assert not another("Jalan ke makam becek", "sudah ada yang jatuh", {})
