"""A voice note becomes a proposal: an officer types a line, its author confirms it; nothing is lost on the way."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined

OGG = b"OggS" + b"kenanga" * 9


@pytest.fixture
async def stage(stage: Play) -> Play:
    """Bu Sari lives in Krajan like Bu Wati, the kader; Pak Budi in Ngasem."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    return stage


async def spoken(stage: Play, name: str = "Sari", seconds: int = 12) -> None:
    """The voice has come, and its sender has had time to choose who hears it."""
    stage.person(name).voice(OGG, seconds)
    await stage.quiet()
    await chosen(stage)


async def chosen(stage: Play) -> None:
    stage.telegram.clock.advance(minutes=11)
    await stage.bot.pulse.tick()
    await stage.bot.gateway.bot.get_me()
    await stage.bot.pulse.tick()
    stage.bot.courier.kick()
    await stage.quiet()


async def typed(stage: Play, line: str = "Jembatan bambu di Krajan RT 02 rapuh") -> None:
    for words in ("/kelola usulan", "[button.voices]", "[button.voice⟧ n=1]", line):
        await act(stage, f"Wati: {words}")


def voices(stage: Play, name: str) -> list[bytes]:
    sent = [m for m in stage.person(name).messages() if m.get("from", {}).get("id") == stage.telegram.bot["id"]]
    return [stage.telegram.files.by_id[m["voice"]["file_id"]].content for m in sent if "voice" in m]


async def test_from_a_voice_to_a_proposal(stage: Play) -> None:
    await spoken(stage)
    told = sorted((who, text.split("⟧")[0].strip("⟦")) for _, who, text, _ in stage.heard())
    assert told == [
        ("Karso", "voice.waits"), ("Sari", "voice.kept"), ("Slamet", "voice.waits"), ("Wati", "voice.waits"),
    ]  # fmt: skip
    await act(stage, "-- 3 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.voices]
        bot > Wati: voice.list n=1 queue.days⟧ n=3 dusun=Krajan seconds=12 [button.voice⟧ n=1]
        Wati: [button.voice⟧ n=1]
        bot > Wati: media.shown.voice
        bot > Wati: voice.ask_typed [button.voice_unclear] [button.cancel]
        Wati: Jembatan bambu di Krajan RT 02 rapuh
        bot > Wati: voice.asked line=Jembatan
        bot > Sari: voice.ask_line line=Jembatan [button.line_right] [button.line_wrong]
        Sari: [button.line_right]
        edit > Sari: voice.right line=Jembatan
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure words=Jembatan
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        Wati: [button.voices]
        bot > Wati: voice.none
        Sari: 1
        bot > Sari: proposal.show [button.show.voice⟧ n=1]
        Sari: [button.show.voice]
        bot > Sari: media.shown.voice number=1
        Budi: 1
        bot > Budi: proposal.show [button.support]
        """,
    )
    assert voices(stage, "Wati") == voices(stage, "Sari") == [OGG]
    assert stage.rows("SELECT action FROM book WHERE action LIKE 'voice%'") == [("voice_typed",)]
    words = stage.rows("SELECT v.words, r.name FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id"
                       " JOIN resident r ON r.id = p.author_id")  # fmt: skip
    assert words == [("Jembatan bambu di Krajan RT 02 rapuh", "Sari Warga")]
    heard = [m.get("text", m.get("caption", "")) for m in stage.person("Wati").messages()]
    since = next(n for n, text in enumerate(heard) if "voice.waits" in text)
    assert len(heard) - since >= 5 and "Sari" not in "".join(heard[since:])


async def test_a_line_that_is_not_right_goes_back_and_the_next_officer_sees_it(stage: Play) -> None:
    await spoken(stage)
    await typed(stage, "Sumur pompa rusak")
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.line_wrong]
        edit > Sari: voice.wrong [button.write_myself]
        Karso: [button.voices]
        bot > Karso: voice.list n=1
        Karso: [button.voice⟧ n=1]
        bot > Karso: media.shown.voice
        bot > Karso: voice.ask_typed line=Sumur
        """,
    )
    await act(stage, "Karso: Jembatan bambu di Krajan RT 02 rapuh")
    await play(
        stage,
        """
        Karso: terima kasih
        ...
        Sari: [button.line_right]
        edit > Sari: voice.right line=Jembatan
        bot > Sari: propose.ask_benefit
        """,
    )


async def test_without_an_answer_it_waits_and_is_not_typed_twice(stage: Play) -> None:
    await spoken(stage)
    for line in ("[button.voices]", "[button.voice⟧ n=1]"):
        await act(stage, f"Karso: {line}")
    await typed(stage)
    stage.heard()
    await play(stage, "Karso: Sumur pompa rusak sekali\nbot > Karso: voice.refused.settled")
    await act(stage, "-- 30 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.voices]
        bot > Wati: voice.none
        Sari: [button.line_right]
        edit > Sari: voice.right
        bot > Sari: propose.ask_benefit
        """,
    )


async def test_its_author_may_write_it_at_once(stage: Play) -> None:
    await spoken(stage)
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.write_myself]
        bot > Sari: propose.ask_words
        edit > Sari: voice.own_words
        Wati: [button.voices]
        bot > Wati: voice.none
        Sari: Jembatan bambu di Krajan RT 02 rapuh
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: [button.yes_send]
        bot > Sari: propose.done
        """,
    )
    assert stage.rows("SELECT state, proposal_id IS NOT NULL, typing FROM media") == [("kept", 1, "")]


async def test_a_voice_as_the_answer_to_what_is_proposed(stage: Play) -> None:
    await act(stage, "Sari: /usul")
    await spoken(stage)
    await typed(stage)
    stage.heard()
    await play(stage, "Sari: [button.line_right]\nedit > Sari: voice.right\nbot > Sari: propose.ask_benefit")
    for line in ("[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Sari: {line}")
    assert stage.rows("SELECT COUNT(*) FROM proposal") == [(1,)]
    assert stage.rows("SELECT proposal_id IS NOT NULL FROM media") == [(1,)]


async def test_a_voice_after_words_that_were_no_proposal_still_waits_for_its_line(stage: Play) -> None:
    await act(stage, "Sari: Pak kades, saya mau bicara sebentar")
    await spoken(stage)
    keys = [text.split("⟧")[0].strip("⟦") for _, who, text, _ in stage.heard() if who == "Sari"]
    assert keys == ["propose.ask_whether", "voice.kept", "propose.ask_whether"]
    await act(stage, "Sari: [button.no_proposal]")
    await act(stage, "-- 3 hari kemudian")
    stage.heard()
    await play(stage, "Wati: [button.voices]\nbot > Wati: voice.list n=1")


async def test_who_works_elsewhere_or_said_it_does_not_type_it(stage: Play) -> None:
    await spoken(stage, "Budi")
    stage.heard()
    await play(
        stage,
        """
        Wati: /kelola usulan
        ...
        Wati: [button.voices]
        bot > Wati: voice.none
        Slamet: [button.voices]
        bot > Slamet: voice.list n=1 dusun=Ngasem
        """,
    )
    await spoken(stage, "Wati")
    stage.heard()
    await play(
        stage,
        """
        Wati: /kelola usulan
        ...
        Wati: [button.voices]
        bot > Wati: voice.none
        Karso: [button.voices]
        bot > Karso: voice.list n=1
        """,
    )


async def test_what_nobody_can_make_out_is_asked_for_again_and_what_is_dropped_is_gone(stage: Play) -> None:
    await spoken(stage)
    for line in ("[button.voices]", "[button.voice⟧ n=1]"):
        await act(stage, f"Wati: {line}")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.voice_unclear]
        bot > Wati: voice.told_unclear
        bot > Sari: voice.unclear [button.write_myself]
        """,
    )
    await spoken(stage)
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.drop_voice]
        toast > Sari: voice.toast.dropped
        edit > Sari: voice.dropped
        Wati: [button.voices]
        bot > Wati: voice.none
        """,
    )
    stage.bot.fetcher.wake()
    await stage.quiet()
    assert sorted(stage.rows("SELECT state FROM media")) == [("gone",), ("kept",)]


async def test_officers_hear_once_a_day_that_voices_wait(stage: Play) -> None:
    for _ in range(3):
        await spoken(stage)
    assert [who for _, who, text, _ in stage.heard() if "voice.waits" in text and who == "Wati"] == ["Wati"]
    await act(stage, "-- 1 hari kemudian")
    await spoken(stage)
    assert [who for _, who, text, _ in stage.heard() if "voice.waits" in text and who == "Wati"] == ["Wati"]


async def test_other_sounds_are_voices_too_and_a_question_stays_open(stage: Play) -> None:
    sari = stage.person("Sari")
    sari.audio(b"ID3" + bytes(9))
    await stage.quiet()
    sari.video_note(b"\x00\x00\x00\x18ftypmp42")
    await stage.quiet()
    await chosen(stage)
    assert [form for (form,) in stage.rows("SELECT form FROM media WHERE state = 'kept' ORDER BY form")] == [
        "audio", "video_note",
    ]  # fmt: skip
    stage.heard()
    for turn in (1, 2):
        await act(stage, "Wati: [button.voices]")
        await act(stage, f"Wati: [button.voice⟧ n={turn}]")
    files = [m["document"]["file_name"] for m in stage.person("Wati").messages() if "document" in m]
    assert files == ["media.mp3", "media.m4a"]


async def test_fifteen_things_at_once_are_enough(stage: Play) -> None:
    for _ in range(15):
        await spoken(stage)
    stage.heard()
    await spoken(stage)
    assert [text.split("⟧")[0] for _, _, text, _ in stage.heard()] == ["⟦media.refused.many"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(15,)]


async def test_a_voice_from_a_dusun_without_an_officer_goes_to_the_other_officers(stage: Play) -> None:
    ((mandate, village),) = stage.rows("SELECT id, village_id FROM mandate WHERE office = 'tim_penyusun'")
    await stage.bot.database.write(lambda work: work.roles.end(mandate, village))
    stage.heard()
    await spoken(stage, "Budi")
    told = {(who, text.split("⟧")[0].strip("⟦")) for _, who, text, _ in stage.heard()}
    assert {("Wati", "voice.waits"), ("Karso", "voice.waits"), ("Budi", "voice.kept")} <= told
    await play(
        stage,
        """
        Wati: [button.voices]
        bot > Wati: voice.list n=1 dusun=Ngasem [button.voice⟧ n=1]
        Wati: [button.voice⟧ n=1]
        bot > Wati: media.shown.voice
        bot > Wati: voice.ask_typed
        Wati: Jembatan bambu di Ngasem RT 02 rapuh
        bot > Wati: voice.asked
        bot > Budi: voice.ask_line
        """,
    )
