"""Prices as people type them, and what a volume then costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.price import Price, ceiling, cost, read, share, span
from village.refusal import Refusal


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("rabat beton per m 350-450 ribu", ("rabat beton", "m", 350_000, 450_000)),
        ("Lampu jalan per unit 2,5 jt", ("Lampu jalan", "unit", 2_500_000, 2_500_000)),
        ("talut / m3 Rp 800.000 sampai Rp 950.000", ("talut", "m³", 800_000, 950_000)),
        ("paving per meter persegi 120rb - 150rb", ("paving", "m²", 120_000, 150_000)),
        ("gedung per unit 1 M", ("gedung", "unit", 1_000_000_000, 1_000_000_000)),
        ("sumur per titik 12 s.d. 15 juta", ("sumur", "titik", 12_000_000, 15_000_000)),
        ("drainase per m 450-350 ribu", ("drainase", "m", 350_000, 450_000)),
    ],
)
def test_a_price_is_read(said: str, row: tuple[str, str, int, int]) -> None:
    assert read(said) == row


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("rabat beton 350 ribu", "price.refused.per"),
        ("rabat beton per tarub 350 ribu", "price.refused.unit"),
        ("rabat beton per m", "price.refused.sum"),
        ("rabat beton per m mahal", "price.refused.sum"),
        ("rabat beton per m 1-2-3 ribu", "price.refused.sum"),
        ("rabat beton per m 0", "price.refused.sum"),
        ("", "price.refused.per"),
    ],
)
def test_what_is_not_clear_is_asked_back(said: str, key: str) -> None:
    with pytest.raises(Refusal) as no:
        read(said)
    assert no.value.key == key


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(said: str) -> None:
    try:
        _, _, low, high = read(said)
    except Refusal:
        return
    assert 0 < low <= high


def test_a_range_may_be_one_sum() -> None:
    assert span("Rp 350.000") == (350_000, 350_000)


def test_the_cost_is_a_range_and_a_share_of_the_ceiling() -> None:
    row = Price(1, "rabat beton", "m", 350_000, 450_000, "survei", 2026)
    assert cost(row, 136_000) == (48_000_000, 61_000_000)
    assert cost(row, 1) == (1_000, 1_000)
    assert share(61_000_000, 180_000_000) == 34
    assert share(61_000_000, 60_000_000) == 102


def test_the_ceiling_of_the_dusun_stands_over_the_common_one_and_none_is_invented() -> None:
    settings = {"pagu_dusun": 100, "pagu_dusun_2": "200"}
    assert [ceiling(settings, dusun) for dusun in (1, 2, None)] == [100, 200, None]
    assert ceiling({}, 1) is None
