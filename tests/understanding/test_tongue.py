"""What people write, in plain Indonesian words."""

import time

import pytest

from understanding import dictionary, tongue
from understanding.affixes import roots
from understanding.tongue import canonical


def plain(text: str, **own: str) -> list[str]:
    return [word.plain for word in canonical(text, own)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jln yg di gg rsk parah bgt", "jalan yang di gang rusak parah sangat"),
        ("blm ada air, tdk bs dpt", "belum ada air tidak bisa dapat"),
        ("dalane mblethok nek udan", "jalan becek kalau hujan"),
        ("kretege ambrol, nyuwun didandani", "jembatan longsor minta perbaiki"),
        ("solokan mampet ku runtah, hoyong dikeruk", "saluran mampet oleh sampah ingin gali"),
        ("sasak awi ka sawah tos reyot", "jembatan ke sawah sudah roboh"),
        ("lorong ka saba rosak, mon ojhen lecek", "jalan ke sawah rusak kalau hujan becek"),
        ("jambatan kayu lah lapuak, mintak dipelokan", "jembatan kayu sudah roboh minta perbaiki"),
        ("lalengnge masolang, tabe ripedecengi", "jalan rusak permisi perbaiki"),
        ("titine uug, apang kabenahin", "jembatan rusak supaya perbaiki"),
        ("banyu kada jalan, amun kamarau karing", "air tidak jalan kalau kemarau kering"),
        ("langan rusaq, ndeq araq lampu", "jalan rusak tidak ada lampu"),
        ("jalang su rusak, katong minta kasi bae", "jalan sudah rusak kami minta perbaiki"),
    ],
)
def test_says_it_in_indonesian(written: str, meant: str) -> None:
    assert " ".join(plain(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jalan2", "jalan"),
        ("kira2", "kurang lebih"),
        ("jalan-jalan", "jalan"),
        ("anak2nya", "anak"),
        ("rusaaaaak", "rusak"),
        ("bangettt", "sangat"),
        ("JUT", "jalan usaha tani"),
        ("jembtan", "jembatan"),
        ("posyandunya", "posyandu"),
        ("diaspalke", "aspal"),
        ("RT02", "rt 2"),
        ("rw 05", "rw 5"),
        ("300m", "300 meter"),
        ("rmh tdk layak huni", "rtlh"),
    ],
)
def test_reads_short_drawn_out_doubled_and_mistyped_words(written: str, meant: str) -> None:
    assert " ".join(plain(written)) == meant


def test_a_word_of_two_tongues_is_read_in_the_tongue_of_its_sentence() -> None:
    assert "jembatan" in plain("aya sasak awi nu ancur, sasak teh geus kolot")
    assert "sasak" in plain("tarian suku sasak untuk pemuda")
    assert "air" in plain("wae uwae marekko, engka lempe")
    assert plain("mandi di kali") == ["mandi", "di", "sungai"]
    assert plain("rusak 3 kali") == ["rusak", "sering"]


def test_keeps_the_villagers_own_words_and_where_they_stand() -> None:
    text = "tulung, KRETEGE ambrol!"
    word = canonical(text)[1]
    assert (word.surface, word.plain, word.tongue) == ("KRETEGE", "jembatan", "jv")
    assert text[word.at :].startswith("KRETEGE")
    assert [w.surface for w in canonical("usul JUT")][1:] == ["JUT"] * 3


def test_the_villages_own_dictionary_stands_over_everything() -> None:
    assert plain("boncek rusak", boncek="jembatan bambu") == ["jembatan", "bambu", "rusak"]
    assert plain("boncekne rusak", boncek="jembatan") == ["jembatan", "rusak"]
    assert plain("jalan Lor", lor="lor") == ["jalan", "lor"]
    assert [w.plain for w in canonical("lewat wot gantung", {"wot gantung": "jembatan gantung"})][1:] == [
        "jembatan",
        "gantung",
    ]


@pytest.mark.parametrize(
    "name", ["Ngasem", "Babakan", "Kalitengah", "Watulumbung", "Leuwidulang", "Pasirhuni", "Slamet"]
)
def test_leaves_names_alone(name: str) -> None:
    assert plain(f"jalan {name}") == ["jalan", name.casefold()]


@pytest.mark.parametrize(
    "text", ["", "   ", "?!…", "👍👍", "\x00", "\u202e", "²²²", "a⑵", "''''", "a" * 100_000, "-" * 5_000]
)
def test_odd_texts_stop_nothing(text: str) -> None:
    assert len(canonical(text)) <= 1


def test_a_very_long_text_is_read_from_its_beginning_and_quickly() -> None:
    text = "jalan rusak sekali pak " * 5_000
    began = time.perf_counter()
    assert len(canonical(text)) <= tongue.LONGEST
    assert time.perf_counter() - began < 2


def test_knows_many_forms_of_many_tongues() -> None:
    assert sum(dictionary.forms_of(name) for name in dictionary.NAMES) > 5_000
    assert min(dictionary.forms_of(name) for name in dictionary.NAMES) > 50


def test_hears_which_tongue_is_spoken() -> None:
    for text, spoken in (("dalan peteng nek bengi", "jv"), ("hoyong lampu, poek pisan ti peuting", "su")):
        heard = tongue.tongues(text)
        assert max(heard, key=lambda name: heard[name]) == spoken
    assert not tongue.tongues("jalan rusak tolong diperbaiki")


def test_affixes_come_off_lightest_first() -> None:
    tried = list(roots("diperbaikikan"))
    assert tried.index("perbaikikan") < tried.index("baiki")
    assert "tutup" in set(roots("menutup"))
    assert "sapu" in set(roots("menyapu"))
    assert list(roots("abc")) == []
