"""People are reminded of meetings: whoever it concerns, once, awake, with the time that truly remains."""

from simulator.faults import Fault
from tests.meeting_life import called, councils, musdes_called
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import ruled


async def test_early_reminders_ask_whoever_has_not_answered_and_late_ones_call_whoever_comes(stage: Play) -> None:
    """Twenty-four days ahead: Bu Sari comes, Bu Tini cannot, Pak Budi has not answered."""
    await councils(stage)
    await musdes_called(stage)
    await act(stage, "Sari: [button.comes]")
    await act(stage, "Tini: [button.absent]")
    stage.heard()
    quiet = [f"{name}: [button.absent]" for name in ("Wati", "Karso", "Slamet", "Ratna", "Dewi")]
    for line in quiet:
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        -- 10 hari kemudian
        bot > Budi: meeting.remind meeting.left.days⟧ n=14 meeting.line.registers [button.comes]
        -- 7 hari kemudian
        bot > Budi: meeting.remind meeting.left.days⟧ n=7 meeting.line.registers
        -- 6 hari kemudian
        bot > Budi: meeting.remind meeting.left.tomorrow meeting.line.registered
        bot > Sari: meeting.remind meeting.left.tomorrow meeting.own.votes
        Budi: [button.absent]
        toast > Budi: answer.toast.noted
        edit > Budi: meeting.card meeting.own.absent
        -- 22 jam kemudian
        bot > Sari: meeting.remind meeting.left.hours⟧ n=2
        -- 2 jam kemudian
        Sari: /jadwal
        bot > Sari: schedule.show
        """,
    )
    assert stage.rows("SELECT state, COUNT(*) FROM reminder WHERE meeting_id = 1 AND before > 0 GROUP BY state") == [
        ("sent", 4)
    ]


async def test_a_moved_meeting_is_reminded_of_anew_and_a_cancelled_one_not_at_all(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for name in ("Sari", "Tini", "Wati", "Slamet", "Ratna", "Dewi"):
        await act(stage, f"{name}: [button.absent]")
    stage.heard()
    await play(
        stage,
        """
        -- 4 hari kemudian
        bot > Karso: meeting.remind meeting.left.days n=6
        """,
    )
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.move_date]",
        "16 Maret 2026 jam 13.00", "[button.no_note]", "[button.move_now]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 4 hari kemudian
        bot > Karso: meeting.remind n=6
        """,
    )
    for line in ("[button.meeting]", "[button.call_off]", "[button.no_note]", "[button.call_off_now]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(stage, "-- 7 hari kemudian")


async def test_after_a_long_outage_the_newest_is_sent_and_the_others_are_reported(stage: Play) -> None:
    """Rembuk was off for 23 days: of four reminders the last one that still helps goes out."""
    await councils(stage)
    await musdes_called(stage)
    for name in ("Sari", "Tini", "Budi", "Wati", "Karso", "Slamet", "Dewi"):
        await act(stage, f"{name}: [button.absent]")
    stage.heard()
    await stage.stop()
    stage.telegram.clock.advance(hours=23 * 24 + 4)
    await stage.start()
    await act(stage, "-- 0 jam kemudian")
    heard = [(who, text.split("⟧")[0] + "⟧") for kind, who, text, _ in stage.heard() if kind == "bot"]
    assert sorted(heard) == [("Ratna", "⟦meeting.remind⟧"), ("Ratna", "⟦prompt.missed⟧"), ("Ratna", "⟦prompt.missed⟧")]
    assert stage.rows(
        "SELECT before / 1440, state FROM reminder WHERE meeting_id = 1 AND before > 120 ORDER BY before DESC"
    ) == [
        (14, "missed"),
        (7, "missed"),
        (1, "sent"),
    ]


async def test_nobody_is_woken_and_what_falls_into_the_night_comes_the_evening_before(stage: Play) -> None:
    """The bus leaves at seven: two hours before is five o'clock."""
    await councils(stage)
    await called(stage, when="10 Maret 2026 jam 07.00")
    assert stage.rows(
        "SELECT before, strftime('%d %H.%M', at / 1000, 'unixepoch', '+7 hours') FROM reminder"
        " WHERE before > 0 AND meeting_id IS NOT NULL ORDER BY at"
    ) == [(10080, "03 07.00"), (1440, "09 07.00"), (120, "09 20.00")]


async def test_a_village_reminds_as_its_own_rule_says(stage: Play) -> None:
    await councils(stage)
    await ruled(stage, ingat_musdus="3 hari, 3 jam")
    await called(stage)
    assert stage.rows("SELECT before FROM reminder WHERE before > 0 AND meeting_id IS NOT NULL ORDER BY at") == [
        (3 * 1440,),
        (180,),
    ]


async def test_whose_reminder_never_left_is_told_to_whoever_called_it(stage: Play) -> None:
    """The network is away from the evening before until the meeting has begun."""
    await councils(stage)
    await called(stage, when="5 Maret 2026 jam 13.00")
    for name in ("Wati", "Slamet", "Ratna", "Dewi", "Karso"):
        await act(stage, f"{name}: [button.absent]")
    stage.heard()

    gone = True

    def away(method: str, facts: dict[str, object]) -> Fault | None:
        return Fault.status(502, "Bad Gateway") if gone and method == "sendMessage" else None

    stage.telegram.faults.append(away)
    await act(stage, "-- 71 jam kemudian")
    await act(stage, "-- 3 jam kemudian")
    await act(stage, "-- 1 jam kemudian")
    gone = False
    await act(stage, "-- 1 jam kemudian")
    heard = [(who, text) for kind, who, text, _ in stage.heard() if kind == "bot" and "prompt.unsent" in text]
    assert [who for who, _ in heard] == ["Slamet"] and "n=2" in heard[0][1]
    assert stage.rows("SELECT DISTINCT state FROM outbox WHERE key = 'meeting.remind'") == [("expired",)]
