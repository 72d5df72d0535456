"""A voice note instead of a written note: kept with its item, typed by who writes the minutes, gone after the seal."""

from tests.chats.test_minutes import ended, sat, sent
from tests.hall_life import page
from tests.play import Play
from tests.transcript import act, play

OGG = b"OggS" + b"musyawarah" * 9


async def spoken(stage: Play, name: str, seconds: int = 40) -> None:
    stage.person(name).voice(OGG, seconds)
    await stage.quiet()


async def test_a_voice_note_waits_with_its_item_and_is_typed_by_another_officer(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    await play(
        stage,
        """
        Ratna: [button.items]
        bot > Ratna: minutes.items
        Ratna: [n=1]
        bot > Ratna: minutes.item [button.write_note]
        Ratna: [button.write_note]
        bot > Ratna: minutes.ask_write
        """,
    )
    await spoken(stage, "Ratna")
    [(_, who, told, buttons)] = stage.heard()
    assert who == "Ratna" and "minutes.item" in told and "⟦minutes.voices⟧ n=1" in told
    assert any("button.type_voice⟧ n=1 seconds=40" in b for b in buttons), buttons
    await play(
        stage,
        """
        Ratna: [button.all_agree]
        bot > Ratna: minutes.all_settled
        """,
    )
    await ended(stage)
    await page(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: [button.draft⟧]
        toast > Ratna: minutes.refused.voices_left first=1
        """,
    )
    await page(stage, "Dewi")  # of the village office, who writes the same minutes
    await play(
        stage,
        """
        Dewi: [button.items]
        bot > Dewi: minutes.items
        Dewi: [n=1]
        bot > Dewi: minutes.item minutes.voices⟧ [button.type_voice]
        Dewi: [button.type_voice]
        bot > Dewi: media.shown.voice
        bot > Dewi: minutes.ask_voice [button.voice_unused]
        Dewi: xx
        bot > Dewi: minutes.refused.short
        Dewi: Iuran dipakai membeli gerobak
        bot > Dewi: minutes.item minutes.note⟧ gerobak [button.hear_voice⟧ n=1]
        Dewi: [button.hear_voice]
        bot > Dewi: media.shown.voice
        """,
    )
    assert stage.rows("SELECT words FROM minute_note") == [("Iuran dipakai membeli gerobak",)]
    heard = [m for m in stage.person("Dewi").messages() if "voice" in m]
    assert [stage.telegram.files.by_id[m["voice"]["file_id"]].content for m in heard] == [OGG, OGG]


async def test_the_voice_stays_until_the_seal_and_goes_after_it(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.write_note]"):
        await act(stage, f"Ratna: {line}")
    await spoken(stage, "Ratna")
    stage.heard()
    for line in ("[button.type_voice]", "Iuran dipakai membeli gerobak", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    await act(stage, "-- 30 jam kemudian")
    assert stage.rows("SELECT state FROM media") == [("kept",)]  # the seal is not there yet
    await act(stage, "-- 30 jam kemudian")
    await act(stage, "-- 1 jam kemudian")
    assert stage.rows("SELECT state FROM hall") == [("tersegel",)]
    assert stage.rows("SELECT state FROM media") != [("kept",)]


async def test_a_voice_that_is_of_no_use_goes_at_once(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.write_note]"):
        await act(stage, f"Ratna: {line}")
    await spoken(stage, "Ratna")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.type_voice]
        bot > Ratna: media.shown.voice
        bot > Ratna: minutes.ask_voice
        Ratna: [button.voice_unused]
        bot > Ratna: minutes.item minutes.nothing_yet
        """,
    )
    assert stage.rows("SELECT state FROM media WHERE state = 'kept'") == []
    assert stage.rows("SELECT state FROM minute_voice") == [("unused",)]


async def test_a_voice_note_in_answer_to_another_question_is_not_kept(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.objects]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await spoken(stage, "Ratna")
    assert "media.not_here.voice" in stage.heard()[0][2]
    assert stage.rows("SELECT 1 FROM media") == []
