"""An office goes from one to the next by two people and a third who confirms; and nobody confirms a friend's friend."""

from storage.work import SqliteWork
from tests.council_life import chaired, opened, payload
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, introduced, joined
from village.people import State


async def test_an_office_is_handed_over_by_two_and_confirmed_by_a_third(stage: Play) -> None:
    await chaired(stage)
    await joined(stage, "Sari")
    await opened(stage, "Wati", "Wati", "[button.hand_over]")
    link = payload(stage, "Wati")
    await play(
        stage,
        """
        Wati: /start {link}
        bot > Wati: handover.refused.same
        Sari: /start {link}
        bot > Sari: appoint.accepted_provisional office=⟦office.kader⟧
        bot > Wati: appoint.taken name=Sari
        bot > Ratna: appoint.ask_confirm name=Sari office=⟦office.kader⟧ [button.confirm] [button.end]
        bot > Warga: handover.posted office=⟦office.kader⟧
        Dewi: /start {link}
        bot > Dewi: appoint.refused.used
        Wati: /kelola warga
        bot > Wati: desk.section [button.waiting]
        Ratna: /bpd
        bot > Ratna: council.show
        bot > Ratna: council.appointment name=Sari [button.confirm] [button.end]
        Ratna: [button.confirm]
        toast > Ratna: vouch.toast.done
        edit > Ratna: council.confirmed
        bot > Sari: appoint.confirmed
        bot > Wati: mandate.ended reason=⟦reason.handed_over⟧
        bot > Warga: appoint.posted office=⟦office.kader⟧
        Wati: /kelola
        bot > Wati: desk.refused.resident
        Sari: /kelola warga
        bot > Sari: desk.section [button.waiting]
        """,
        link=link,
    )


async def test_a_successor_whom_the_chair_does_not_confirm_leaves_the_old_holder_in_office(stage: Play) -> None:
    await chaired(stage)
    await joined(stage, "Sari")
    await opened(stage, "Wati", "Wati", "[button.hand_over]")
    await act(stage, f"Sari: /start {payload(stage, 'Wati')}")
    await act(stage, "Ratna: /bpd")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.end⟧]
        toast > Ratna: vouch.toast.done
        edit > Ratna: council.ended
        bot > Sari: mandate.ended reason=⟦reason.not_confirmed⟧
        bot > Warga: appoint.posted_ended
        Wati: /kelola warga
        bot > Wati: desk.section [button.waiting]
        Sari: /kelola
        bot > Sari: desk.refused.resident
        """,
    )


async def test_the_office_of_somebody_who_died_is_handed_on_without_them(stage: Play) -> None:
    await chaired(stage)
    await joined(stage, "Sari")
    await stage.bot.database.write(_died)
    await opened(stage, "Joko", "Wati")
    await play(
        stage,
        """
        Joko: /pejabat
        bot > Joko: offices.public Ratna
        Joko: [button.hand_over]
        bot > Joko: handover.link office=⟦office.kader⟧
        """,
    )
    link = payload(stage, "Joko")
    await act(stage, f"Sari: /start {link}")
    await act(stage, "Ratna: /bpd")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.confirm]
        toast > Ratna: vouch.toast.done
        edit > Ratna: council.confirmed
        bot > Sari: appoint.confirmed
        bot > Warga: appoint.posted
        """,
    )
    listed = await stage.bot.database.write(lambda work: len(work.roles.listed(work.villages.all()[0].id)))
    assert listed == 5  # Joko, Slamet, Karso, Ratna, and Sari in Bu Wati's place


def _died(work: SqliteWork) -> None:
    for mandate in work.roles.listed(work.villages.all()[0].id):
        if mandate.office == "kader":
            work.residents.settle(mandate.resident_id, State.DIED, 0)


async def test_who_is_appointed_by_the_operator_confirms_nobody_not_even_as_chair(stage: Play) -> None:
    """An operator could else bring a friend as a second chair, who confirms everybody else."""
    await chaired(stage)
    await appointed(stage, "Dewi", "office.bpd_ketua")
    await introduced(stage, "Dewi")
    await appointed(stage, "Budi", "office.kader")
    stage.heard()
    await play(
        stage,
        """
        Dewi: /bpd
        bot > Dewi: council.show
        bot > Dewi: council.appointment name=Dewi
        bot > Dewi: council.appointment name=Budi
        """,
    )
    labels = [b["text"] for m in stage.person("Dewi").messages()
              for row in m.get("reply_markup", {}).get("inline_keyboard", []) for b in row]  # fmt: skip
    assert not [label for label in labels if "button.confirm" in label]


async def test_freezing_the_chair_does_not_let_the_operator_s_next_chair_in(stage: Play) -> None:
    await chaired(stage)
    await opened(stage, "Joko", "Ratna", "[button.freeze]")
    await act(stage, "Joko: [reason.away]")
    stage.heard()
    await act(stage, "Joko: /kelola jabatan")
    await act(stage, "Joko: [button.appoint]")
    await act(stage, "Joko: [office.bpd_ketua]")
    stage.heard()
    await play(
        stage,
        """
        Dewi: /start {link}
        bot > Dewi: appoint.accepted_provisional office=⟦office.bpd_ketua⟧
        bot > Dewi: join.ask_name
        bot > Joko: appoint.taken
        bot > Warga: appoint.posted_provisional office=⟦office.bpd_ketua⟧
        """,
        link=payload(stage, "Joko"),
    )


async def test_without_a_chair_a_member_of_the_council_confirms_the_new_one(stage: Play) -> None:
    await chaired(stage)
    await appointed(stage, "Nina", "office.bpd_anggota")
    await introduced(stage, "Nina")
    await act(stage, "Ratna: /bpd")
    await act(stage, "Ratna: [button.confirm]")
    await opened(stage, "Ratna", "Ratna", "[button.hand_over]")
    await act(stage, f"Dewi: /start {payload(stage, 'Ratna')}")
    assert {who for _, who, text, _ in stage.heard() if "appoint.ask_confirm" in text} == {"Nina"}
    await play(
        stage,
        """
        Ratna: /bpd
        bot > Ratna: council.show
        bot > Ratna: council.appointment name=Dewi
        Nina: /bpd
        bot > Nina: council.show
        bot > Nina: council.appointment name=Dewi [button.confirm]
        Nina: [button.confirm]
        toast > Nina: vouch.toast.done
        edit > Nina: council.confirmed
        bot > Dewi: appoint.confirmed
        bot > Ratna: mandate.ended
        bot > Warga: appoint.posted office=⟦office.bpd_ketua⟧
        """,
    )
