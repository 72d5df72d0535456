"""Meetings are called, moved and cancelled: who may, what is asked, what clashes, and that everybody hears it once."""

from tests.meeting_life import called, councils, musdes_called
from tests.play import Play
from tests.transcript import act, play


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
