"""Volumes as people type them; what may mean two things is asked back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.detail import UNITS, figures, people, quantity
from village.refusal import Refusal


@pytest.mark.parametrize(
    ("said", "milli", "unit"),
    [
        ("300 m", 300_000, "m"),
        ("300m", 300_000, "m"),
        ("kira2 2 unit", 2_000, "unit"),
        ("kira-kira 2 unit.", 2_000, "unit"),
        ("panjang sekitar 1.500 meter", 1_500_000, "m"),
        ("1,5 km", 1_500, "km"),
        ("2 x 3 m", 6_000, "m²"),
        ("300 meter x 3 meter", 900_000, "m²"),
        ("300 m x 3 m x 0,2 m", 180_000, "m³"),
        ("300 x 3 m", 900_000, "m²"),
        ("300x3m", 900_000, "m²"),
        ("3 titik @ 20 m", 60_000, "m"),
        ("3 titik x 20 meter", 60_000, "m"),
        ("2 x 20 orang", 40_000, "orang"),
        ("4 kali 25 meter", 100_000, "m²"),
        ("3 kali", 3_000, "kali"),
        ("120 orang, 60 perempuan", 120_000, "orang"),
        ("0,5 m × 0,5 m", 250, "m²"),
        ("1.250,75 m2", 1_250_750, "m²"),
        ("dua titik", 2_000, "titik"),
        ("dua puluh lima batang", 25_000, "batang"),
        ("12 M3", 12_000, "m³"),
    ],
)
def test_a_volume_is_read(said: str, milli: int, unit: str) -> None:
    assert quantity(said) == (milli, unit)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("1.5", "detail.refused.unit"),
        ("1.5 m", "detail.refused.point"),
        ("300", "detail.refused.unit"),
        ("seratus", "detail.refused.unit"),
        ("0 m", "detail.refused.volume"),
        ("300 x 3", "detail.refused.unit"),
        ("3 unit x 2 bulan", "detail.refused.volume"),
        ("3 m x 2 ha", "detail.refused.volume"),
        ("1.5 m x 3 m", "detail.refused.point"),
        ("999999999 m x 999999999 m", "detail.refused.volume"),
        ("1,2,3 m", "detail.refused.volume"),
        ("999999999 m", None),
        ("9.999.999.999 m", "detail.refused.volume"),
        ("banyak", "detail.refused.volume"),
        ("", "detail.refused.volume"),
        ("3 tarub", "detail.refused.unit_unknown"),
    ],
)
def test_what_is_not_clear_is_asked_back(said: str, key: str | None) -> None:
    if key is None:
        assert quantity(said) == (999_999_999_000, "m")
        return
    with pytest.raises(Refusal) as no:
        quantity(said)
    assert no.value.key == key


@given(st.integers(1, 10**12), st.sampled_from(sorted(UNITS)))
def test_what_is_written_is_read_again(milli: int, unit: str) -> None:
    assert quantity(f"{figures(milli)} {unit}") == (milli, UNITS[unit])


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(said: str) -> None:
    try:
        milli, unit = quantity(said)
    except Refusal:
        return
    assert milli > 0 and unit in UNITS.values()


def test_the_poor_are_among_those_who_benefit() -> None:
    assert people(10, 12, 22) == {"men": 10, "women": 12, "poor": 22}
    with pytest.raises(Refusal):
        people(10, 12, 23)
