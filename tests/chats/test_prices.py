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
    for line in ("/kelola rencana", "[button.prices]", "[button.add_price]", "rabat beton per m 350-450 ribu",
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
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.prices] [button.words]
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


async def test_a_fund_s_ceiling_has_a_year_and_the_card_says_how_much_of_it(village: Play) -> None:
    await priced(village)
    await play(
        village,
        """
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.prices]
        Slamet: [button.prices]
        bot > Slamet: price.list
        Slamet: [button.ceiling]
        bot > Slamet: ceiling.list [button.funds]
        Slamet: [button.funds]
        bot > Slamet: ceiling.funds ⟦ceiling.unknown⟧ [fund.dds] [fund.pad] [fund.dll]
        Slamet: [fund.dds]
        bot > Slamet: ceiling.ask_fund_sum ⟦fund.dds⟧
        Slamet: lumayan
        bot > Slamet: price.refused.sum
        Slamet: 180 juta
        bot > Slamet: price.ask_source
        Slamet: Surat bupati 12 Februari
        bot > Slamet: ceiling.ask_year [year=2026] [year=2027]
        Slamet: 2031
        bot > Slamet: price.refused.year
        Slamet: [year=2027]
        bot > Slamet: ceiling.fund_done ⟦fund.dds⟧ Rp180.000.000 source=Surat year=2027
        Slamet: [button.funds]
        bot > Slamet: ceiling.funds ⟦ceiling.fund⟧ year=2027
        """,
    )
    await opened(village, "[button.tidy]", "[button.field.volume]", "136 m", "[button.tidy]", "[button.field.harga]")
    await play(
        village,
        """
        Slamet: [name=rabat]
        bot > Slamet: queue.card ⟦estimate.fund⟧ n=34 ⟦fund.dds⟧ year=2027
        Sari: 1
        bot > Sari: proposal.show ⟦public.volume⟧ ⟦public.cost⟧ ⟦public.price⟧ survei ⟦estimate.fund⟧ n=34
        """,
    )
    assert "estimate.no_ceiling" not in village.person("Slamet").messages()[-1]["text"]
    assert village.rows("SELECT object FROM book WHERE action = 'ceiling_set'") == [("fund:DDS",)]


@pytest.mark.parametrize(
    ("men", "women", "poor", "seen", "hidden"),
    [
        (3, 4, 7, "public.people_few", "public.people⟧"),
        (12, 9, 9, "public.people⟧ n=21", "public.people_parts"),
        (12, 15, 9, "public.people_parts⟧ men=12 women=15", "public.people_poor"),
        (12, 15, 20, "public.people⟧ n=27", "public.people_poor"),
        (60, 50, 40, "public.people_poor⟧ n=40", "public.people_few"),
    ],
)
async def test_for_how_many_is_public_but_no_small_figure(
    village: Play, men: int, women: int, poor: int, seen: str, hidden: str
) -> None:
    await opened(village, "[button.tidy]", "[button.field.penerima]", str(men), str(women), str(poor))
    await act(village, "Sari: 1")
    page = village.person("Sari").messages()[-1]["text"]
    assert seen in page and hidden not in page


async def test_a_price_half_typed_waits_behind_another_button(village: Play) -> None:
    for line in ("/kelola rencana", "[button.prices]", "[button.add_price]", "rabat beton per m 350-450 ribu"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.ceiling]
        bot > Slamet: ceiling.list
        Slamet: [name=Krajan]
        bot > Slamet: ceiling.ask_sum
        Slamet: 120 juta
        bot > Slamet: price.ask_source
        Slamet: /usul
        bot > Slamet: talk.still_open
        Slamet: [button.cancel]
        bot > Slamet: talk.stopped
        bot > Slamet: talk.paused [button.resume] [button.cancel]
        Slamet: [button.resume]
        bot > Slamet: price.ask_source
        Slamet: survei toko Kutoarjo
        bot > Slamet: price.ask_year
        Slamet: 2025
        bot > Slamet: price.done name=rabat unit=m
        """,
    )


async def test_what_waits_half_typed_is_offered_behind_all_that_follows(village: Play) -> None:
    for line in ("/kelola rencana", "[button.prices]", "[button.add_price]", "rabat beton per m 350-450 ribu"):
        await act(village, f"Slamet: {line}")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]", "[button.tidy]",
                 "[button.field.volume]"):  # fmt: skip
        await act(village, f"Slamet: {line}")
    village.heard()
    await act(village, "Slamet: 300 m")
    assert "⟦talk.paused⟧" in [key for _, _, key, _ in village.heard()]
    await act(village, "Slamet: [button.cancel]")
    assert [key.split("⟧")[0] for _, _, key, _ in village.heard()] == ["⟦talk.stopped"]
    await act(village, "Slamet: /batal")
    assert [key.split("⟧")[0] for _, _, key, _ in village.heard()] == ["⟦talk.nothing_open"]
