"""A village says when its market is, when it harvests, and how long before a meeting it wants to be reminded."""

from tests.meeting_life import called, councils
from tests.play import Play
from tests.transcript import act, play


async def test_market_harvest_and_reminders_are_the_village_s_own(stage: Play) -> None:
    await councils(stage)
    for line in ("/kelola musyawarah", "[button.call_meetings]"):
        await act(stage, f"Dewi: {line}")
    stage.heard()
    await play(
        stage,
        """
        Dewi: [button.habits]
        bot > Dewi: habit.show habit.market⟧ habit.unknown habit.remind⟧ n=14 [button.market_day] [button.remind_of]
        Dewi: [button.market_day]
        bot > Dewi: habit.ask_market [market.kliwon] [market.selasa] [button.no_market]
        Dewi: kemarin
        bot > Dewi: habit.refused.market
        Dewi: Selasa dan Jumat
        bot > Dewi: habit.changed
        Dewi: [button.harvest]
        bot > Dewi: habit.ask_harvest [button.no_harvest]
        Dewi: sebentar lagi
        bot > Dewi: habit.refused.harvest
        Dewi: 25 Maret sampai 20 April
        bot > Dewi: habit.changed
        Dewi: [button.remind_of⟧ name=⟦meeting.kind.musdus]
        bot > Dewi: habit.ask_remind meeting.kind.musdus [button.no_reminder]
        Dewi: besok
        bot > Dewi: habit.refused.spans
        Dewi: 3 hari dan 5 jam
        bot > Dewi: habit.changed
        Dewi: [button.habits]
        bot > Dewi: habit.show selasa jumat 03-25..04-20 n=3 n=5
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        Slamet: [button.call_meetings]
        bot > Slamet: call.show
        Slamet: [button.call_new]
        bot > Slamet: call.ask_kind
        Slamet: [meeting.kind.musdus]
        bot > Slamet: call.ask_dusun
        Slamet: [name=Krajan]
        bot > Slamet: call.ask_place
        Slamet: Balai dusun
        bot > Slamet: call.ask_at
        Slamet: 31 Maret 2026 jam 10.00
        bot > Slamet: call.ask_clash clash.market⟧ selasa jumat clash.harvest
        Slamet: [button.other_time]
        bot > Slamet: call.ask_at
        Slamet: 16 Maret 2026 jam 9.00
        bot > Slamet: call.ask_items
        """,
    )
    await called(stage, when="16 Maret 2026 jam 13.00")
    assert stage.rows("SELECT before FROM reminder WHERE before > 0 AND meeting_id IS NOT NULL ORDER BY at") == [
        (3 * 1440,),
        (300,),
    ]
