"""[Daftar prioritas] and [Isi rencana]: what everybody may read, with the reason for each place and honest sums."""

from tests.chats.test_gatherings import begun, villagers, women_met
from tests.chats.test_prices import opened, priced
from tests.decision_life import moved, teams
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed, ruled
from village.proposal import Status


async def dusun_met(stage: Play, *numbers: int) -> None:
    """Dusun Krajan has met; Pak Slamet entered its order, Bu Ratna agreed."""
    await begun(stage, "Slamet", "[gathering.musdus]", "[name=Krajan]", "[button.today]")
    for line in (
        " ".join(map(str, numbers)), "[button.done_picking]", "[button.none_put_off]", "[button.goes_on]", "12", "5",
        "[button.to_second]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    await act(stage, "Ratna: [button.step_yes]")
    stage.heard()


async def test_the_women_s_list_has_its_kept_place_and_everybody_reads_why(stage: Play) -> None:
    await villagers(stage)
    await ruled(stage, daftar_prioritas=2, slot_perempuan=1)
    await women_met(stage, 3)
    await dusun_met(stage, 1, 2)
    await play(
        stage,
        """
        Tini: /usulan
        bot > Tini: proposal.list [button.priorities] [button.outcome]
        Tini: [button.priorities]
        bot > Tini: shortlist.show total=3 top=2 slots=1 shortlist.why_rank [button.held]
        Tini: [button.held]
        bot > Tini: gather.list gather.came⟧ n=17 gather.came⟧ n=24 [at=1] [at=2]
        Tini: [button.held_list⟧ at=1]
        bot > Tini: gather.public gathering.musdus Krajan gather.came⟧ n=17 rank=1 number=1 rank=2 number=2
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.outcome]
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.priorities]
        Slamet: [button.priorities]
        bot > Slamet: shortlist.show
        """,
    )


async def test_a_place_is_kept_where_the_women_would_stand_too_low(stage: Play) -> None:
    await villagers(stage)
    await ruled(stage, daftar_prioritas=1, slot_perempuan=1)
    await women_met(stage, 3, 2)
    await dusun_met(stage, 1)
    await ruled(stage, daftar_prioritas=2, slot_perempuan=2)
    await play(
        stage,
        """
        Tini: /usulan
        bot > Tini: proposal.list
        Tini: [button.priorities]
        bot > Tini: shortlist.show shortlist.why_kept⟧ rank=2 of=2
        """,
    )
    shown = str(stage.person("Tini").messages()[-1]["text"])
    places = [shown.index(f"number={n} ") for n in (3, 2, 1)]
    assert places == sorted(places)


async def test_what_stands_in_the_draft_of_the_plan_stays_on_the_list(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI, Status.LAYAK, Status.RANCANGAN_RKP)
    await moved(stage, 2, Status.VERIFIKASI)
    await play(
        stage,
        """
        Tini: Daftar prioritas
        bot > Tini: shortlist.show total=2 shortlist.line_planned⟧ place=1 number=1 status.rancangan_rkp
        Tini: hasil keputusan
        bot > Tini: result.none [button.priorities] [button.outcome]
        Tini: isi rencana
        bot > Tini: outcome.show
        Tini: Jadwal
        bot > Tini: schedule.none
        Tini: nilai
        bot > Tini: score.refused.none_yet
        """,
    )


async def test_a_list_looked_at_in_between_costs_a_draft_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: /usul Lampu jalan di gang masjid mati
        bot > Sari: propose.ask_dusun
        Sari: daftar prioritas
        bot > Sari: shortlist.none
        bot > Sari: talk.still_open [button.resume]
        Sari: [button.resume]
        bot > Sari: propose.ask_dusun
        Sari: /hasil
        bot > Sari: result.none
        bot > Sari: talk.still_open
        Sari: [button.priorities]
        bot > Sari: shortlist.none
        Sari: Ngasem RT 2
        bot > Sari: propose.ask_benefit
        """,
    )


async def test_what_was_withdrawn_keeps_its_place_without_a_name_and_few_people_are_not_counted(stage: Play) -> None:
    await villagers(stage)
    await begun(stage, "Slamet", "[gathering.kelompok]", "[button.whole_village]", "[gathering.group.tani]")
    for line in ("[button.yesterday]", "1 3", "[button.done_picking]", "[button.none_put_off]", "[button.stays]", "4",
                 "2", "[button.to_second]"):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]"):
        await act(stage, f"Sari: {line}")
    await act(stage, "Ratna: [button.step_yes]")
    await act(stage, "Tini: /usulan")
    await act(stage, "Tini: [button.priorities]")
    stage.heard()
    await play(
        stage,
        """
        Tini: [button.held]
        bot > Tini: gather.list gather.came_few⟧ n=10
        Tini: [button.held_list]
        bot > Tini: gather.public gathering.group.tani gather.line_gone⟧ rank=1 rank=2 number=3
        """,
    )


async def test_before_anything_was_discussed_the_lists_say_so(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await play(
        stage,
        """
        Sari: /hasil
        bot > Sari: result.none [button.priorities] [button.outcome]
        Sari: [button.priorities]
        bot > Sari: shortlist.none
        Sari: [button.outcome]
        bot > Sari: outcome.none year=2027
        """,
    )


async def test_destinations_are_summed_by_lane_and_what_has_no_price_is_said(stage: Play) -> None:
    await teams(stage)
    await priced(stage)
    await opened(stage, "[button.tidy]", "[button.field.volume]", "136 m", "[button.tidy]", "[button.field.harga]")
    await act(stage, "Slamet: [name=rabat]")
    for number in (1, 2):
        await moved(stage, number, Status.VERIFIKASI, Status.LAYAK, Status.RANCANGAN_RKP)
    await moved(stage, 3, Status.VERIFIKASI, Status.LAYAK, Status.DU_RKP)
    await play(
        stage,
        """
        Tini: /hasil
        bot > Tini: result.none
        Tini: [button.outcome]
        bot > Tini: outcome.show year=2027 outcome.sum_partly⟧ n=2 61.000.000 unpriced=1 outcome.no_ceiling
        Tini: [outcome.rkp]
        bot > Tini: outcome.list outcome.rkp n=2 number=1 number=2 outcome.unpriced
        Tini: [outcome.du_rkp]
        bot > Tini: outcome.list outcome.du_rkp n=1 number=3
        """,
    )
    await ruled(stage, pagu_dusun=90_000_000)
    await act(stage, "Tini: [button.outcome]")
    ((_, _, told, _),) = stage.heard()
    assert "outcome.share⟧ n=34" in told and "180.000.000" in told
