"""Personal numbers are found in the way villagers write them; prices, dates, RT and counts of families are left."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understanding.redaction import GONE, Kind, names_card, redacted

EXAMPLES = Path(__file__).parent / "data" / "proposals.jsonl"


def labelled() -> list[dict[str, object]]:
    return [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("one", labelled(), ids=lambda one: str(one["id"]))
def test_the_labelled_sentences_of_villagers(one: dict[str, object]) -> None:
    said = str(one["text"])
    left, found = redacted(said)
    numbers = {"nik": Kind.CARD, "hp": Kind.PHONE}
    marked = {numbers[p] for p in one["pii"] if p in numbers}  # type: ignore[attr-defined]
    assert found == marked
    assert (left == said) == (not marked)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("NIK 3399010101700001 tolong dicek", f"NIK {GONE} tolong dicek"),
        ("nik:3399014101700001", f"nik:{GONE}"),
        ("NIK saya 33.99.01.010170.0001", f"NIK saya {GONE}"),
        ("3399 0101 0170 0001 itu nomor saya", f"{GONE} itu nomor saya"),
        ("3399-0101-0170-0001", GONE),
        ("no kk 3399010203040005", f"no kk {GONE}"),
        ("KK: 339901020304000", f"KK: {GONE}"),
        ("1234567890123456", GONE),
        ("3399\u200b010101700001", GONE),
        ("３３９９０１０１０１７００００１", GONE),
        ("hub 0812-0000-0000, cod", f"hub {GONE}, cod"),
        ("wa.me/6281200000000", f"wa.me/{GONE}"),
        ("WA 0857 1234 5678 ya", f"WA {GONE} ya"),
        ("+62 857-1234-5678", GONE),
        ("(0812) 3456 7890", GONE),
        ("081234567", "081234567"),
        ("0812345678", GONE),
        ("telp 0276 321456", f"telp {GONE}"),
        ("rekening BRI 0012-01-000123-50-1 a/n Sari", f"rekening BRI {GONE} a/n Sari"),
        ("transfer ke BCA 1234567891", f"transfer ke BCA {GONE}"),
        ("no. rek 7001234567", f"no. rek {GONE}"),
        ("NIK 3399010101700001 dan hp 081234567890", f"NIK {GONE} dan hp {GONE}"),
    ],
)
def test_a_personal_number_is_taken_out(said: str, left: str) -> None:
    assert redacted(said)[0] == left


@pytest.mark.parametrize(
    "said",
    [
        "RT 01 02 03 04 05 06 07 08 belum ada lampu",
        "RT 11 12 13 14 15 16 17 18",
        "RT 02 RW 01, ada 60 KK dan 12 guru",
        "Rp 12.500.000",
        "Rp12500000000",
        "biaya 1.250.000.000 dari dana desa",
        "Rp 3399010101700001",
        "Rp.1.234.567.890.123.456",
        "total 628.123.456.000",
        "kas bank 1500000000",
        "tabungan di bank 12.500.000",
        "bank sampah 2026 RT 05",
        "tanggal 08-12-2026 10.00",
        "tgl 08/12/2026 jam 08.00-10.30",
        "08.12.2026 13.00 sampai 15.00",
        "17-08-2026 pukul 19.30, 20 orang",
        "kode desa 33.01.02.2003",
        "3301022003",
        "panjang 300 m, lebar 2,5 m, 6 titik, 8-10 warga",
        "tahun 1985 sampai 2026",
        "koordinat -7.650123, 110.123456",
        "nomor 12",
        "usulan no 7 dan no 8",
        "untuk 85 KK di RW 06",
        "60 kk kena banjir 2025 2026",
        "kk 150 rumah, 1.250.000 per kk",
        "",
        "terima kasih",
    ],
)
def test_prices_dates_and_places_are_left(said: str) -> None:
    assert redacted(said) == (said, frozenset())


@pytest.mark.parametrize(
    ("caption", "card"),
    [
        ("ini ktp saya", True),
        ("KTP", True),
        ("e-KTP suami", True),
        ("kk", True),
        ("Foto KK", True),
        ("kk saya pak", True),
        ("kartu keluarga", True),
        ("NIK ada di situ", True),
        ("12 KK kena banjir", False),
        ("ada 60 kk di RT 02", False),
        ("jalan rusak depan masjid", False),
        ("teknik sipil", False),
    ],
)
def test_the_words_under_a_card(caption: str, card: bool) -> None:
    assert names_card(caption) is card


@settings(max_examples=300)
@given(
    st.integers(11, 94), st.integers(1, 31), st.integers(1, 12), st.booleans(), st.integers(0, 99),
    st.integers(1, 9999),
    st.sampled_from(["", " ", ".", "-"]), st.sampled_from(["", "pak ", "NIK: ", "nomor saya\n"]),
    st.sampled_from(["", " ya", ".", ", terima kasih", "\nRT 02"]),
)  # fmt: skip
def test_no_nik_gets_through_however_it_is_written(
    province: int, day: int, month: int, woman: bool, year: int, serial: int, gap: str, before: str, after: str
) -> None:
    parts = [f"{province:02}01", f"02{day + 40 * woman:02}", f"{month:02}{year:02}", f"{serial:04}"]
    left, found = redacted(before + gap.join(parts) + after)
    assert left == before + GONE + after
    assert found == {Kind.CARD}


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_comes_through(text: str) -> None:
    left, found = redacted(text)
    assert found or left == text
    assert not redacted(left)[1]


def test_digits_of_many_scripts_in_a_row_are_nobodys_number() -> None:
    mixed = "\u1817\u0668\u0b6f\u06f7\u1bb0\u0be77\u0dea\u17e9\u09ee\u09ec\u096b\u1bb8\u09e8\u1819\u09ef"
    assert redacted(mixed) == (mixed, frozenset())
