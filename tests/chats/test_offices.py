"""Offices in the village: letters of appointment, freezes, hand-overs, ends; and who may do which."""

from tests.council_life import chaired, opened, payload
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined


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
        bot > Joko: letter.done_until 141/07/2026 begins=Senin, 2 Februari 2026 2034
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
        bot > Ratna: letter.done_until ⟦offices.no_letter⟧ 2028
        Joko: /kelola jabatan
        bot > Joko: desk.section
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


async def test_what_the_chair_has_confirmed_is_no_longer_the_operator_s_to_change(stage: Play) -> None:
    await chaired(stage)
    await appointed(stage, "Dewi", "office.kadus")
    assert [who for _, who, text, _ in stage.heard() if "appoint.ask_confirm" in text] == ["Ratna"]
    for line in ("[button.letter]", "141/07/2026", "2 Februari 2026", "[button.from_day]", "2 tahun"):
        await act(stage, f"Joko: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.confirm]
        toast > Ratna: vouch.toast.done
        edit > Ratna: council.confirmed
        bot > Dewi: appoint.confirmed
        bot > Warga: appoint.posted
        Joko: [button.letter]
        toast > Joko: letter.refused.settled
        """,
    )


async def test_a_new_chair_hears_what_waits(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    told = [text for _, who, text, _ in stage.heard() if who == "Ratna"]
    assert [text for text in told if "appoint.waiting" in text and "n=3" in text]


async def test_the_years_that_a_law_gives_the_village_head_are_not_offered_as_a_secretary_s(stage: Play) -> None:
    await chaired(stage)
    await appointed(stage, "Dewi", "office.pemdes")
    stage.heard()
    await play(
        stage,
        """
        Joko: [button.letter]
        bot > Joko: letter.ask_number
        Joko: [button.no_letter]
        bot > Joko: letter.ask_from
        Joko: [button.from_now]
        bot > Joko: letter.ask_until_head n=8 [button.until_law_head] [button.until_open]
        Joko: [button.until_open]
        bot > Joko: letter.done
        """,
    )


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
        Joko: /kelola jabatan
        bot > Joko: desk.section
        Joko: [button.offices]
        bot > Joko: offices.desk
        Joko: [name=Wati]
        bot > Joko: offices.detail reason=HP [button.hand_over]
        Ratna: /kelola jabatan
        bot > Ratna: desk.section
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


async def test_the_link_of_somebody_who_lost_the_office_is_worth_nothing(stage: Play) -> None:
    await chaired(stage)
    await appointed(stage, "Dewi", "office.pemdes")
    await introduced(stage, "Dewi")
    await act(stage, "Dewi: /kelola jabatan")
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


async def test_a_new_link_does_not_melt_what_was_frozen(stage: Play) -> None:
    await chaired(stage)
    await opened(stage, "Ratna", "Wati", "[button.freeze]")
    await act(stage, "Ratna: [reason.away]")
    for line in ("/kelola jabatan", "[button.appoint]", "[office.kader]"):
        await act(stage, f"Joko: {line}")
    stage.heard()
    await play(
        stage,
        """
        Wati: /start {link}
        bot > Wati: appoint.refused.frozen
        """,
        link=payload(stage, "Joko"),
    )
