"""[Hapus data saya], without an officer: gone here, unreadable in the oldest backup, and the book still whole."""

import sqlite3
from pathlib import Path

import pytest

from bot import copies
from bot.refused import Refused
from storage import sealed
from storage.keys import Keys
from tests.boxes import lines
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed
from village.book import commitment, first_wrong

NAME, RAW, DRAFT = "Kenariwati", "merpatiputih", "cendrawasih"


@pytest.fixture
async def stage(stage: Play) -> Play:
    """Kenariwati has joined, has proposed twice, and is writing a third."""
    await founded(stage)
    await joined(stage, "Budi")
    await act(stage, f"{NAME}: /start warga_3301022003")
    await introduced(stage, NAME, born=1937)
    await act(stage, "Wati: [button.vouch_yes]")
    await proposed(stage, NAME, f"Lampu jalan mati. Saya {RAW} yang menulis ini", "Talud longsor")
    await act(stage, f"{NAME}: Jembatan rapuh, kata {DRAFT}")
    stage.heard()
    return stage


def found(folder: Path, *words: str) -> list[str]:
    """Where these words stand, byte for byte, in any file below."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"{path.name}: {word}" for path in files for word in words if word.encode() in path.read_bytes()]


async def erased(stage: Play, name: str = NAME) -> None:
    for line in ("/data", "[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
        await act(stage, f"{name}: {line}")
    await act(stage, "-- 1 jam kemudian")
    stage.heard()


async def test_it_is_asked_twice_and_done_at_once(stage: Play) -> None:
    await play(
        stage,
        f"""
        {NAME}: /data
        ...
        {NAME}: [button.erase]
        bot > {NAME}: erase.ask [button.erase_go_on] [button.keep_data]
        {NAME}: [button.erase_go_on]
        edit > {NAME}: erase.sure [button.keep_data] [button.erase_for_ever]
        {NAME}: [button.keep_data]
        edit > {NAME}: erase.kept
        {NAME}: /profil
        bot > {NAME}: profile.show [button.own_data]
        ...
        {NAME}: [button.own_data]
        ...
        {NAME}: [button.erase]
        ...
        {NAME}: [button.erase_go_on]
        ...
        {NAME}: [button.erase_for_ever]
        edit > {NAME}: erase.done
        {NAME}: /profil
        bot > {NAME}: talk.refused.stranger
        """,
    )


async def test_nothing_of_the_person_is_left_in_any_file(stage: Play) -> None:
    telegram = stage.person(NAME).id
    assert found(stage.folder, NAME, RAW, DRAFT)
    await erased(stage)
    await stage.stop()
    assert found(stage.folder, NAME, RAW, DRAFT) == []
    for table in ("account", "chat"):
        assert stage.rows(f"SELECT 1 FROM {table} WHERE telegram_id = {telegram}") == []
    people = stage.rows("SELECT name, name_key, dusun_id, rt, sex, birth_year, state FROM resident WHERE name = ''")
    assert people == [("", None, None, None, None, None, "moved")]
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE name <> ''") == [(5,)]
    await stage.start()


async def test_the_book_is_whole_and_its_other_pages_still_match(stage: Play) -> None:
    before = stage.rows("SELECT COUNT(*) FROM book_page")[0][0]
    await erased(stage)
    village = stage.rows("SELECT id FROM village")[0][0]
    book = await stage.bot.database.write(lambda work: work.book.whole(village))
    assert first_wrong(book) is None and book[-1].act.action == "data_erased"
    pages = {seq: (salt, facts) for seq, salt, facts in stage.rows("SELECT seq, salt, facts FROM book_page")}
    assert all(
        commitment(pages[r.act.seq][0], pages[r.act.seq][1].encode()) == r.act.commit
        for r in book
        if r.act.seq in pages
    )
    assert 0 < len(pages) < before
    await play(stage, "Budi: /periksa\nbot > Budi: book.whole")


async def test_votes_and_public_titles_stay(stage: Play) -> None:
    await act(stage, f"{NAME}: [button.no_proposal]")
    await polling(stage)
    for name in (NAME, "Budi", "Wati", "Slamet", "Karso"):
        await act(stage, f"{name}: [Lampu]")
    voted = lines(stage.folder)
    await erased(stage)
    assert lines(stage.folder) == voted == 5
    await act(stage, "-- 2 hari kemudian")
    assert stage.rows("SELECT electorate, voted FROM poll") == [(5, 5)]
    stage.heard()
    await play(stage, "Budi: 1\nbot > Budi: proposal.show title=Lampu")
    assert stage.rows("SELECT words FROM proposal_version ORDER BY proposal_id") == [("",), ("",)]


async def test_the_oldest_backup_does_not_give_the_person_back(stage: Play, tmp_path: Path) -> None:
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    assert found(oldest.parent, NAME, RAW, DRAFT, "Budi", str(stage.person(NAME).id)) == []
    keys = Keys(stage.folder)
    whole = tmp_path / "pulih-semua.db"
    assert sealed.restore(oldest, keys, whole, 0) == 0
    assert len([hit for hit in found(tmp_path, NAME) if hit.startswith(whole.name)]) == 1
    await erased(stage)
    again = tmp_path / "pulih-lagi" / "desa.db"
    again.parent.mkdir()
    assert sealed.restore(oldest, keys, again, 0) == 1
    assert found(again.parent, NAME, RAW, DRAFT) == []
    assert found(again.parent, "Budi Warga")
    base = sqlite3.connect(again)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


async def test_what_is_restored_is_what_was_there(stage: Play, tmp_path: Path) -> None:
    skipped = ("machine", "erasure", "outbox", "sealed", "sqlite_sequence", "proposal_term", "proposal_read")
    tables = [r[0] for r in stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'") if r[0] not in skipped]
    before = {table: stage.rows(f"SELECT * FROM {table}") for table in tables}
    await stage.stop()
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    with pytest.raises(Refused):
        copies.copy_keys(stage.folder, stage.folder)
    assert copies.restore(stage.folder, oldest) == 0
    assert {table: stage.rows(f"SELECT * FROM {table}") for table in tables} == before
    assert [path.name for path in stage.folder.glob("desa-sebelum-pulih-*.db")]
    with pytest.raises(Refused):
        copies.restore(stage.folder, stage.folder / "kunci-tombol")
    await stage.start()
    await play(stage, f"{NAME}: /profil\nbot > {NAME}: profile.show name={NAME}\n...")


async def test_without_the_keys_a_backup_holds_nobody(stage: Play, tmp_path: Path) -> None:
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    target = tmp_path / "pencuri.db"
    (tmp_path / "lain").mkdir()
    assert sealed.restore(oldest, Keys(tmp_path / "lain"), target, 0) == 6
    assert [hit for hit in found(tmp_path, NAME, RAW, DRAFT, "Budi", "Joko") if not hit.startswith("desa.db")] == []


async def test_the_only_operator_hands_over_first(stage: Play) -> None:
    await play(
        stage,
        """
        Joko: /data
        ...
        Joko: [button.erase]
        toast > Joko: erase.refused.operator
        """,
    )


async def test_an_officer_who_goes_leaves_the_office(stage: Play) -> None:
    await appointed(stage, "Budi", "office.kader")
    await erased(stage, "Budi")
    await play(
        stage,
        """
        Budi: /kelola
        bot > Budi: talk.refused.stranger
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM mandate WHERE ends_at IS NOT NULL") == [(1,)]


async def test_whoever_went_may_come_back_as_somebody_new(stage: Play) -> None:
    await erased(stage)
    await act(stage, f"{NAME}: /start warga_3301022003")
    await introduced(stage, NAME)
    stage.heard()
    await play(stage, "Wati: [button.vouch_yes]\nedit > Wati: vouch.done_yes\n...")
    assert stage.rows(f"SELECT COUNT(*) FROM resident WHERE name LIKE '{NAME}%'") == [(1,)]
