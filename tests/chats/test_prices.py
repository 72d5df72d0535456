"""The list of unit prices, the ceilings, and what a proposal may cost by them; what is missing is never invented."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari has proposed a road in Krajan; Pak Slamet of the team has its card open."""
    await founded(stage)
    await joined(stage, "Sari")
    for line in ("Jalan gang masjid rusak", "[button.yes_proposal]", "[name=Krajan]", "[button.whole_dusun]",
                 "[benefit.semua]", "[button.yes_send]"):  # fmt: skip
        await act(stage, f"Sari: {line}")
    stage.heard()
    return stage


async def priced(stage: Play) -> None:
    for line in ("/kelola usulan", "[button.prices]", "[button.add_price]", "rabat beton per m 350-450 ribu",
                 "survei toko Kutoarjo", "2025"):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()


async def opened(stage: Play, *lines: str) -> None:
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]", *lines):
        await act(stage, f"Slamet: {line}")
    stage.heard()


async def test_a_price_is_typed_in_one_sentence_and_keeps_its_source_and_year(village: Play) -> None:
    await play(
        village,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section [button.queue] [button.prices]
        Slamet: [button.prices]
        bot > Slamet: price.list ⟦price.none_yet⟧ [button.add_price] [button.ceiling]
        Slamet: [button.add_price]
        bot > Slamet: price.ask_line
        Slamet: rabat beton 350 ribu
        bot > Slamet: price.refused.per
        Slamet: rabat beton per m 350-450 ribu
        bot > Slamet: price.ask_source
        Slamet: x
        bot > Slamet: price.refused.source
        Slamet: survei toko Kutoarjo
        bot > Slamet: price.ask_year [year=2025] [year=2026]
        Slamet: 1999
        bot > Slamet: price.refused.year
        Slamet: [year=2026]
        bot > Slamet: price.done name=rabat unit=m 350.000 450.000 year=2026
        Slamet: [button.prices]
        bot > Slamet: price.list name=rabat source=survei
        """,
    )


async def test_the_card_says_what_is_missing_and_then_the_cost_as_a_share_of_the_ceiling(village: Play) -> None:
    await opened(village)
    assert "estimate.no_volume" in village.person("Slamet").messages()[-1]["text"]
    await play(
        village,
        """
        Slamet: [button.tidy]
        edit > Slamet: detail.choose [button.field.harga]
        Slamet: [button.field.harga]
        toast > Slamet: detail.refused.no_volume
        Slamet: [button.field.volume]
        bot > Slamet: detail.ask_volume
        Slamet: 136 m
        bot > Slamet: queue.card ⟦estimate.no_price⟧
        Slamet: [button.field.harga]
        toast > Slamet: detail.refused.no_price
        """,
    )
    await priced(village)
    await opened(village, "[button.tidy]")
    await play(
        village,
        """
        Slamet: [button.field.harga]
        bot > Slamet: detail.ask_price name=rabat [name=rabat]
        Slamet: [name=rabat]
        bot > Slamet: queue.card ⟦estimate.cost⟧ Rp48.000.000 Rp61.000.000 ⟦estimate.no_ceiling⟧
        Slamet: [button.prices]
        bot > Slamet: price.list
        Slamet: [button.ceiling]
        bot > Slamet: ceiling.list ⟦ceiling.unknown⟧ [name=Krajan] [name=Ngasem]
        Slamet: [name=Krajan]
        bot > Slamet: ceiling.ask_sum dusun=Krajan
        Slamet: banyak
        bot > Slamet: price.refused.sum
        Slamet: 180 juta
        bot > Slamet: price.ask_source
        Slamet: Musdes 12 Januari
        bot > Slamet: price.ask_year
        Slamet: [year=2026]
        bot > Slamet: ceiling.done dusun=Krajan Rp180.000.000 year=2026
        """,
    )
    await opened(village)
    card = village.person("Slamet").messages()[-1]["text"]
    assert "estimate.share⟧ n=34" in card and "estimate.over" not in card


async def test_a_cost_over_the_ceiling_is_better_split(village: Play) -> None:
    await priced(village)
    for line in ("[button.prices]", "[button.ceiling]", "[name=Krajan]", "50 jt", "Musdes 12 Januari", "2026"):
        await act(village, f"Slamet: {line}")
    await opened(village, "[button.tidy]", "[button.field.volume]", "136 m", "[button.tidy]", "[button.field.harga]")
    await play(
        village,
        """
        Slamet: [name=rabat]
        bot > Slamet: queue.card ⟦estimate.share⟧ n=122 ⟦estimate.over⟧
        """,
    )
