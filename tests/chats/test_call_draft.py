"""A facilitator prepares the call of a meeting; whoever calls such meetings sends it, in their own name."""

import pytest

from tests.meeting_life import councils
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from tests.village_life import appointed


@pytest.fixture
async def stage(stage: Play) -> Play:
    """Bu Endah is the village's facilitator."""
    await councils(stage)
    await appointed(stage, "Endah", "office.fasilitator")
    stage.heard()
    return stage


async def prepared(stage: Play, kind: str = "musdes") -> None:
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_prepare]", f"[meeting.kind.{kind}]",
        "Balai desa", "26 Maret 2026 jam 09.00", "Membahas RKP Desa", "[button.prepare_now]",
    ):  # fmt: skip
        await act(stage, f"Endah: {line}")


async def test_a_prepared_call_goes_out_only_when_the_convener_calls_it(stage: Play) -> None:
    await play(
        stage,
        """
        Endah: /kelola musyawarah
        bot > Endah: desk.section [button.call_meetings]
        Endah: [button.call_meetings]
        bot > Endah: call.prepare [button.call_prepare]
        Endah: [button.call_prepare]
        bot > Endah: call.ask_kind [meeting.kind.musdes]
        Endah: [meeting.kind.musdes]
        bot > Endah: call.ask_place
        Endah: Balai desa
        bot > Endah: call.ask_at
        Endah: 26 Maret 2026 jam 09.00
        bot > Endah: call.ask_first_topics
        Endah: Membahas RKP Desa
        bot > Endah: call.preview_draft meeting.kind.musdes RKP [button.prepare_now] [button.cancel]
        Endah: [button.prepare_now]
        bot > Endah: call.draft_kept
        bot > Ratna: call.draft_asked who=Endah RKP [button.draft_call] [button.draft_leave]
        """,
    )
    assert stage.rows("SELECT 1 FROM meeting") == []
    await play(
        stage,
        """
        Ratna: [button.draft_call]
        bot > Ratna: unsur.ask [button.unsur_done]
        Ratna: [button.unsur_done]
        bot > Ratna: unsur.ask_note
        Ratna: [button.unsur_follow]
        bot > Ratna: call.preview RKP [button.call_now]
        """,
    )
    await act(stage, "Ratna: [button.call_now]")
    heard = {who: text for _, who, text, _ in stage.heard() if who != "Sari"}
    assert "call.draft_called" in heard["Endah"] or "meeting.call" in heard["Endah"]
    assert stage.rows("SELECT state, answers FROM meeting_draft") == [("called", "{}")]
    assert stage.rows("SELECT office FROM meeting") == [("bpd_ketua",)]
    assert stage.rows("SELECT 1 FROM outbox WHERE key = 'call.draft_called'") == [(1,)]
    assert await pressed(stage, "Ratna", "jmf", 1) == [("toast", "call.refused.draft_settled")]


async def test_a_convener_may_leave_it_and_the_facilitator_hears_so(stage: Play) -> None:
    await prepared(stage)
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.draft_leave]
        edit > Ratna: call.draft_left
        bot > Endah: call.draft_declined who=Ratna meeting.kind.musdes
        """,
    )
    assert await pressed(stage, "Ratna", "jmf", 1) == [("toast", "call.refused.draft_settled")]
    assert stage.rows("SELECT 1 FROM meeting") == []


async def test_a_draft_whose_hour_has_passed_is_asked_for_another_hour(stage: Play) -> None:
    await prepared(stage)
    await act(stage, "-- 40 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.draft_call]
        bot > Ratna: call.ask_at
        """,
    )


async def test_where_nobody_may_call_it_the_facilitator_hears_so_at_once(stage: Play) -> None:
    for line in ("/bpd", "[section.jabatan]", "[button.offices]", "[name=Dewi]", "[button.end_office]"):
        await act(stage, f"Ratna: {line}")
    await act(stage, "Ratna: [reason.done]")
    for line in ("/kelola musyawarah", "[button.call_meetings]", "[button.call_prepare]"):
        await act(stage, f"Endah: {line}")
    stage.heard()
    await play(
        stage,
        """
        Endah: [meeting.kind.musrenbangdes]
        toast > Endah: call.refused.no_convener office.pemdes
        Endah: [meeting.kind.musdes]
        bot > Endah: call.ask_place
        """,
    )


async def test_a_kader_is_asked_for_a_meeting_of_their_own_dusun_only(stage: Play) -> None:
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_prepare]", "[meeting.kind.mkp]", "[name=Krajan]",
        "Balai desa", "26 Maret 2026 jam 09.00", "[button.no_proposals]", "Air bersih", "[button.prepare_now]",
    ):  # fmt: skip
        await act(stage, f"Endah: {line}")
    asked = {who for _, who, text, _ in stage.heard() if text.startswith("⟦call.draft_asked⟧")}
    assert "Slamet" in asked and "Wati" in asked and "Karso" not in asked
