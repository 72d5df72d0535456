"""What a form needs: added field by field, as people say it, and never over the proposer's words."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari has proposed a lamp; Pak Slamet of the team has its card open and pressed [Rapikan]."""
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "lampu jln di gang masjid peteng tok")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]", "[button.tidy]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    return stage


async def test_a_volume_is_typed_as_people_say_it_and_asked_back_where_it_may_mean_two(village: Play) -> None:
    await play(
        village,
        """
        Slamet: [button.field.volume]
        bot > Slamet: detail.ask_volume
        Slamet: banyak sekali
        bot > Slamet: detail.refused.volume
        Slamet: 300
        bot > Slamet: detail.refused.unit amount=300
        Slamet: 1.5 km
        bot > Slamet: detail.refused.point comma=1,5
        Slamet: 3 tarub
        bot > Slamet: detail.refused.unit_unknown unit=tarub
        Slamet: kira2 1.500 meter
        bot > Slamet: queue.card ⟦detail.volume⟧ amount=1.500 unit=m ⟦queue.added⟧ ⟦office.tim_penyusun⟧
        """,
    )


async def test_title_people_lane_and_goal_are_added_and_nobody_is_told(village: Play) -> None:
    await play(
        village,
        """
        Slamet: [button.field.judul]
        bot > Slamet: detail.ask_title
        Slamet: PJU
        bot > Slamet: detail.refused.title
        Slamet: Lampu jalan gang masjid
        bot > Slamet: queue.card title=Lampu ⟦lane.partisipatif⟧
        Slamet: [button.field.penerima]
        bot > Slamet: detail.ask_men
        Slamet: 120
        bot > Slamet: detail.ask_women
        Slamet: kira-kira 130 orang
        bot > Slamet: detail.ask_poor n=250
        Slamet: 300
        bot > Slamet: detail.refused.poor n=250
        Slamet: empat puluh
        bot > Slamet: queue.card men=120 women=130 poor=40
        Slamet: [button.field.jalur]
        bot > Slamet: detail.ask_lane [lane.politis]
        Slamet: [lane.teknokratis]
        bot > Slamet: queue.card ⟦lane.teknokratis⟧
        Slamet: [button.field.sdgs]
        bot > Slamet: detail.ask_sdg [goal=18]
        Slamet: 19
        bot > Slamet: detail.refused.sdg most=18
        Slamet: [goal=7]
        bot > Slamet: queue.card goal=7
        Sari: 1
        bot > Sari: proposal.show title=Lampu
        """,
    )
    assert village.rows("SELECT version, words FROM proposal_version") == [
        (1, "lampu jln di gang masjid peteng tok"),
        (2, "lampu jln di gang masjid peteng tok"),
    ]
    assert village.rows("SELECT COUNT(*) FROM book WHERE action = 'proposal_detailed'") == [(4,)]


async def test_a_later_word_counts_and_the_earlier_stays_in_the_path(village: Play) -> None:
    for words in ("2 unit", "3 unit"):
        await act(village, "Slamet: [button.field.volume]")
        await act(village, f"Slamet: {words}")
    card = village.person("Slamet").messages()[-1]["text"]
    assert card.count("amount=3") == 2 and card.count("amount=2") == 1
    assert village.rows("SELECT value FROM proposal_detail ORDER BY id") == [
        ('{"milli":2000,"unit":"unit"}',),
        ('{"milli":3000,"unit":"unit"}',),
    ]
