"""Photos and places: kept sealed, joined to a proposal, seen by whom they may be seen, and gone when they must be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import copies
from simulator.faults import Fault
from storage.media_files import FOLDER
from tests.household_life import MBAH, shared, tapped
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined

PLANTED = b"anggrekputih"
JPEG = b"\xff\xd8\xff\xe0" + PLANTED * 20


@pytest.fixture
async def stage(stage: Play) -> Play:
    """Bu Sari lives in Krajan, Pak Budi in Ngasem."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    return stage


async def said(stage: Play, send: Callable[[], object]) -> list[str]:
    """The keys of what the sender hears."""
    send()
    await stage.quiet()
    return [text.split("⟧")[0].strip("⟦") for _, who, text, _ in stage.heard() if who == "Sari"]


async def entered(stage: Play, *, photos: int = 1) -> None:
    """Bu Sari has entered proposal 1 with photos."""
    for n in range(photos):
        stage.person("Sari").photo(JPEG, "" if n else "Talud sungai longsor di Krajan RT 02")
        await stage.quiet()
    for line in ("[button.yes_proposal]", "[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Sari: {line}")
    stage.heard()


def files(stage: Play) -> list[Path]:
    folder = stage.folder / FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def fetched(stage: Play) -> None:
    """The fetcher has looked once more."""
    stage.bot.fetcher.wake()
    await stage.quiet()


def photos(stage: Play, name: str) -> list[bytes]:
    """What the bot has sent as photos to this person."""
    sent = [m for m in stage.person(name).messages() if m.get("from", {}).get("id") == stage.telegram.bot["id"]]
    return [stage.telegram.files.by_id[m["photo"][-1]["file_id"]].content for m in sent if "photo" in m]


async def test_a_photo_with_words_goes_with_the_proposal_and_shows_when_an_officer_has_looked(stage: Play) -> None:
    await entered(stage)
    assert stage.rows("SELECT kind, state, proposal_id IS NOT NULL FROM media") == [("photo", "kept", 1)]
    await play(
        stage,
        """
        Budi: 1
        bot > Budi: proposal.show [button.support]
        Sari: 1
        bot > Sari: proposal.show [button.show.photo⟧ n=1]
        Sari: [button.show.photo]
        bot > Sari: media.shown.photo number=1
        Slamet: /kelola usulan
        ...
        Slamet: [button.queue]
        ...
        Slamet: [queue.stage.diterima]
        ...
        Slamet: [number=1]
        bot > Slamet: queue.card [button.show.photo]
        Slamet: [button.show.photo]
        bot > Slamet: media.check
        bot > Slamet: media.shown.photo [button.release] [button.hide]
        Slamet: [button.release]
        toast > Slamet: media.toast.released
        Budi: 1
        bot > Budi: proposal.show [button.show.photo]
        Budi: [button.show.photo]
        bot > Budi: media.shown.photo
        Slamet: [button.hide]
        toast > Slamet: media.toast.hidden
        Budi: [button.show.photo]
        toast > Budi: media.refused.gone
        """,
    )
    for name in ("Sari", "Slamet", "Budi"):
        assert photos(stage, name) == [JPEG]
    acts = stage.rows("SELECT action, role FROM book WHERE action LIKE 'photo_%' ORDER BY seq")
    assert acts == [("photo_released", "tim_penyusun"), ("photo_hidden", "tim_penyusun")]


async def test_before_it_is_let_through_neither_list_nor_button_shows_a_photo(stage: Play) -> None:
    await entered(stage)
    await act(stage, "Budi: 1")
    shown = stage.heard()
    assert not any("button.show" in label for _, _, _, labels in shown for label in labels)
    assert photos(stage, "Budi") == []


async def test_a_photo_alone_asks_for_the_words(stage: Play) -> None:
    assert await said(stage, lambda: stage.person("Sari").photo(JPEG)) == ["media.kept.photo", "propose.ask_words"]
    await play(
        stage,
        """
        Sari: Jembatan bambu di Krajan RT 02 rapuh
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure propose.along media.along.photo⟧ n=1
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: [button.change_place]
        ...
        """,
    )
    for line in ("[name=Krajan]", "[rt=02]", "[button.yes_send]"):
        await act(stage, f"Sari: {line}")
    assert stage.rows("SELECT p.number FROM media m JOIN proposal p ON p.id = m.proposal_id") == [(1,)]


async def test_photos_of_one_album_are_answered_once_and_five_are_enough(stage: Play) -> None:
    sari = stage.person("Sari")
    assert await said(stage, lambda: sari.photo(JPEG, "Talud longsor", album="7")) == [
        "media.kept.photo", "propose.ask_whether",
    ]  # fmt: skip
    assert await said(stage, lambda: [sari.photo(JPEG, album="7") for _ in range(3)]) == []
    assert await said(stage, lambda: sari.photo(JPEG)) == ["media.added.photo", "propose.ask_whether"]
    assert await said(stage, lambda: sari.photo(JPEG)) == ["media.full", "propose.ask_whether"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(5,)]


async def test_a_place_goes_with_the_proposal_and_the_newest_counts(stage: Play) -> None:
    sari = stage.person("Sari")
    heard = await said(stage, lambda: sari.location(-7.123456789, 110.987654321))
    assert heard == ["media.kept.location", "propose.ask_words"]
    await act(stage, "Sari: Jembatan bambu di Krajan RT 02 rapuh")
    stage.heard()
    heard = await said(stage, lambda: sari.location(-7.2, 110.9))
    assert heard == ["media.added.location", "propose.ask_benefit"]
    for line in ("[benefit.semua]", "[button.yes_send]", "1", "[button.show.location]"):
        await act(stage, f"Sari: {line}")
    assert sari.messages()[-1]["location"] == {"latitude": -7.2, "longitude": 110.9}
    places = stage.rows("SELECT state, latitude, longitude FROM media ORDER BY state")
    assert ("dropped", None, None) in places or ("gone", None, None) in places
    assert ("kept", -720000, 11090000) in places and len(places) == 2


async def test_other_files_get_a_kind_word_and_the_question_stays(stage: Play) -> None:
    sari = stage.person("Sari")
    await act(stage, "Sari: /usul Jalan ke makam becek")
    stage.heard()
    for send in (
        lambda: sari.document(b"PK\x03\x04", "undangan.apk"),
        lambda: sari.document(b"%PDF", "surat.pdf"),
        lambda: sari.contact(),
    ):
        keys = await said(stage, send)
        assert keys[0] in ("media.other", "media.contact") and keys[1:] == ["propose.ask_dusun"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(0,)] and files(stage) == []
    forwarded = [m for who in stage.people.values() for m in who.messages() if "document" in m]
    assert all(m["from"]["id"] == sari.id for m in forwarded)


async def test_in_the_middle_of_another_question_nothing_is_kept_and_the_question_stays(stage: Play) -> None:
    await entered(stage)
    for line in ("1", "[button.withdraw]", "[button.cancel]", "1", "[button.change]", "[button.change_words]"):
        await act(stage, f"Sari: {line}")
    stage.heard()
    sari = stage.person("Sari")
    for send, kind in (
        (lambda: sari.photo(JPEG), "photo"),
        (lambda: sari.voice(b"OggS"), "voice"),
        (lambda: sari.location(-7.2, 110.9), "location"),
    ):
        assert await said(stage, send) == [f"media.not_here.{kind}", "propose.ask_words_again"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(1,)]


async def test_a_program_that_calls_itself_a_picture_is_not_kept(stage: Play) -> None:
    sari = stage.person("Sari")
    sari.document(b"PK\x03\x04" + PLANTED, "foto.jpg", caption="Talud longsor")
    await stage.quiet()
    keys = [text.split("⟧")[0].strip("⟦") for _, _, text, _ in stage.heard()]
    assert sorted(keys) == ["media.kept.photo", "media.lost.photo", "propose.ask_whether"]
    assert stage.rows("SELECT state, file FROM media") == [("lost", "")] and files(stage) == []


async def test_a_picture_sent_as_a_file_is_a_photo_and_too_much_is_said_to_be(stage: Play) -> None:
    sari = stage.person("Sari")
    assert (await said(stage, lambda: sari.document(JPEG, "IMG.jpg", "Talud longsor")))[0] == "media.kept.photo"
    assert stage.rows("SELECT form, state FROM media") == [("document", "kept")]
    large = JPEG + bytes((20 << 20) + 1)
    assert await said(stage, lambda: sari.document(large, "IMG.jpg")) == ["media.too_big", "propose.ask_whether"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(1,)]


async def test_whom_we_do_not_know_we_ask_to_join_first(stage: Play) -> None:
    tamu = stage.person("Tamu")
    tamu.photo(JPEG)
    await stage.quiet()
    keys = [text.split("⟧")[0].strip("⟦") for _, _, text, _ in stage.heard()]
    assert keys[:2] == ["media.stranger", "join.welcome"]
    assert stage.rows("SELECT COUNT(*) FROM media") == [(0,)]


async def test_words_that_are_no_proposal_let_the_photo_go(stage: Play) -> None:
    heard = await said(stage, lambda: stage.person("Sari").photo(JPEG, "assalamualaikum"))
    assert heard == ["media.kept.photo", "talk.salam_now", "media.let_go"]
    await fetched(stage)
    assert stage.rows("SELECT state FROM media") == [("gone",)] and files(stage) == []


async def test_a_draft_that_is_left_takes_its_photo_along_after_a_day(stage: Play) -> None:
    await said(stage, lambda: stage.person("Sari").photo(JPEG, "Talud longsor"))
    await act(stage, "-- 3 hari kemudian")
    assert len(files(stage)) == 1, "a draft has no end date"
    await act(stage, "Sari: batal")
    await act(stage, "-- 1 jam kemudian")
    await fetched(stage)
    assert files(stage) == [] and stage.rows("SELECT state FROM media") == [("gone",)]


async def test_a_card_is_forgotten_at_once(stage: Play) -> None:
    sari = stage.person("Sari")
    sari.photo(JPEG)
    await stage.quiet()
    assert len(files(stage)) == 1
    stage.heard()
    await play(stage, "Sari: [button.card]\nedit > Sari: redact.card")
    await fetched(stage)
    assert files(stage) == [] and stage.rows("SELECT state, file FROM media") == [("gone", "")]
    await play(stage, "Sari: Jembatan bambu rapuh\nbot > Sari: propose.ask_whether")


async def test_what_telegram_can_not_give_now_is_fetched_after_a_restart(stage: Play) -> None:
    stage.telegram.faults.on("getFile", fault=Fault.server_error(502))
    stage.person("Sari").photo(JPEG, "Talud longsor")
    await stage.quiet()
    assert stage.rows("SELECT state, tries > 0 FROM media") == [("coming", 1)] and files(stage) == []
    await stage.stop()
    stage.telegram.faults.heal()
    stage.telegram.clock.advance(hours=1)
    await stage.start()
    await act(stage, "Budi: halo")
    await fetched(stage)
    assert stage.rows("SELECT state, file FROM media") == [("kept", "")] and len(files(stage)) == 1


async def test_bytes_that_were_there_before_their_row_said_so_are_fetched_anew(stage: Play) -> None:
    stage.telegram.faults.on("getFile", fault=Fault.drop_before())
    stage.person("Sari").photo(JPEG, "Talud longsor")
    await stage.quiet()
    await stage.stop()
    ((number,),) = stage.rows("SELECT id FROM media WHERE state = 'coming'")
    (stage.folder / FOLDER).mkdir(exist_ok=True)
    (stage.folder / FOLDER / f"{number}.segel").write_bytes(b"half")
    stage.telegram.faults.heal()
    stage.telegram.clock.advance(hours=1)
    await stage.start()
    await act(stage, "Budi: halo")
    await fetched(stage)
    for line in ("[button.yes_proposal]", "[name=Krajan]", "[rt=02]", "[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Sari: {line}")
    for line in ("1", "[button.show.photo]"):
        await act(stage, f"Sari: {line}")
    assert photos(stage, "Sari") == [JPEG] and [file.stem for file in files(stage)] == [str(number)]


async def test_what_telegram_will_never_give_is_asked_for_again(stage: Play) -> None:
    stage.telegram.faults.on("getFile", times=1, fault=Fault.status(400, "Bad Request: wrong file_id"))
    heard = await said(stage, lambda: stage.person("Sari").photo(JPEG, "Talud longsor"))
    assert sorted(heard) == ["media.kept.photo", "media.lost.photo", "propose.ask_whether"]
    assert (await said(stage, lambda: stage.person("Sari").photo(JPEG)))[0] == "media.added.photo"
    assert sorted(stage.rows("SELECT state FROM media")) == [("kept",), ("lost",)]


async def test_after_a_cut_no_file_is_without_its_row_and_no_row_without_its_file(stage: Play) -> None:
    sari = stage.person("Sari")
    for words in ("Talud longsor", ""):
        sari.photo(JPEG, words)
        await stage.quiet()
    stage.heard()
    await stage.stop()
    one, _ = files(stage)
    one.unlink()
    for name in ("99.segel", "98.segel.baru"):
        (stage.folder / FOLDER / name).write_bytes(b"x")
    await stage.start()
    await stage.quiet()
    assert len(files(stage)) == 1 and sorted(stage.rows("SELECT state FROM media")) == [("kept",), ("lost",)]
    assert [text.split("⟧")[0] for _, _, text, _ in stage.heard()] == ["⟦media.lost.photo"]


async def test_on_a_shared_phone_the_photo_waits_for_who_sent_it(stage: Play) -> None:
    await shared(stage)
    await act(stage, "-- 2 hari kemudian")
    stage.heard()
    stage.person("Tini").photo(JPEG, "Talud longsor")
    await stage.quiet()
    assert stage.rows("SELECT COUNT(*) FROM media") == [(0,)]
    await act(stage, "Tini: [name=Mbah]")
    await tapped(stage, "Tini", MBAH)
    await fetched(stage)
    kept, asked = [text for _, _, text, _ in stage.heard()][-2:]
    assert "⟦media.kept.photo⟧" in kept and "⟦propose.ask_whether⟧" in asked
    whose = stage.rows("SELECT r.name, m.state FROM media m JOIN resident r ON r.id = m.resident_id")
    assert whose == [("Mbah Rahayu", "kept")]


def clear(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and PLANTED in file.read_bytes()]


async def test_its_bytes_lie_sealed_and_the_copy_of_one_s_data_names_them(stage: Play) -> None:
    await entered(stage)
    stage.person("Sari").location(-7.2, 110.9)
    await stage.quiet()
    assert len(files(stage)) == 1 and clear(stage.folder) == []
    assert files(stage)[0].stat().st_mode & 0o77 == 0
    await act(stage, "Sari: /data")
    sent = next(m for m in reversed(stage.person("Sari").messages()) if "document" in m)
    page = stage.telegram.files.by_id[sent["document"]["file_id"]].content.decode()
    assert "data.media.photo" in page and "-7.20000, 110.90000" in page
    await act(stage, "Sari: [button.own_media]")
    assert photos(stage, "Sari") == [JPEG] and stage.person("Sari").messages()[-1]["location"]["latitude"] == -7.2


async def test_who_erases_themselves_takes_their_photos_along_from_the_oldest_backup_too(
    stage: Play, tmp_path: Path
) -> None:
    await entered(stage)
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    assert len(list((tmp_path / "cadangan" / FOLDER).iterdir())) == 1 and clear(tmp_path / "cadangan") == []
    for line in ("/data", "[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
        await act(stage, f"Sari: {line}")
    await act(stage, "-- 1 jam kemudian")
    await fetched(stage)
    assert files(stage) == [] and stage.rows("SELECT state, sealed_for FROM media")[0][0] == "gone"
    await stage.stop()
    copies.restore(stage.folder, oldest)
    await stage.start()
    await fetched(stage)
    assert stage.rows("SELECT state, file, latitude FROM media") == [("gone", "", None)] and files(stage) == []
    assert clear(stage.folder) == []


async def test_what_is_restored_brings_its_photos_back(stage: Play, tmp_path: Path) -> None:
    await entered(stage)
    made = copies.backup(stage.folder, tmp_path / "cadangan")
    await stage.stop()
    for file in files(stage):
        file.unlink()
    copies.restore(stage.folder, made)
    await stage.start()
    for line in ("1", "[button.show.photo]"):
        await act(stage, f"Sari: {line}")
    assert photos(stage, "Sari") == [JPEG]


async def test_the_log_says_nothing_of_it(stage: Play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await entered(stage)
    stage.person("Sari").location(-7.2, 110.9)
    await stage.quiet()
    assert PLANTED.decode() not in caplog.text and "110.9" not in caplog.text
