"""Gatherings of a dusun, of women and of groups: their list, its order, and what becomes of each proposal."""

from tests.decision_life import moved, supported
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, proposed
from village.proposal import Status


async def villagers(stage: Play) -> None:
    """Bu Sari and Pak Budi have three proposals; Bu Ratna chairs the BPD; Bu Tini has joined."""
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    await joined(stage, "Sari", "Budi", "Tini")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await proposed(stage, "Budi", "Sumur bor dekat musola")


async def begun(stage: Play, name: str, *lines: str) -> None:
    for line in ("/kelola musyawarah", "[button.gatherings]", "[button.gather_new]", *lines):
        await act(stage, f"{name}: {line}")
    stage.heard()


async def women_met(stage: Play, *numbers: int) -> None:
    """The women have met; Pak Slamet entered what they want, Bu Ratna agreed."""
    await begun(stage, "Slamet", "[gathering.mkp]", "[button.whole_village]", "[button.today]")
    picks = [f"[number={number}]" for number in numbers]
    for line in (
        *picks, "[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "[button.nobody]", "24",
        "[button.to_second]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    await act(stage, "Ratna: [button.step_yes]")
    stage.heard()


async def test_a_dusun_orders_its_proposals_and_each_proposer_hears_the_place_once(stage: Play) -> None:
    await villagers(stage)
    await supported(stage, 1, "Tini")
    await play(
        stage,
        """
        Wati: /kelola musyawarah
        bot > Wati: desk.section [button.gatherings]
        Wati: [button.gatherings]
        bot > Wati: gather.show n=0 [button.gather_new]
        Wati: [button.gather_new]
        bot > Wati: gather.ask_kind [gathering.musdus] [gathering.mkp] [gathering.kelompok]
        Wati: [gathering.musdus]
        bot > Wati: gather.ask_day [button.today] [button.yesterday]
        Wati: 5 Mei 2026
        bot > Wati: gather.refused.day
        Wati: kemarin
        bot > Wati: gather.ask_items n=0 [number=1] [number=2] [number=3]
        Wati: [number=3]
        edit > Wati: gather.ask_items n=1 [button.ranked⟧ rank=1 number=3] [button.done_picking]
        Wati: [number=2]
        edit > Wati: gather.ask_items n=2 [button.ranked⟧ rank=2 number=2]
        Wati: [number=3]
        edit > Wati: gather.ask_items n=1 [button.ranked⟧ rank=1 number=2]
        Wati: 1, 3
        bot > Wati: gather.ask_items n=3 [rank=2 number=1] [rank=3 number=3]
        Wati: 99
        bot > Wati: gather.refused.number number=99
        Wati: [button.done_picking]
        bot > Wati: gather.ask_put_off [button.none_put_off]
        Wati: [number=3]
        edit > Wati: gather.ask_put_off [button.put_off⟧ number=3]
        Wati: [button.done_picking]
        bot > Wati: gather.ask_why n=1 [why.dana_tidak_cukup] [why.data_kurang]
        Wati: [why.data_kurang]
        bot > Wati: gather.ask_on [button.goes_on] [button.stays]
        Wati: [button.goes_on]
        bot > Wati: gather.ask_men
        Wati: banyak sekali
        bot > Wati: gather.refused.count
        Wati: 12
        bot > Wati: gather.ask_women
        Wati: 17
        bot > Wati: gather.preview Krajan men=12 women=17 rank=1 number=2 why.data_kurang gather.next_on
        Wati: [button.to_second]
        bot > Wati: gather.asked
        bot > Slamet: gather.ask_second men=12 women=17 [button.step_yes] [button.step_no]
        bot > Karso: gather.ask_second
        bot > Ratna: gather.ask_second
        Wati: [button.gatherings]
        bot > Wati: gather.show n=1
        bot > Wati: gather.own_waits [button.take_back]
        Karso: [button.step_yes]
        edit > Karso: gather.agreed Krajan
        bot > Wati: gather.agreed_first name=Karso
        bot > Sari: digest.show digest.gathered⟧ number=2 Krajan rank=1 of=3 number=1 rank=2
        bot > Tini: news.supported gather.told number=1 rank=2
        bot > Budi: gather.told number=3 rank=3 status.tertunda data_kurang
        Slamet: [button.step_yes]
        toast > Slamet: gather.refused.settled
        Tini: 2
        bot > Tini: proposal.show gather.ranked⟧ rank=1 of=3 office.kader office.rt
        """,
    )
    assert stage.rows("SELECT action, role FROM book WHERE object LIKE 'gathering:%' ORDER BY seq") == [
        ("gathering_entered", "kader"),
        ("gathering_confirmed", "rt"),
    ]


async def test_a_group_with_a_name_gives_ranks_and_its_proposals_stay_to_be_discussed(stage: Play) -> None:
    await villagers(stage)
    await moved(stage, 3, Status.VERIFIKASI)
    await begun(stage, "Slamet")
    await play(
        stage,
        """
        Slamet: [gathering.kelompok]
        bot > Slamet: gather.ask_dusun [name=Krajan] [name=Ngasem] [button.whole_village]
        Slamet: [name=Ngasem]
        bot > Slamet: gather.ask_name [gathering.group.pkk] [gathering.group.tani]
        Slamet: ab
        bot > Slamet: gather.refused.name
        Slamet: Kelompok Tani Sri Rejeki
        bot > Slamet: gather.ask_day
        Slamet: [button.yesterday]
        bot > Slamet: gather.ask_items
        Slamet: 3 2
        bot > Slamet: gather.ask_items n=2
        Slamet: [button.done_picking]
        bot > Slamet: gather.ask_put_off
        Slamet: [button.none_put_off]
        bot > Slamet: gather.ask_on
        Slamet: [button.stays]
        bot > Slamet: gather.ask_men [button.nobody]
        Slamet: [button.nobody]
        bot > Slamet: gather.ask_women
        Slamet: 0
        bot > Slamet: gather.refused.people
        Slamet: 7
        bot > Slamet: gather.preview Rejeki
        Slamet: [button.to_second]
        bot > Slamet: gather.asked
        bot > Ratna: gather.ask_second Rejeki
        Ratna: [button.step_yes]
        edit > Ratna: gather.agreed
        bot > Slamet: gather.agreed_first name=Ratna
        bot > Budi: gather.told number=3 rank=1 of=2 Rejeki status.verifikasi
        bot > Sari: gather.told number=2 rank=2 of=2 Rejeki status.dibahas_musdus
        """,
    )


async def test_what_moved_meanwhile_stays_where_it_is(stage: Play) -> None:
    await villagers(stage)
    await begun(stage, "Slamet", "[gathering.mkp]", "[button.whole_village]", "[button.today]")
    for line in ("1 2", "[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "[button.nobody]", "24"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: [button.to_second]")
    stage.heard()
    await play(
        stage,
        """
        -- 49 jam kemudian
        bot > Ratna: gather.remind women=24 [button.step_yes] [button.step_no]
        -- 3 hari kemudian
        """,
    )
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]"):
        await act(stage, f"Sari: {line}")
    await moved(
        stage,
        2,
        Status.VERIFIKASI,
    )
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.step_yes]
        edit > Ratna: gather.agreed
        bot > Slamet: gather.agreed_first
        bot > Sari: gather.told number=2 rank=2 of=2 status.verifikasi
        """,
    )
    assert stage.rows("SELECT status FROM proposal WHERE number < 3 ORDER BY number") == [("dicabut",), ("verifikasi",)]


async def test_the_second_says_no_or_the_first_takes_it_back_and_nothing_is_entered(stage: Play) -> None:
    await villagers(stage)
    for answer in ("no", "back"):
        await begun(stage, "Slamet", "[gathering.mkp]", "[button.whole_village]", "[button.today]", "1")
        for line in ("[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "[button.nobody]", "24"):
            await act(stage, f"Slamet: {line}")
        await act(stage, "Slamet: [button.to_second]")
        stage.heard()
        if answer == "no":
            await play(
                stage,
                """
                Ratna: [button.step_no]
                edit > Ratna: gather.you_declined
                bot > Slamet: gather.declined_first name=Ratna
                """,
            )
    await play(
        stage,
        """
        Slamet: [button.gatherings]
        bot > Slamet: gather.show n=1
        bot > Slamet: gather.own_waits
        Slamet: [button.take_back]
        edit > Slamet: gather.you_declined
        Ratna: [button.step_yes]
        toast > Ratna: gather.refused.settled
        """,
    )
    assert stage.rows("SELECT DISTINCT status FROM proposal") == [("diterima",)]


async def test_a_dusun_without_proposals_and_a_change_of_mind_end_kindly(stage: Play) -> None:
    await founded(stage)
    await begun(stage, "Slamet", "[gathering.musdus]", "[name=Ngasem]")
    await play(
        stage,
        """
        Slamet: [button.today]
        bot > Slamet: gather.ask_none [button.cancel]
        Slamet: [button.cancel]
        bot > Slamet: gather.stopped
        """,
    )


async def test_one_helper_alone_enters_no_gathering(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await act(stage, "-- 1 hari kemudian")
    await begun(stage, "Slamet", "[gathering.musdus]", "[name=Ngasem]", "[button.today]", "1")
    for line in ("[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "[button.nobody]", "24"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.to_second]
        toast > Slamet: step.refused.nobody
        """,
    )


async def test_an_officer_of_one_dusun_answers_for_no_other(stage: Play) -> None:
    await villagers(stage)
    await appointed(stage, "Budi", "office.kadus")
    await begun(stage, "Slamet", "[gathering.musdus]", "[name=Krajan]", "[button.today]", "1")
    for line in ("[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "[button.nobody]", "24"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await act(stage, "Slamet: [button.to_second]")
    heard = {who for _, who, text, _ in stage.heard() if "gather.ask_second" in text}
    assert heard == {"Wati", "Karso", "Ratna"}
