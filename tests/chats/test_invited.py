"""Whoever is invited answers by buttons, brings people, leaves a question, and finds it all in the schedule."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from tests.hall_life import summoned
from tests.meeting_life import called, councils, musdes_called
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from village.meeting import Kind


async def test_answers_are_tapped_and_may_be_changed(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    await play(
        stage,
        """
        Sari: [button.comes]
        toast > Sari: answer.toast.noted
        edit > Sari: meeting.card meeting.state.called meeting.own.comes⟧ n=1 [button.people_now⟧ n=1] [n=6]
        Sari: [button.people⟧ n=3]
        toast > Sari: answer.toast.noted
        edit > Sari: meeting.card meeting.own.comes⟧ n=3 [button.people_now⟧ n=3]
        Sari: [button.need_child_care]
        toast > Sari: answer.toast.noted
        edit > Sari: meeting.card meeting.need.child_care [button.has_child_care] [button.need_transport]
        Sari: /jadwal
        bot > Sari: schedule.show schedule.meeting_own⟧ Krajan 13.00 Balai schedule.own.comes [button.meeting]
        Sari: [button.meeting]
        bot > Sari: meeting.card n=3
        Sari: [button.absent]
        toast > Sari: answer.toast.noted
        edit > Sari: meeting.card meeting.own.absent [button.comes] [button.sends]
        Tini: /jadwal
        bot > Tini: schedule.show schedule.own.none
        Slamet @ Warga: /jadwal
        bot > Warga: schedule.show schedule.meeting⟧ [button.meeting]
        """,
    )
    assert stage.rows("SELECT answer, people, child_care FROM meeting_answer") == [("absent", 0, 0)]


async def test_in_time_one_is_registered_for_a_vote_and_later_not(stage: Play) -> None:
    await councils(stage)
    await musdes_called(stage)
    await play(
        stage,
        """
        Sari: /start rapat_1
        bot > Sari: meeting.card meeting.line.registers 19 Maret 23.59 meeting.own.none
        Sari: [button.comes]
        toast > Sari: answer.toast.noted
        edit > Sari: meeting.card meeting.own.votes
        """,
    )
    await act(stage, "-- 20 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Budi: /jadwal
        bot > Budi: schedule.show schedule.own.none
        Budi: [button.meeting]
        bot > Budi: meeting.card meeting.line.registered
        Budi: [button.comes]
        toast > Budi: answer.toast.noted
        edit > Budi: meeting.card meeting.own.no_vote
        Sari: /start rapat_1
        bot > Sari: meeting.card meeting.own.votes
        Sari: /start rapat_99
        bot > Sari: answer.refused.unknown
        """,
    )


async def test_a_question_is_left_for_whoever_called_it_without_the_name(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    await play(
        stage,
        """
        Sari: [button.leave_question]
        bot > Sari: answer.ask_question Krajan
        Sari: ab
        bot > Sari: answer.refused.question
        Sari: Kapan lampu gang masjid diganti?
        bot > Sari: answer.question_kept
        Tini: [button.leave_question]
        bot > Tini: answer.ask_question
        Tini: [button.cancel]
        bot > Tini: answer.stopped
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        Slamet: [button.call_meetings]
        bot > Slamet: call.show n=1
        Slamet: [button.meeting]
        bot > Slamet: called.show called.questions⟧ n=1 Kapan diganti
        """,
    )
    for _ in range(2):
        for line in ("[button.leave_question]", "Siapa yang menjaga saluran air?"):
            await act(stage, f"Sari: {line}")
    stage.heard()
    await play(stage, "Sari: [button.leave_question]\ntoast > Sari: answer.refused.many")


async def test_the_calendar_file_is_read_by_a_calendar(stage: Play) -> None:
    """The same entry for ever: a moved meeting has a higher sequence, a cancelled one takes it out."""
    await councils(stage)
    await called(stage)

    async def entry() -> tuple[Calendar, dict[str, object]]:
        await act(stage, "Sari: [button.calendar]")
        sent = stage.person("Sari").messages()[-1]
        whole = Calendar.from_ical(stage.telegram.files.by_id[sent["document"]["file_id"]].content)
        (event,) = whole.walk("VEVENT")
        return whole, event

    whole, first = await entry()
    jakarta = ZoneInfo("Asia/Jakarta")
    assert first["DTSTART"].dt == datetime(2026, 3, 12, 13, 0, tzinfo=jakarta)
    assert first["DTEND"].dt == datetime(2026, 3, 12, 16, 0, tzinfo=jakarta)
    assert str(first["DTSTART"].params["TZID"]) == "Asia/Jakarta"
    assert (first["LOCATION"], int(first["SEQUENCE"]), first["STATUS"]) == ("Balai desa", 0, "CONFIRMED")
    assert whole["METHOD"] == "PUBLISH" and len(whole.walk("VTIMEZONE")) == 1
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.move_date]",
        "13 Maret 2026 jam 14.00", "[button.no_note]", "[button.move_now]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    _, second = await entry()
    assert second["DTSTART"].dt == datetime(2026, 3, 13, 14, 0, tzinfo=jakarta)
    assert (str(second["UID"]), int(second["SEQUENCE"])) == (str(first["UID"]), 1)
    for line in ("[button.call_off]", "[button.no_note]", "[button.call_off_now]"):
        await act(stage, f"Slamet: {line}")
    whole, third = await entry()
    assert (str(third["UID"]), int(third["SEQUENCE"]), third["STATUS"]) == (str(first["UID"]), 2, "CANCELLED")
    assert whole["METHOD"] == "CANCEL"


async def test_what_was_answered_and_asked_is_in_ones_own_copy_and_goes_with_the_person(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for line in ("[button.comes]", "[button.leave_question]", "Kapan lampu gang masjid diganti?"):
        await act(stage, f"Sari: {line}")
    await act(stage, "Sari: /profil")
    await act(stage, "Sari: [button.own_data]")
    sent = next(m for m in reversed(stage.person("Sari").messages()) if "document" in m)["document"]["file_id"]
    page = stage.telegram.files.by_id[sent].content.decode()
    assert "data.meeting.comes" in page and "Kapan lampu gang masjid diganti?" in page
    for line in ("/data", "[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
        await act(stage, f"Sari: {line}")
    assert stage.rows("SELECT COUNT(*) FROM meeting_answer") == [(0,)]
    assert stage.rows("SELECT words FROM meeting_item WHERE kind = 'question'") == [("",)]


async def test_how_many_is_only_for_who_comes_and_a_meeting_of_women_is_for_women(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    assert await pressed(stage, "Sari", "jmp", 1, 3) == [("toast", "answer.refused.first")]
    assert await pressed(stage, "Sari", "jmn", 1, "c", 1) == [("toast", "answer.refused.first")]
    women = await summoned(stage, Kind.MKP, by="Slamet", office="tim_penyusun", registers=False)
    assert await pressed(stage, "Budi", "jma", women, "comes") == [("toast", "answer.refused.women")]
    assert stage.rows("SELECT COUNT(*) FROM meeting_answer") == [(0,)]
