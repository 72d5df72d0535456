"""The same need at the same place is found in any tongue; look-alikes are not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.understanding import labelled
from understanding import likeness
from understanding.likeness import ALIKE, need, score

OWN = {"ngasem": "ngasem", "krajan": "krajan"}


def like(one: str, other: str, dusun: str = "Ngasem", other_dusun: str | None = None, **facts: Any) -> bool:
    a, b = need(one, dusun, own=OWN, **facts), need(other, other_dusun or dusun, own=OWN, **facts)
    assert score(a, b) == pytest.approx(score(b, a))
    return score(a, b) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "jembatan bambu dekat masjid mau roboh, minta diganti beton",
            "kreteg pring cedhak mejid wis ambrug, tulung didandani",
        ),
        ("jembatan bambu ke sawah rusak", "sasak awi ka sawah geus butut, hoyong dibeton"),
        ("selokan mampet, banjir kalau hujan", "solokan mampet ku runtah, mun hujan caah"),
        ("usul sumur bor, tiap kemarau beli air", "mangsa ketigo banyune asat, digawekno sumur bor"),
        ("lampu jalan arah makam gelap", "peteng nek bengi arah kuburan, dipasangi lampu"),
        ("jalan ke sawah dirabat, panen dipikul", "lorong ka saba pabecce', padi epekol"),
        ("jalan RW 03 seperti kubangan, beton dong goblok", "jalan ke RW 03 becek, mobil sayur tidak mau naik"),
        ("jembatan kayu lapuk, buatkan yang permanen", "kreteg kayune rusak, tulung didandani"),
        ("titian ka parak lapuak, minta diganti", "jembatan ke kebun sudah lapuk tolong diganti"),
    ],
)
def test_one_need_in_two_tongues(one: str, other: str) -> None:
    assert like(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jalan ke sawah rusak minta dicor", "saluran irigasi ke sawah bocor minta ditembok"),
        ("jalan RT 02 berlubang", "jalan RT 05 berlubang"),
        ("gang mawar minta dipaving", "gang melati minta dipaving"),
        ("jembatan gantung ke kebun, papannya diganti", "usul jembatan baru ke makam seberang sungai"),
        ("lampu jalan gang 3 mati", "gang 3 minta dipaving"),
        ("bangun gedung posyandu", "timbangan bayi posyandu rusak, kader minta PMT"),
        ("embung dangkal minta dikeruk", "usul bangun embung baru di RT 02"),
        ("saluran tersier bocor, sawah kering", "saluran induk BBWS bocor, sawah kering"),
        ("minta kambing", "bantuan bibit kambing gaduh bergulir 20 ekor untuk kelompok tani"),
        ("minta 10 kambing bergulir untuk kelompok", "minta 10 sapi bergulir untuk kelompok"),
        ("gedung PAUD lantainya minta dikeramik", "PAUD minta ayunan dan mainan baru"),
        ("lampu jalan di pertigaan tugu gelap", "pertigaan tugu sering tabrakan, pasang lampu merah"),
        ("alat hadroh untuk majelis taklim", "kostum jaranan dan gamelan pemuda"),
    ],
)
def test_look_alikes(one: str, other: str) -> None:
    assert not like(one, other)


def test_the_same_words_at_another_place_are_another_need() -> None:
    text = "jalan rusak minta diaspal 300 meter"
    assert like(text, text)
    assert not like(text, text, "Ngasem", "Krajan")
    assert score(need(text, 1, "02"), need(text, 1, "2")) > ALIKE
    assert score(need(text, 1, "02"), need(text, 1, "05")) < ALIKE
    assert score(need(text, 1, rw="02"), need(text, 1, rw="05")) < ALIKE


def test_a_kabupaten_road_is_told_of_one_hamlet_or_of_all() -> None:
    a = need("jalan kabupaten longsor di tikungan bambu", "Ngasem")
    b = need("jalan kabupaten tikungan bambu amblas setengah", None)
    assert score(a, b) >= ALIKE
    assert score(need("jalan longsor di tikungan bambu", "Ngasem"), need("jalan tikungan bambu amblas", None)) < ALIKE


def test_who_is_sought_is_not_the_flood_itself() -> None:
    flood = need("banjir masuk rumah sungai meluap", 1, urgent=True)
    sought = need("cucu hilang di sungai banjir belum pulang, tolong cari", 1, urgent=True)
    fire = need("rumah kebakaran dekat pasar", 1, urgent=True)
    assert score(flood, sought) < ALIKE
    assert score(flood, fire) < ALIKE


def test_what_happens_now_is_not_what_is_to_be_built() -> None:
    now, later = "longsor, rumah tertimbun, tolong", "tebing rawan longsor, usul talud"
    assert score(need(now, 1, urgent=True), need(later, 1)) < ALIKE
    assert (
        score(need("rumah kebakaran tolong", 1, urgent=True), need("kobongan pak, geni gedhe", 1, urgent=True)) >= ALIKE
    )
    assert score(need("rumah kebakaran tolong", 1, urgent=True), need("banjir masuk rumah", 1, urgent=True)) < ALIKE


def test_terms_tell_thing_place_and_name() -> None:
    found = likeness.terms("gang mawar dekat musola rusak, minta dipaving", OWN)
    assert {"#gang", "=gang:mawar", "@musola"} <= found.keys()
    assert found["rusak"] < found["@musola"]
    assert "ngasem" not in likeness.terms("jalan ngasem", OWN)


def test_ranks_the_likest_first_and_shows_at_most_three() -> None:
    asked = need("lampu jalan dekat makam mati", "Ngasem")
    others = [
        ("bridge", need("jembatan rusak", "Ngasem")),
        ("light", need("lampu jalan mati", "Ngasem")),
        ("same", need("lampu dekat makam gelap minta diganti", "Ngasem")),
        ("far", need("lampu jalan dekat makam mati", "Krajan")),
    ]
    assert likeness.alike(asked, others) == ["same", "light"]
    assert likeness.alike(asked, [(n, asked) for n in range(5)]) == [0, 1, 2]
    assert likeness.alike(need("tes"), others) == []


@settings(deadline=None)  # the first one reads the lists of words
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_have_a_score(one: str, other: str) -> None:
    assert 0 <= score(need(one, 1), need(other, 1)) <= 1


def measured(name: str) -> tuple[int, int, int, int, list[str]]:
    """(repeats, of which found; others, of which something was shown; look-alikes shown) with the place as labelled."""
    earlier: dict[str, list[tuple[str, likeness.Need]]] = {}
    first: dict[str, str] = {}
    repeats = found = others = needless = 0
    confused: list[str] = []
    for row, own in labelled.proposals(name):
        if row["route"] == "ralat":
            continue
        first[row["id"]] = row["duplicate_of"] or row["id"]
        asked = need(row["text"], row["dusun"], own=own, urgent=row["route"] == "darurat")
        known = earlier.setdefault(row["desa"], [])
        shown = likeness.alike(asked, known)
        if row["duplicate_of"]:
            repeats, found = repeats + 1, found + (row["duplicate_of"] in [first[key] for key in shown])
        else:
            others, needless = others + 1, needless + bool(shown)
        confused += [f"{row['id']}~{key}" for key in shown if key in row["confusable_with"]]
        known.append((row["id"], asked))
    return repeats, found, others, needless, confused


@pytest.mark.parametrize("name", labelled.SETS)
def test_labelled_repeats_are_found_and_look_alikes_are_not(name: str) -> None:
    repeats, found, others, needless, confused = measured(name)
    assert repeats >= 10
    assert found / repeats >= 0.85
    assert needless / others <= 0.10
    assert confused == []


def test_a_need_is_kept_as_terms_and_comes_back_the_same() -> None:
    for one in (
        need("jalan RT 2 RW 05 rusak", 7),
        need("gang mawar gelap", 7, "03", "01", urgent=True),
        need("", None),
    ):
        assert likeness.unpacked(likeness.packed(one), one.dusun) == one
        assert likeness.telling(one).keys() <= one.terms.keys()
    assert likeness.version() > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kelompok ternak Maju minta kandang", "kelompok ternak Subur minta kandang", False),
        ("mesin traktor kelompok tani Sido Makmur", "pupuk kelompok tani Sido Makmur", False),
        ("perbaikan balai dusun", "kursi balai dusun", False),
        ("jembatan gantung ke kebun putus tali", "jembatan jalan provinsi retak", False),
        ("lapangan badminton dibenahi garisnya", "lapangan bola dipasang jaring", False),
        ("cek kesehatan lansia gratis tiap bulan", "simbah2 pengin tensi karo cek gula gratis", True),
        ("air bersih payau, usul sumur dalam", "banyune asin kabeh, tulung digawekno sumur bor", True),
        ("usul ambulans desa", "mobil siaga desa buat bawa orang sakit", True),
    ],
)
def test_a_name_or_a_kind_parts_and_a_narrow_word_joins(one: str, other: str, same: bool) -> None:
    assert (score(need(one, 1), need(other, 1)) >= ALIKE) is same
