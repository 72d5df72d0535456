"""[Hanya untuk BPD] beside a voice note: no kader hears an accusation before its sender could choose, nor after."""

import pytest

from tests.chats.test_voices import OGG, chosen, spoken, voices
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined


@pytest.fixture
async def stage(stage: Play) -> Play:
    """Bu Sari lives in Krajan like Bu Wati, the kader; Bu Ratna leads the BPD."""
    await founded(stage)
    await joined(stage, "Sari")
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    stage.heard()
    return stage


async def said(stage: Play, name: str = "Sari") -> None:
    stage.person(name).voice(OGG, 12)
    await stage.quiet()


async def test_only_the_council_hears_it_and_types_it(stage: Play) -> None:
    await said(stage)
    assert [(who, text.split("⟧")[0]) for _, who, text, _ in stage.heard()] == [("Sari", "⟦voice.kept")]
    await play(
        stage,
        """
        Sari: [button.council_only]
        edit > Sari: complaint.voice_kept [button.drop_voice]
        bot > Ratna: complaint.voice_waits [button.hear_complaint]
        """,
    )
    await chosen(stage)
    assert stage.heard() == []
    await play(
        stage,
        """
        Wati: /kelola usulan
        bot > Wati: desk.section
        Wati: [button.voices]
        bot > Wati: voice.none
        Ratna: [button.hear_complaint]
        bot > Ratna: media.shown.voice
        bot > Ratna: complaint.ask_typed [button.voice_unclear] [button.cancel]
        Ratna: he
        bot > Ratna: complaint.refused.short
        Ratna: Uang bantuan dipotong pak kadus
        bot > Ratna: complaint.typed number=1
        bot > Ratna: complaint.to_council number=1 dipotong
        bot > Sari: complaint.voice_typed number=1
        Ratna: [button.hear_complaint]
        toast > Ratna: complaint.refused.typed
        """,
    )
    assert voices(stage, "Ratna") == [OGG]
    for officer in ("Joko", "Wati", "Slamet", "Karso"):
        assert voices(stage, officer) == []
        assert not any("dipotong" in str(m) for m in stage.person(officer).messages())
    assert not any("Sari" in str(m) for m in stage.person("Ratna").messages())
    assert stage.rows("SELECT r.name, c.words FROM complaint c JOIN resident r ON r.id = c.author_id") == [
        ("Sari Warga", "Uang bantuan dipotong pak kadus")
    ]
    written = stage.rows("SELECT action FROM book WHERE action LIKE 'complaint%' OR action LIKE 'voice%'")
    assert written == [("complaint_made",)]
    stage.bot.fetcher.wake()
    await stage.quiet()
    assert stage.rows("SELECT state, proposal_id FROM media") == [("gone", None)]


async def test_before_ten_minutes_nobody_is_told_and_what_was_dropped_is_never_announced(stage: Play) -> None:
    await said(stage)
    stage.telegram.clock.advance(minutes=9)
    await stage.bot.pulse.tick()
    await stage.quiet()
    assert {who for _, who, _, _ in stage.heard()} == {"Sari"}
    await play(
        stage,
        """
        Wati: /kelola usulan
        ...
        Wati: [button.voices]
        bot > Wati: voice.none
        Sari: [button.drop_voice]
        toast > Sari: voice.toast.dropped
        edit > Sari: voice.dropped
        """,
    )
    await chosen(stage)
    assert stage.heard() == []
    await spoken(stage)
    assert ("Wati", "⟦voice.waits") in [(who, text.split("⟧")[0]) for _, who, text, _ in stage.heard()]


async def test_later_too_it_is_taken_back_from_the_officers_and_an_officer_who_hears_it_types_nothing(
    stage: Play,
) -> None:
    await spoken(stage)
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.voices]
        bot > Wati: voice.list n=1
        Wati: [button.voice⟧ n=1]
        bot > Wati: media.shown.voice
        bot > Wati: voice.ask_typed
        Sari: [button.council_only]
        edit > Sari: complaint.voice_kept
        bot > Ratna: complaint.voice_waits
        Wati: Uang bantuan dipotong pak kadus
        bot > Wati: voice.refused.for_council
        Wati: batal
        ...
        """,
    )
    assert stage.rows("SELECT line FROM media") == [("",)]


async def test_a_draft_that_carried_it_goes_on_without_it_and_its_button_leads_nowhere_else(stage: Play) -> None:
    await act(stage, "Sari: /usul")
    await said(stage)
    await act(stage, "Sari: [button.council_only]")
    stage.heard()
    await play(
        stage,
        """
        Sari: Jembatan bambu di Krajan RT 02 rapuh
        ...
        """,
    )
    assert [m for (m,) in stage.rows("SELECT proposal_id FROM media")] == [None]
    stage.heard()
    await play(
        stage,
        """
        Ratna: /bpd
        ...
        Ratna: [button.complaints]
        bot > Ratna: complaint.voices n=1 [button.voice⟧ n=1]
        Ratna: [button.voice⟧ n=1]
        bot > Ratna: media.shown.voice
        bot > Ratna: complaint.ask_typed
        Ratna: [button.voice_unclear]
        bot > Ratna: complaint.told_unclear
        bot > Sari: complaint.voice_unclear
        """,
    )


async def test_three_a_day_are_enough_whether_written_or_said(stage: Play) -> None:
    for _ in range(3):
        await said(stage)
        await act(stage, "Sari: [button.council_only]")
    await said(stage)
    stage.heard()
    await play(stage, "Sari: [button.council_only]\ntoast > Sari: complain.refused.many most=3")


async def test_without_a_council_it_waits_at_its_desk(stage: Play) -> None:
    ((mandate, village),) = stage.rows("SELECT id, village_id FROM mandate WHERE office = 'bpd_ketua'")
    await stage.bot.database.write(lambda work: work.roles.end(mandate, village))
    await said(stage)
    stage.heard()
    await play(stage, "Sari: [button.council_only]\nedit > Sari: complaint.voice_kept_waits")
    await act(stage, "Slamet: /bpd")
    assert stage.rows("SELECT for_council, typing FROM media") == [(1, "waiting")]
