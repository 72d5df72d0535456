"""The same updates in many histories: repeated, in another order among people, late, under other numbers.

`HISTORIES=10000` makes it the long form; every history has a seed, and a red one says which.
"""

import asyncio
import contextlib
import os
import random
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.buttons import Seal
from bot.door import Courtesy, Door
from bot.telegram.incoming import update_id
from locales.texts import Texts
from simulator.people import Person
from storage.database import Database
from tests.faults.state import differences, state
from tests.faults.village import peopled, voting
from tests.play import Play
from tests.village_life import LINK

HISTORIES = int(os.environ.get("HISTORIES", "100"))
Raw = dict[str, Any]


@dataclass
class Recorded:
    """A village at one moment, and what its people then said and pressed, each in their own order."""

    folder: Path
    texts: Texts
    username: str
    now: int
    letters: int
    updates: list[Raw]


class OnlyForward(Door):
    """The twin: takes a smaller number for an old update."""

    last = 0

    async def receive(self, raw: object) -> Courtesy | None:
        number = update_id(raw) or 0
        if number <= self.last:
            return None
        self.last = number
        return await super().receive(raw)


class Forgetful(Door):
    """The twin: does not know what it has seen."""

    fresh = 10**12

    async def receive(self, raw: object) -> Courtesy | None:
        assert isinstance(raw, dict)
        self.fresh += 1
        return await super().receive({**raw, "update_id": self.fresh})


@pytest.fixture
async def recorded(tmp_path: Path) -> Recorded:
    """A day in the village, played once on the stage."""
    async with Play.open(tmp_path / "data") as play:
        names = await peopled(play, 9)
        await voting(play, names[3:6])
        newcomers = ["Tamu Satu", "Tamu Dua"]
        for name in newcomers:
            play.person(name).say(LINK)
        await play.quiet()
        now = play.bot.clock() + 60_000
        letters = await play.bot.database.write(lambda w: w.outbox.one("SELECT MAX(id) AS n FROM outbox")["n"])
        await play.stop()
        shutil.copytree(play.folder, tmp_path / "before")
        updates: list[Raw] = []
        play.telegram.on_update.append(updates.append)
        await play.start()
        await _day(play, names, newcomers)
        return Recorded(tmp_path / "before", play.texts, play.telegram.bot["username"], now, letters, updates)


async def _day(play: Play, names: list[str], newcomers: list[str]) -> None:
    people = [play.person(name) for name in names]
    scripts = (
        ["Usul {} agar jalan di Ngasem RT 02 ditambal", "[button.yes_proposal]", "[benefit.anak]", "[button.yes_send]"],
        ["/usulan 2", "Pagar posyandu milik {}", "[button.yes_proposal]", "[button.whole_village]", "/batal"],
        [
            "/profil",
            "/usul Sumur bersama untuk {}",
            "[button.whole_village]",
            "untuk semua tetangga",
            "[button.yes_send]",
        ],
        ["terima kasih {}", "[button.no_proposal]", "/bantuan", "2"],
    )
    for turn in range(5):
        for number, person in enumerate(people):
            _tap(person, number + turn)
            script = scripts[number % len(scripts)]
            if turn < len(script):
                _speak(play, person, script[turn])
        await play.quiet()
    for answer in ("{} Rukun", "[name=Krajan]", "[rt=02]", "[sex.p]", "1985", "[button.yes_send]"):
        for name in newcomers:
            _speak(play, play.person(name), answer)
        for number, person in enumerate(people):
            _tap(person, number * 7 + len(answer))
        await play.quiet()


def _speak(play: Play, person: Person, words: str) -> None:
    if words.startswith("["):
        play.press(person, words.strip("[]"))
    else:
        person.say(words.format(person.name))


def _tap(person: Person, number: int) -> None:
    for message in reversed(person.messages()):
        rows = message.get("reply_markup", {}).get("inline_keyboard", ())
        if datas := [b["callback_data"] for row in rows for b in row if b.get("callback_data", "").startswith("v:")]:
            person.press(datas[number % len(datas)], message)
            return


async def lived(
    recorded: Recorded, folder: Path, deliveries: list[list[Raw]], door: type[Door] = Door
) -> dict[str, Any]:
    """What the village comes to when its updates arrive in these batches."""
    shutil.copytree(recorded.folder, folder)
    database = Database.open(folder, lambda: recorded.now)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        opened = door(database, Seal.kept(folder), recorded.username, recorded.texts)
        for batch in deliveries:
            await asyncio.gather(*map(opened.receive, batch))
        await database.close()
        return state(folder, recorded.letters)


def history(recorded: Recorded, rng: random.Random) -> list[list[Raw]]:
    """Each person's updates in their order; everything else as a bad day brings it."""
    number = rng.choice([rng.randrange(1, 2**31), rng.randrange(1, 10_000)])
    lanes: dict[int, list[Raw]] = {}
    for raw in recorded.updates:
        number = rng.randrange(1, 2**31) if rng.random() < 0.02 else number + rng.randint(1, 3)
        body = raw.get("callback_query") or raw["message"]
        lanes.setdefault(body["from"]["id"], []).append({**raw, "update_id": number})
    merged: list[Raw] = []
    while lanes:
        lane = rng.choice(list(lanes))
        for _ in range(rng.randint(1, 6)):  # the others' are late by that
            merged.append(lanes[lane].pop(0))
            if not lanes[lane]:
                del lanes[lane]
                break
    delivered = list(merged)
    for raw in merged:
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            delivered.insert(rng.randint(delivered.index(raw) + 1, len(delivered)), raw)
    batches = []
    while delivered:
        size = rng.choice([1, 2, 5, 20, 100])
        batches.append(delivered[:size])
        delivered = delivered[size:]
    return batches


async def differing(recorded: Recorded, tmp_path: Path, number: int, door: type[Door] = Door) -> AsyncIterator[str]:
    wanted = await lived(recorded, tmp_path / "plain", [[raw] for raw in recorded.updates])
    for seed in range(number):
        found = await lived(recorded, tmp_path / f"{seed}", history(recorded, random.Random(seed)), door)
        if told := differences(wanted, found):
            yield f"seed {seed}: {told}"


async def test_every_history_comes_to_the_same(recorded: Recorded, tmp_path: Path) -> None:
    assert len(recorded.updates) > 80
    wanted = await lived(recorded, tmp_path / "plain", [[raw] for raw in recorded.updates])
    assert len(wanted["proposals"]) >= 6, "the day was too quiet to mean anything"
    assert len(wanted["votes"]) >= 9
    assert wanted["set aside"] == 0
    assert [told async for told in differing(recorded, tmp_path, HISTORIES)] == []


async def test_a_door_with_a_bad_memory_is_seen(recorded: Recorded, tmp_path: Path) -> None:
    for twin in (OnlyForward, Forgetful):
        red = [told async for told in differing(recorded, tmp_path / twin.__name__, 5, twin)]
        assert red, f"{twin} passed for good"
