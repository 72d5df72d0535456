"""Meetings are called, moved and cancelled: who may, what is asked, what clashes, and that everybody hears it once."""

from functools import partial

from storage.work import SqliteWork
from tests.meeting_life import called, councils, musdes_called
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from tests.village_life import appointed
from village.people import Office


async def test_a_dusun_meeting_from_the_desk_to_the_phones(stage: Play) -> None:
    await councils(stage)
    await play(
        stage,
        """
        Wati: /kelola musyawarah
        bot > Wati: desk.section [button.call_meetings]
        Wati: [button.call_meetings]
        bot > Wati: call.show n=0 [button.call_new]
        Wati: [button.call_new]
        bot > Wati: call.ask_kind [meeting.kind.musdus] [meeting.kind.mkp] [meeting.kind.own]
        Wati: [meeting.kind.musdus]
        bot > Wati: call.ask_place
        Wati: x
        bot > Wati: call.refused.place
        Wati: Rumah Bu Wati
        bot > Wati: call.ask_at
        Wati: kapan-kapan
        bot > Wati: call.refused.moment
        Wati: 1 Maret 2026 jam 20.00
        bot > Wati: call.refused.past_at
        Wati: Sabtu jam 8
        bot > Wati: call.ask_which [7 Maret 2026 pukul 08.00] [7 Maret 2026 pukul 20.00]
        Wati: [20.00]
        bot > Wati: call.ask_clash clash.span_about [button.keep_time] [button.other_time]
        Wati: [button.other_time]
        bot > Wati: call.ask_at
        Wati: 26 Maret habis isya
        bot > Wati: call.ask_items [number=1] [number=2] [button.no_proposals]
        Wati: 77
        bot > Wati: call.refused.number
        Wati: [number=2]
        edit > Wati: call.ask_items n=1 [button.picked⟧ number=2] [button.done_picking]
        Wati: [button.done_picking]
        bot > Wati: call.ask_topics [button.no_topics]
        Wati: Kerja bakti\\nArisan
        bot > Wati: call.preview Krajan Kamis 19.30 WIB Kerja bakti number=2 people=7 phones=7 [button.call_now]
        Wati: [button.call_now]
        bot > Wati: call.done Krajan
        bot > Warga: meeting.call_group Krajan [button.answer_private]
        bot > Wati: meeting.call
        bot > Karso: meeting.call
        bot > Slamet: meeting.call
        bot > Ratna: meeting.call
        bot > Dewi: meeting.call
        bot > Sari: meeting.call Krajan 26 Maret Rumah number=2 Arisan meeting.own.none [button.comes] [button.sends]
        bot > Tini: meeting.call [button.absent] [button.leave_question] [button.calendar]
        """,
    )


async def test_the_council_calls_the_musdes_with_its_unsur(stage: Play) -> None:
    await councils(stage)
    for line in ("/kelola musyawarah", "[button.call_meetings]", "[button.call_new]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [meeting.kind.musdes]
        bot > Ratna: call.ask_place
        Ratna: Balai desa
        bot > Ratna: call.ask_at
        Ratna: 6 Maret 2026 jam 10.00
        bot > Ratna: call.ask_clash clash.prayer.jumatan clash.registration 27 Februari 23.59
        Ratna: [button.other_time]
        bot > Ratna: call.ask_at
        Ratna: 26 Maret
        bot > Ratna: call.ask_hour 26 Maret [09.00] [13.30] [16.00] [19.30]
        Ratna: sembilan pagi
        bot > Ratna: call.ask_first_topics
        Ratna: Membahas RKP Desa
        bot > Ratna: unsur.ask unsur.name.adat women=0 share=30 [unsur.name.tani] [button.unsur_done⟧ n=0]
        Ratna: [unsur.name.tani]
        bot > Ratna: unsur.ask_name unsur.name.tani [button.back]
        Ratna: Budi
        bot > Ratna: unsur.ask_pick name=Budi [button.person⟧ name=Bud] [button.nobody_of_them]
        Ratna: [button.person⟧ name=Bud]
        bot > Ratna: unsur.ask unsur.line⟧ women=0 [button.unsur_done⟧ n=1]
        Ratna: [unsur.name.adat]
        bot > Ratna: unsur.ask_name unsur.name.adat
        Ratna: Mbah Karto
        bot > Ratna: unsur.ask_sex Karto [sex.p] [sex.l]
        Ratna: [sex.l]
        bot > Ratna: unsur.ask women=0 [button.unsur_done⟧ n=2]
        Ratna: [unsur.name.perempuan]
        bot > Ratna: unsur.ask_name
        Ratna: [button.back]
        bot > Ratna: unsur.ask
        Ratna: [button.unsur_done]
        bot > Ratna: unsur.ask_note unsur.lacking unsur.name.perempuan unsur.few_women n=0 share=30 [button.unsur_back]
        Ratna: [button.unsur_back]
        bot > Ratna: unsur.ask women=0 [button.unsur_done]
        Ratna: [button.unsur_done]
        bot > Ratna: unsur.ask_note [button.unsur_follow]
        Ratna: Wakil lain masih ditanya RT
        bot > Ratna: call.preview meeting.kind.musdes meeting.line.guests n=2 Wakil meeting.for.all people=8
        Ratna: [button.call_now]
        bot > Ratna: call.done meeting.kind.musdes
        ...
        """,
    )
    assert stage.rows("SELECT unsur, name, sex, resident_id IS NULL FROM meeting_guest ORDER BY id") == [
        ("tani", "", "L", 0),
        ("adat", "Mbah Karto", "L", 1),
    ]
    assert stage.rows("SELECT closes_at - starts_at FROM meeting") == [(-(6 * 24 + 9) * 3_600_000,)]
    assert stage.rows("SELECT action, role FROM book WHERE object = 'meeting:1'") == [("meeting_called", "bpd_ketua")]
    planned = stage.rows("SELECT before FROM reminder WHERE before > 0 AND meeting_id IS NOT NULL ORDER BY at")
    assert planned == [(14 * 1440,), (7 * 1440,), (1440,), (120,)]


async def test_who_calls_what_is_another_office_s(stage: Play) -> None:
    await councils(stage)
    for name in ("Dewi", "Slamet", "Karso"):
        for line in ("/kelola musyawarah", "[button.call_meetings]"):
            await act(stage, f"{name}: {line}")
    stage.heard()
    await play(
        stage,
        """
        Dewi: [button.call_new]
        bot > Dewi: call.ask_kind [meeting.kind.musrenbangdes] [meeting.kind.musrenbang_kecamatan] [stunting]
        Dewi: musdes
        bot > Dewi: talk.refused.tap
        Slamet: [button.call_new]
        bot > Slamet: call.ask_kind [meeting.kind.musdus] [meeting.kind.mkp] [meeting.kind.own]
        Karso: [button.call_new]
        bot > Karso: call.ask_kind [meeting.kind.musdus] [meeting.kind.own]
        Karso: [meeting.kind.own]
        bot > Karso: call.ask_name
        Karso: Kerja bakti
        bot > Karso: call.ask_who [name=Krajan] [button.for_women] [rt=01] [rt=02]
        Karso: [rt=01]
        toast > Karso: call.refused.nobody rt=01
        Karso: [rt=02]
        bot > Karso: call.ask_place
        Karso: Pos ronda
        bot > Karso: call.ask_at
        Karso: 3 jam lagi
        bot > Karso: call.ask_clash clash.prayer.zuhur
        Karso: [button.other_time]
        bot > Karso: call.ask_at
        Karso: 10 menit lagi
        bot > Karso: call.refused.soon
        Karso: 3 Mei 2028 jam 10.00
        bot > Karso: call.refused.far
        Karso: 4 jam lagi
        bot > Karso: call.ask_items
        """,
    )


async def test_what_can_mean_two_days_is_asked_about(stage: Play) -> None:
    """It is two in the night: "besok" may be today; "Minggu" may be a Sunday or a week."""
    await councils(stage)
    await act(stage, "-- 17 jam kemudian")
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdus]", "[name=Ngasem]",
        "Balai dusun",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: besok jam 9 pagi
        bot > Slamet: call.ask_which [3 Maret 2026 pukul 09.00] [4 Maret 2026 pukul 09.00]
        Slamet: minggu jam 10.00
        bot > Slamet: call.ask_which [8 Maret 2026 pukul 10.00] [9 Maret 2026 pukul 10.00]
        Slamet: jam 8 malam
        bot > Slamet: call.ask_which [Selasa, 3 Maret] [Rabu, 4 Maret]
        Slamet: minggu depan
        bot > Slamet: call.ask_which [Selasa, 10 Maret 2026]
        Slamet: [Kamis, 12 Maret]
        bot > Slamet: call.ask_hour 12 Maret
        Slamet: habis isya
        bot > Slamet: call.ask_clash clash.span_about 19.30
        Slamet: [button.keep_time]
        bot > Slamet: call.ask_items
        """,
    )


async def test_two_meetings_in_one_place_are_said_at_once(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdus]", "[name=Ngasem]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.place]
        bot > Slamet: call.ask_at
        Slamet: 12 Maret 2026 jam 14.00
        bot > Slamet: call.ask_clash clash.same_place Krajan [button.other_place]
        Slamet: [button.other_place]
        bot > Slamet: call.ask_place [place=Balai]
        Slamet: Musala Ngasem
        bot > Slamet: call.ask_clash clash.meeting Krajan
        Slamet: [button.keep_time]
        bot > Slamet: call.ask_items
        """,
    )


async def test_moving_and_cancelling_tells_everybody_once(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    await act(stage, "Sari: [button.comes]")
    for line in ("/kelola musyawarah", "[button.call_meetings]"):
        await act(stage, f"Karso: {line}")
    stage.heard()
    await play(
        stage,
        """
        Karso: [button.meeting]
        bot > Karso: called.show 13.00 called.comes⟧ n=1 people=1 called.absent⟧ n=0 [button.move_date]
        Karso: [button.move_date]
        bot > Karso: call.ask_at
        Karso: 13 Maret 2026 jam 13.30
        bot > Karso: call.ask_reason
        Karso: Pak Kadus berhalangan
        bot > Karso: call.preview_move 13.30 Kadus n=7
        Karso: [button.move_now]
        bot > Karso: call.moved 13.30
        bot > Warga: meeting.moved_group 13.30
        bot > Sari: meeting.moved Kadus 13.30 meeting.own.comes [button.people_now⟧ n=1] [button.absent]
        bot > Tini: meeting.moved 13.30 meeting.own.none [button.comes]
        bot > Wati: meeting.moved
        bot > Slamet: meeting.moved
        bot > Ratna: meeting.moved
        bot > Dewi: meeting.moved
        bot > Karso: meeting.moved
        Karso: [button.move_now]
        toast > Karso: talk.toast.old
        Wati: /kelola musyawarah
        bot > Wati: desk.section
        Wati: [button.call_meetings]
        bot > Wati: call.show n=1
        Wati: [button.meeting]
        bot > Wati: called.show
        Wati: [button.move_place]
        bot > Wati: call.ask_place
        Wati: Balai desa
        bot > Wati: call.ask_reason
        Wati: [button.no_note]
        bot > Wati: call.preview_move
        Wati: [button.move_now]
        toast > Wati: call.refused.same
        Wati: [button.call_off]
        bot > Wati: call.ask_reason
        Wati: Hujan deras
        bot > Wati: call.preview_off Hujan n=7
        Wati: [button.call_off_now]
        bot > Wati: call.off
        bot > Warga: meeting.cancelled_group
        bot > Sari: meeting.cancelled Hujan 13.30 [button.calendar_cancel]
        bot > Tini: meeting.cancelled
        bot > Wati: meeting.cancelled
        bot > Slamet: meeting.cancelled
        bot > Ratna: meeting.cancelled
        bot > Dewi: meeting.cancelled
        bot > Karso: meeting.cancelled
        Sari: [button.absent]
        toast > Sari: answer.refused.over
        Karso: [button.meeting]
        toast > Karso: call.refused.over
        """,
    )
    assert stage.rows("SELECT state, version, date_version FROM meeting") == [("cancelled", 3, 2)]
    assert stage.rows("SELECT DISTINCT state FROM reminder WHERE meeting_id IS NOT NULL") == [("dropped",)]


async def test_the_same_call_is_not_made_twice(stage: Play) -> None:
    await councils(stage)
    await musdes_called(stage)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdes]", "Balai lain",
        "26 Maret 2026 jam 09.00", "[button.keep_time]", "Acara lain", "[button.unsur_done]", "[button.unsur_follow]",
    ):  # fmt: skip
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.call_now]
        toast > Ratna: call.refused.twice
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM meeting") == [(1,)]


async def test_of_two_officers_who_change_one_meeting_the_second_sees_the_newest_first(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.move_place]", "Musala",
        "[button.no_note]",
    ):  # fmt: skip
        await act(stage, f"Karso: {line}")
    for line in ("/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.call_off]", "Hujan"):
        await act(stage, f"Wati: {line}")
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.move_place]", "Balai dusun",
        "[button.no_note]", "[button.move_now]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Karso: [button.move_now]
        toast > Karso: call.refused.changed
        Wati: [button.call_off_now]
        toast > Wati: call.refused.changed
        """,
    )
    assert stage.rows("SELECT place, state, version FROM meeting") == [("Balai dusun", "called", 2)]


async def test_a_meeting_of_its_own_kind_is_changed_by_the_office_that_called_it(stage: Play) -> None:
    await councils(stage)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.own]", "Kerja bakti",
        "[rt=02]", "Pos ronda", "12 Maret 2026 jam 14.00", "[button.no_proposals]", "Saluran air",
        "[button.call_now]",
    ):  # fmt: skip
        await act(stage, f"Karso: {line}")
    stage.heard()
    assert await pressed(stage, "Wati", "jmk", 1) == [("toast", "call.refused.not_yours")]
    assert await pressed(stage, "Karso", "jmk", 1) == [("bot", "called.show")]


async def test_who_has_lost_the_office_meanwhile_calls_only_what_the_other_office_calls(stage: Play) -> None:
    await councils(stage)
    await appointed(stage, "Wati", "office.tim_penyusun")
    await appointed(stage, "Wati", "office.bpd_anggota", by="Ratna")
    for kind, lost, no in (
        (("[meeting.kind.musdus]", "[name=Ngasem]"), Office.TIM_PENYUSUN, "call.refused.elsewhere"),
        (("[meeting.kind.musdes]",), Office.BPD_ANGGOTA, "call.refused.convener"),
    ):
        for line in (
            "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", *kind, "Balai desa",
            "27 Maret 2026 jam 14.00",
        ):  # fmt: skip
            await act(stage, f"Wati: {line}")
        rest = ("[button.no_proposals]", "Batas dusun") if len(kind) == 2 else ("Batas desa",)
        for line in (*rest, *(() if len(kind) == 2 else ("[button.unsur_done]", "[button.unsur_follow]"))):
            await act(stage, f"Wati: {line}")
        await stage.bot.database.write(partial(_frozen, lost))
        stage.heard()
        await play(stage, f"Wati: [button.call_now]\ntoast > Wati: {no}")
    assert stage.rows("SELECT COUNT(*) FROM meeting") == [(0,)]


def _frozen(office: Office, work: SqliteWork) -> None:
    home = work.villages.all()[0]
    wati = next(r["id"] for r in work.residents.rows("SELECT id FROM resident WHERE name LIKE 'Wati%'"))
    [mandate] = [m for m in work.roles.listed(home.id) if m.office is office and m.resident_id == wati]
    work.roles.freeze(mandate.id, home.id, Office.BPD_KETUA, "lost")


async def test_more_than_a_meeting_can_speak_about_is_said_and_what_was_picked_stays(stage: Play) -> None:
    await councils(stage)

    def write(work: SqliteWork) -> None:
        home = work.villages.all()[0]
        [author] = [r["id"] for r in work.residents.rows("SELECT id FROM resident WHERE name LIKE 'Sari%'")]
        for n in range(19):
            work.proposals.add(home.id, 1, f"Usul {n}", "x", None, None, "semua", author)

    await stage.bot.database.write(write)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdus]", "[name=Krajan]",
        "Balai desa", "12 Maret 2026 jam 14.00",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: {twenty}
        bot > Slamet: call.ask_items n=20
        Slamet: 21
        bot > Slamet: call.refused.many most=20
        Slamet: [button.done_picking⟧ n=20]
        bot > Slamet: call.ask_topics
        """,
        twenty=" ".join(map(str, range(1, 21))),
    )
