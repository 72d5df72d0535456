"""What a form needs: added field by field, as people say it, and never over the proposer's words."""

import pytest

from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed
from village.detail import Field


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


async def test_one_press_and_typing_fill_a_field_and_the_card_offers_the_next(village: Play) -> None:
    await play(
        village,
        """
        Slamet: [button.back_to_card]
        edit > Slamet: queue.card [button.tidy] [button.next.kode]
        Slamet: [button.tidy]
        edit > Slamet: detail.choose
        Slamet: [button.field.volume]
        bot > Slamet: detail.ask_volume
        Slamet: 300 meter x 3 meter
        bot > Slamet: queue.card amount=900 unit=m² [button.next.kode]
        Slamet: [button.tidy]
        edit > Slamet: detail.choose
        Slamet: [button.field.kode]
        ...
        """,
    )
    await act(village, "Slamet: batal")
    await act(village, "Slamet: /usulan 1")
    await act(village, "Slamet: [button.open_card]")

    def coded(work: SqliteWork) -> None:
        village_id = work.villages.all()[0].id
        proposal = work.proposals.numbered(village_id, 1)
        assert proposal is not None
        value = {"code": "2.3.11", "name": ""}
        work.details.add(village_id, proposal.id, Field.CODE, value, proposal.author_id, "tim_penyusun")

    await village.bot.database.write(coded)
    village.heard()
    await play(
        village,
        """
        Slamet: /usulan 1
        bot > Slamet: proposal.show
        Slamet: [button.open_card]
        bot > Slamet: queue.card [button.next.penerima]
        Slamet: [button.next.penerima]
        bot > Slamet: detail.ask_men
        Slamet: 120 orang, 60 perempuan
        bot > Slamet: detail.ask_poor n=120
        Slamet: 12
        bot > Slamet: queue.card men=60 women=60 poor=12 [button.next.sdgs]
        Slamet: [button.next.sdgs]
        bot > Slamet: detail.ask_sdg
        Slamet: 9
        bot > Slamet: queue.card goal=9
        """,
    )
    assert "button.next" not in str(village.person("Slamet").messages()[-1])
