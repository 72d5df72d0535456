"""The ballot box as people meet it: a second ballot, a lost answer, checking one's own vote, and counting again."""

import asyncio
import io
import itertools
import json
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import boxes as shelf
from storage.box import connect
from tests.boxes import files, kept, lines, voted
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed

UPDATES = itertools.count(900_001)
PEOPLE = ("Sari", "Budi", "Tini", "Karto", "Joyo", "Parmi", "Wiji", "Tono", "Ngatini", "Marto", "Sutini")


async def voting(stage: Play, *people: str) -> None:
    await founded(stage)
    await joined(stage, *people)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    stage.heard()


def datas(message: dict[str, Any]) -> list[str]:
    return [b["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for b in row]


async def pressed(stage: Play, name: str, data: str) -> str:
    """The press as Telegram hands it over, whatever the message shows by now; the key of the toast."""
    who = stage.person(name).id
    query = {
        "id": "1", "from": {"id": who, "is_bot": False, "first_name": name}, "data": data, "chat_instance": "1",
        "message": {"message_id": 1, "date": 0, "chat": {"id": who, "type": "private"}},
    }  # fmt: skip
    thanks = await stage.bot.door.receive({"update_id": next(UPDATES), "callback_query": query})
    assert thanks is not None and thanks.answer.toast is not None
    return thanks.answer.toast.key


async def test_a_second_ballot_leads_back_to_the_first(stage: Play) -> None:
    await voting(stage, "Sari")
    await play(
        stage,
        """
        Sari: [Lampu]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot ⟦vote.picked⟧ [button.empty_ballot] [button.check]
        Sari: [button.check]
        toast > Sari: vote.toast.lies_in
        Sari: /suara
        bot > Sari: vote.in_the_box
        Sari: [Jembatan]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot numbers=⟦vote.number⟧
        Sari: [button.empty_ballot]
        edit > Sari: vote.ask_empty [button.yes_empty] [button.keep_vote]
        Sari: [button.yes_empty]
        toast > Sari: vote.toast.withdrawn
        edit > Sari: vote.ballot ⟦vote.nothing_picked⟧
        Sari: [button.check]
        toast > Sari: vote.toast.nothing_in
        """,
    )
    assert (lines(stage.folder), voted(stage.folder)) == (0, 0)


async def test_of_two_ballots_the_one_that_was_used_first_counts(stage: Play) -> None:
    await voting(stage, "Sari")
    old = next(reversed(stage.person("Sari").chat.messages.values()))
    await act(stage, "Sari: /suara")
    stage.heard()
    await play(
        stage,
        """
        Sari: [Jembatan]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot
        """,
    )
    assert await pressed(stage, "Sari", datas(old)[0]) == "vote.refused.first_ballot"
    assert (lines(stage.folder), voted(stage.folder)) == (1, 1)


async def test_a_press_whose_answer_was_lost_is_found_in_the_box_after_the_close(stage: Play) -> None:
    await voting(stage, "Sari")
    first, second, *_ = datas(next(reversed(stage.person("Sari").chat.messages.values())))
    assert await pressed(stage, "Sari", first) == "vote.toast.kept"
    assert await pressed(stage, "Sari", first) == "vote.toast.kept"
    await act(stage, "-- 2 hari kemudian")
    assert await pressed(stage, "Sari", first) == "vote.refused.closed_kept"
    assert await pressed(stage, "Sari", second) == "vote.refused.closed"


async def counted(stage: Play) -> dict[str, bytes]:
    """Eleven vote and the poll closes; the files that Sari gets to count again."""
    await voting(stage, *PEOPLE)
    for number, name in enumerate(PEOPLE):
        await act(stage, f"{name}: [{('Lampu', 'Jembatan')[number % 3 == 0]}]")
    await act(stage, "-- 2 hari kemudian")
    stage.heard()
    await act(stage, "Sari: /hasil")
    await act(stage, "Sari: [button.recount]")
    sent = next(m for m in reversed(stage.person("Sari").chat.messages.values()) if "document" in m)
    content = stage.telegram.files.by_id[sent["document"]["file_id"]].content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def verified(folder: Path, posted: str) -> str:
    """What the script for anybody says, given what stands in the group."""
    command = [sys.executable, folder / "periksa.py", folder]
    return subprocess.run(command, input=posted, capture_output=True, text=True, check=False).stdout


async def test_whoever_voted_finds_their_own_line_and_anybody_can_count_again(stage: Play, tmp_path: Path) -> None:
    told = await counted(stage)
    rows = told["daftar-suara.csv"].decode().splitlines()[1:]
    assert len(rows) == 11
    votes = dict(stage.rows("SELECT number, votes FROM poll_option"))
    assert votes == {1: 7, 2: 4} == {n: sum(row.split(",")[1] == str(n) for row in rows) for n in (1, 2)}
    assert json.loads(told["pengumuman.json"])["jajak"]["pemilih"] >= 11
    for name, content in told.items():
        (tmp_path / name).write_bytes(content)
    posted = "\n".join(m.get("text", "") for m in stage.groups["Warga"].messages)
    assert (await asyncio.to_thread(verified, tmp_path, posted)).startswith("SAH")
    forged = told["daftar-suara.csv"].replace(b",1,", b",2,", 1)
    (tmp_path / "daftar-suara.csv").write_bytes(forged)
    assert (await asyncio.to_thread(verified, tmp_path, posted)).startswith("TIDAK SAH")
    ballot = next(m for m in stage.person("Budi").chat.messages.values() if "vote.ballot" in m.get("text", ""))
    check = datas(ballot)[-1]
    stage.person("Budi").press(check, ballot)
    await stage.quiet()
    own = next(m["text"] for m in stage.person("Budi").chat.messages.values() if "vote.own_lines" in m.get("text", ""))
    codes = {row.split(",")[0] for row in rows if row.split(",")[1] == "1"}
    assert sum(code in own.replace("-", "") for code in codes) == 1
    assert not list(stage.folder.glob("kunci-kotak-*")), "the key is destroyed when the box is counted"


async def test_after_the_time_to_object_nothing_finds_a_line_any_more(stage: Play) -> None:
    await counted(stage)
    budi = stage.person("Budi")
    ballot = next(m for m in budi.chat.messages.values() if "vote.ballot" in m.get("text", ""))
    buttons = datas(ballot)
    assert any(kept(stage.folder, buttons).values())
    await act(stage, "-- 6 hari kemudian")
    assert lines(stage.folder) == 11
    await act(stage, "-- 2 hari kemudian")
    assert lines(stage.folder) == 0 and voted(stage.folder) == 11
    assert not any(kept(stage.folder, buttons).values())
    assert await pressed(stage, "Budi", buttons[-1]) == "vote.toast.traces_gone"
    assert stage.rows("SELECT COUNT(*) FROM ballot_line") == [(11,)], "what is published stays"


async def test_what_was_announced_cannot_be_changed_while_it_runs(stage: Play) -> None:
    await voting(stage, "Sari")
    for change in ("closes_at = 0", "most_picks = 2", "seal = ''", "announcement = ''", "box_key = x'00'"):
        with pytest.raises(Exception, match=r"frozen|once"):
            await stage.bot.database.write(lambda work, c=change: work.polls.run(f"UPDATE poll SET {c}"))


async def test_before_the_box_is_opened_it_is_counted_and_written_down(stage: Play) -> None:
    await counted(stage)
    acts = [row[0] for row in stage.rows("SELECT action FROM book WHERE object LIKE 'poll:%' ORDER BY seq")]
    assert acts.index("poll_closed") < acts.index("box_opened")


async def test_a_box_of_few_voters_is_never_opened(stage: Play) -> None:
    await voting(stage, "Sari")
    await act(stage, "Sari: [Lampu]")
    await act(stage, "-- 2 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Sari: /hasil
        bot > Sari: result.private
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM ballot_line") == [(0,)]
    assert stage.rows("SELECT COUNT(*) FROM book WHERE action = 'box_opened'") == [(0,)]


async def test_the_secret_stands_in_no_file(stage: Play) -> None:
    """The ballots' secrets are on the phones alone; the main database says nothing of a tap but that it was seen."""
    await voting(stage, "Sari", "Budi")
    secrets = set()
    for name in ("Sari", "Budi"):
        await act(stage, f"{name}: [Lampu]")
        ballot = next(m for m in stage.person(name).chat.messages.values() if "vote.ballot" in m.get("text", ""))
        data = ballot["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        secrets.add(data.split(":")[1].split(",")[-1][1:])
    assert len(secrets) == 2
    for file in stage.folder.iterdir():
        if file.is_file():
            content = file.read_bytes()
            assert not any(secret.encode() in content for secret in secrets), file.name


async def test_the_trust_limits_are_said_in_the_bot_itself(stage: Play) -> None:
    await counted(stage)
    stage.heard()
    await play(
        stage,
        """
        Budi: /hasil
        bot > Budi: result.private [button.proof] [button.reach] [button.recount] [button.secrecy]
        Budi: [button.secrecy]
        bot > Budi: vote.secrecy
        """,
    )


async def test_the_lines_of_a_box_stand_where_chance_put_them(stage: Play) -> None:
    await voting(stage, *PEOPLE)
    for name in PEOPLE:
        await act(stage, f"{name}: [Lampu]")
    (file,) = files(stage.folder)
    with closing(connect(file)) as box:
        tables = {row[0] for row in box.execute("SELECT name FROM sqlite_master")}
        used = [slot for slot, full in box.execute("SELECT slot, used FROM box ORDER BY slot") if full]
        assert tables == {"about", "turnout", "box", "helped"}, "no index, and no table with a time"
        assert box.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert len(used) == 11 and used != list(range(11))
    assert shelf.Boxes(stage.folder).get(1) is not None


async def test_a_box_that_was_lost_refuses_kindly_and_breaks_nothing_else(stage: Play) -> None:
    """As after a restore on another machine, where the boxes are not."""
    await voting(stage, "Sari")
    await stage.stop()
    for file in (*files(stage.folder), *stage.folder.glob("kunci-kotak-*")):
        file.unlink()
    await stage.start()
    await play(
        stage,
        """
        Sari: [Lampu]
        toast > Sari: vote.refused.no_box
        Sari: /hasil
        bot > Sari: result.running
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM quarantine") == [(0,)]
