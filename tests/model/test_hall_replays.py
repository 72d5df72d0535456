"""A meeting through the real door, updates repeated, the program started anew between any two: the same minutes."""

import contextlib
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from actions import draft
from bot.buttons import Seal
from bot.door import Door
from locales.texts import Texts
from storage.database import FILE, Database
from tests.faults.histories import Forgetful
from tests.hall_life import HOUR, code, councilled, door_opened, summoned
from tests.play import Play
from tests.transcript import act

TABLES = ("hall", "attendance", "minute", "minute_note", "minute_objection", "minute_count", "sanggah", "hall_guess")
SCRIPT = (
    "Sari: {code}", "Budi: 9999", "Budi: {code}", "Tini: {code}", "Tini: {code}", "-- 1 jam kemudian",
    "Ratna: [button.hall_meeting⟧]", "Ratna: [button.begin_meeting]", "Ratna: [button.items]", "Ratna: [n=1]",
    "Ratna: [button.write_note]", "Ratna: Dibahas lama", "Ratna: [button.objects]", "Ratna: Terlalu jauh",
    "Ratna: [button.count_hands]", "Ratna: 2", "Ratna: 1", "Ratna: 0", "Dewi: [button.count_same]",
    "Ratna: [button.items]", "Ratna: [n=2]", "Ratna: [button.all_agree]", "Ratna: [button.end_meeting]",
    "Ratna: [button.draft⟧]", "Dewi: [button.step_yes]", "Sari: [button.object]", "Sari: [n=2]",
    "Sari: Bukan begitu", "Ratna: [button.sanggah_stands]", "Ratna: Begitulah yang disepakati",
)  # fmt: skip


@dataclass
class Recorded:
    """A village whose door is open, and (moment, update) of all that its people then said and pressed."""

    folder: Path
    texts: Texts
    username: str
    updates: list[tuple[int, dict[str, Any]]]


async def recorded(folder: Path) -> Recorded:
    async with Play.open(folder / "data") as play:
        await councilled(play, "Sari", "Budi", "Tini")
        meeting = await summoned(play, guests=("Sari", "Budi", "Tini"), items=("Jalan", "Iuran"))
        await door_opened(play)
        await act(play, "Ratna: [button.halls]")
        right = await code(play, meeting)
        await play.stop()
        shutil.copytree(play.folder, folder / "before")
        updates: list[tuple[int, dict[str, Any]]] = []
        play.telegram.on_update.append(lambda raw: updates.append((play.bot.clock(), raw)))
        await play.start()
        for line in SCRIPT:
            await act(play, line.replace("{code}", right))
        return Recorded(folder / "before", play.texts, play.telegram.bot["username"], updates)


async def lived(
    day: Recorded, folder: Path, batches: Sequence[Sequence[int]], door: type[Door] = Door, anew: bool = False
) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables hold when these updates arrive in this order; anew: each batch in a program of its own."""
    shutil.copytree(day.folder, folder)
    clock = [day.updates[0][0]]
    database = Database.open(folder, lambda: clock[0])
    opened = door(database, Seal.kept(folder), day.username, day.texts)
    for batch in batches:
        for number in batch:
            clock[0] = max(clock[0], day.updates[number][0])
            await opened.receive(day.updates[number][1])
        if anew:
            await database.close()
            database = Database.open(folder, lambda: clock[0])
            opened = door(database, Seal.kept(folder), day.username, day.texts)
    clock[0] += 49 * HOUR
    for _ in range(2):
        await database.write(draft.seal_due)
    await database.close()
    with contextlib.closing(sqlite3.connect(folder / FILE)) as base:
        found = {table: base.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        found["book"] = base.execute("SELECT actor, role, action, object FROM book ORDER BY seq").fetchall()
        found["letters"] = base.execute("SELECT chat_id, key, once FROM outbox ORDER BY id").fetchall()
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(tmp_path_factory.mktemp("replays"))


async def test_repeated_updates_and_new_starts_come_to_the_same_minutes(folder: Path) -> None:
    day = await recorded(folder)
    numbers = range(len(day.updates))
    assert len(numbers) >= 28
    plain = await lived(day, folder / "plain", [[n] for n in numbers])
    assert [row[2] for row in plain["hall"]] == ["tersegel"]
    assert {table: len(rows) for table, rows in plain.items() if table in TABLES} == {
        "hall": 1, "attendance": 3, "minute": 2, "minute_note": 1, "minute_objection": 1, "minute_count": 1,
        "sanggah": 1, "hall_guess": 1,
    }  # fmt: skip
    twice = [[n, n] for n in numbers]
    assert await lived(day, folder / "twice", twice, anew=True) == plain
    late = [[n, *range(max(0, n - 5), n + 1)] for n in numbers]
    assert await lived(day, folder / "late", late) == plain
    forgetful = await lived(day, folder / "forgetful", twice, Forgetful)
    assert forgetful != plain, "a door that forgets what it has seen would be seen"
