"""Offices in the village: letters of appointment, freezes, hand-overs, ends; and who may do which."""

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined


async def chaired(stage: Play) -> None:
    """Bu Ratna is the first chair of the BPD; she has confirmed Bu Wati, Pak Slamet and Pak Karso."""
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    await act(stage, "Ratna: /bpd")
    for _ in range(3):
        await act(stage, "Ratna: [button.confirm]")
    stage.heard()


async def opened(stage: Play, who: str, name: str, line: str = "") -> None:
    """Somebody opens the office of somebody at the desk, and presses there."""
    for step in ("/kelola", "[button.offices]", f"[name={name}]", *([line] if line else [])):
        await act(stage, f"{who}: {step}")
    stage.heard()


def payload(stage: Play, who: str) -> str:
    text = stage.person(who).messages()[-1]["text"]
    return str(text.split("start=")[1].split()[0])


async def test_a_letter_of_appointment_is_asked_for_kindly(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    stage.heard()
    await play(
        stage,
        """
        Joko: [button.letter]
        bot > Joko: letter.ask_number office=⟦office.bpd_ketua⟧ [button.no_letter]
        Joko: 141/07/2026
        bot > Joko: letter.ask_dated
        Joko: kapan ya
        bot > Joko: letter.refused.date
        Joko: 2 Februari 2026
        bot > Joko: letter.ask_from [button.from_day] [button.from_now]
        Joko: [button.from_day]
        bot > Joko: letter.ask_until_law n=8 source=UU [n=8] [button.until_open]
        Joko: 3 Januari 2020
        bot > Joko: letter.refused.until
        Joko: [button.until_law]
        bot > Joko: letter.done_until 2034
        Joko: /pejabat
        bot > Joko: offices.public Ratna begins=Senin, 2 Februari 2026 2034 Wati offices.mark_provisional
        Wati: pejabat
        bot > Wati: offices.public Ratna
        Joko @ Warga: /pejabat
        bot > Warga: offices.public Ratna
        """,
    )


async def test_where_there_is_no_letter_yet_that_is_all_right(stage: Play) -> None:
    await chaired(stage)
    await opened(stage, "Ratna", "Wati")
    await play(
        stage,
        """
        Ratna: [button.letter]
        bot > Ratna: letter.ask_number
        Ratna: [button.no_letter]
        bot > Ratna: letter.ask_from [button.from_now]
        Ratna: [button.from_now]
        bot > Ratna: letter.ask_until [button.until_open]
        Ratna: 2 tahun
        bot > Ratna: letter.done_until 2028
        Joko: /kelola
        bot > Joko: desk.show
        Joko: [button.offices]
        bot > Joko: offices.desk n=5 [name=Wati] [name=Joko]
        Joko: [name=Wati]
        bot > Joko: offices.detail offices.no_letter 2028 [button.freeze] [button.hand_over]
        Joko: [button.letter]
        ...
        """,
    )
    wati = [row for row in stage.person("Joko").messages() if "offices.detail" in row.get("text", "")][-1]
    labels = [b["text"] for row in wati["reply_markup"]["inline_keyboard"] for b in row]
    assert not [label for label in labels if "button.letter" in label]  # confirmed with its end: only a chair's


async def test_a_frozen_mandate_gives_no_right_until_it_is_given_free(stage: Play) -> None:
    await chaired(stage)
    await act(stage, f"Sari: {'/start warga_3301022003'}")
    await introduced(stage, "Sari")
    await opened(stage, "Ratna", "Wati")
    await play(
        stage,
        """
        Ratna: [button.freeze]
        bot > Ratna: offices.ask_freeze office=⟦office.kader⟧ [reason.away] [reason.phone]
        Ratna: 123
        bot > Ratna: offices.refused.reason
        Ratna: HP Bu Wati hilang di pasar
        bot > Ratna: offices.done_freeze
        bot > Wati: mandate.frozen reason=HP Bu Wati hilang di pasar
        bot > Warga: mandate.posted_frozen office=⟦office.kader⟧
        Wati: [button.vouch_yes]
        toast > Wati: rights.refused.vouch
        Wati: /kelola
        bot > Wati: desk.refused.resident
        Joko: /pejabat
        bot > Joko: offices.public offices.mark_frozen
        Joko: /kelola
        bot > Joko: desk.show
        Joko: [button.offices]
        bot > Joko: offices.desk
        Joko: [name=Wati]
        bot > Joko: offices.detail reason=HP [button.hand_over]
        Ratna: /kelola
        bot > Ratna: desk.show
        Ratna: [button.offices]
        bot > Ratna: offices.desk
        Ratna: [name=Wati]
        bot > Ratna: offices.detail [button.thaw]
        Ratna: [button.thaw]
        toast > Ratna: vouch.toast.done
        edit > Ratna: offices.thawed
        bot > Wati: mandate.thawed
        bot > Warga: mandate.posted_thawed
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes
        bot > Sari: join.vouched
        """,
    )


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
        bot > Sari: appoint.accepted office=⟦office.kader⟧
        bot > Wati: appoint.taken name=Sari
        bot > Warga: handover.posted office=⟦office.kader⟧
        Dewi: /start {link}
        bot > Dewi: appoint.refused.used
        Wati: /kelola
        bot > Wati: desk.show [button.waiting]
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
        Sari: /kelola
        bot > Sari: desk.show [button.waiting]
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
        Wati: /kelola
        bot > Wati: desk.show [button.waiting]
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


def _died(work: object) -> None:
    from village.people import State

    village = work.villages.all()[0].id  # type: ignore[attr-defined]
    for mandate in work.roles.listed(village):  # type: ignore[attr-defined]
        if mandate.office == "kader":
            work.residents.settle(mandate.resident_id, State.DIED, 0)  # type: ignore[attr-defined]


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
    await act(stage, "Joko: /kelola")
    await act(stage, "Joko: [button.appoint]")
    await act(stage, "Joko: [office.bpd_ketua]")
    stage.heard()
    await play(
        stage,
        """
        Dewi: /start {link}
        bot > Dewi: appoint.accepted
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
    stage.heard()
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


async def test_the_link_of_somebody_who_lost_the_office_is_worth_nothing(stage: Play) -> None:
    await chaired(stage)
    await appointed(stage, "Dewi", "office.pemdes")
    await introduced(stage, "Dewi")
    await act(stage, "Dewi: /kelola")
    await act(stage, "Dewi: [button.appoint]")
    rows = stage.person("Dewi").messages()[-1]["reply_markup"]["inline_keyboard"]
    labels = [b["text"] for row in rows for b in row]
    assert len(labels) == 6 and not [label for label in labels if "bpd" in label or "operator" in label]
    await act(stage, "Dewi: [office.rt]")
    link = payload(stage, "Dewi")
    await opened(stage, "Joko", "Dewi", "[button.freeze]")
    await act(stage, "Joko: [reason.away]")
    stage.heard()
    await play(
        stage,
        """
        Sari: /start {link}
        bot > Sari: appoint.refused.used
        """,
        link=link,
    )


async def test_an_admin_of_the_group_has_no_right_from_being_one(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    group = stage.groups["Warga"]
    group.promote(stage.person("Sari"), by=stage.person("Joko"))
    await stage.quiet()
    stage.heard()
    await play(
        stage,
        """
        Sari @ Warga: /tautkan
        bot > Warga: rights.refused.link_group
        Sari: /kelola
        bot > Sari: desk.refused.resident
        Sari: /bpd
        bot > Sari: rights.refused.council
        Sari @ Warga: /kelola
        bot > Warga: group.private_only
        """,
    )
