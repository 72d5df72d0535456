"""The same updates in many histories: repeated, in another order among people, hours late, under other numbers.

Each person's own updates keep their order, as Telegram keeps it; everything else comes as a bad week brings it: up to
three copies of each, others' updates in between, batches of any size, up to a day late, and numbers that jump,
as after a week of silence. Every history has to come to what the plain one comes to.

    python -m tests.faults.histories --histories 10000 --jobs 2

prints one line of JSON; exit 1 if any came to something else. A red one is named by its seed.
"""

import argparse
import asyncio
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.buttons import Seal
from bot.door import Courtesy, Door
from bot.telegram.incoming import update_id
from locales.texts import Texts
from simulator.people import Person
from storage.database import Database
from tests.faults import report
from tests.faults.state import differences, state
from tests.faults.village import peopled, voting
from tests.play import Play
from tests.village_life import LINK

Raw = dict[str, Any]
Batch = tuple[int, list[Raw]]
"""Milliseconds since the first, and what comes then."""
LATEST = 24 * 3600 * 1000
PIECE = 25
FEWEST = {"proposals": 6, "votes": 9}
"""What the recorded day has to hold so that it means anything."""


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


THINGS = ("jalan", "pos ronda", "sumur bor", "gapura", "posyandu", "MCK", "lapangan voli", "makam", "perpustakaan")
"""Each asks for something else: who is asked whether theirs is the same depends on who was first."""
TWINS: dict[str, type[Door]] = {"only-forward": OnlyForward, "forgetful": Forgetful}


async def recorded(folder: Path) -> Recorded:
    """A day in the village, played once on the stage."""
    async with Play.open(folder / "data") as play:
        names = await peopled(play, 9)
        await voting(play, names[3:6])
        newcomers = ["Tamu Satu", "Tamu Dua"]
        for name in newcomers:
            play.person(name).say(LINK)
        await play.quiet()
        now = play.bot.clock() + 60_000
        letters = await play.bot.database.write(lambda w: w.outbox.one("SELECT MAX(id) AS n FROM outbox")["n"])
        await play.stop()
        shutil.copytree(play.folder, folder / "before")
        updates: list[Raw] = []
        play.telegram.on_update.append(updates.append)
        await play.start()
        await _day(play, names, newcomers)
        return Recorded(folder / "before", play.texts, play.telegram.bot["username"], now, letters, updates)


async def _day(play: Play, names: list[str], newcomers: list[str]) -> None:
    people = [play.person(name) for name in names]
    scripts = (
        [
            "Usul {} agar {thing} di Ngasem RT 02 diperbaiki",
            "[button.yes_proposal]",
            "[benefit.anak]",
            "[button.yes_send]",
        ],
        ["/usulan 2", "Pagar posyandu milik {}", "[button.yes_proposal]", "[button.whole_village]", "/batal"],
        [
            "/profil",
            "/usul Minta {thing} baru dekat {}",
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
                _speak(play, person, script[turn].replace("{thing}", THINGS[number]))
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


def plain(day: Recorded) -> list[Batch]:
    """Each update once, alone, in order, at once."""
    return [(0, [raw]) for raw in day.updates]


async def lived(day: Recorded, folder: Path, batches: Sequence[Batch], door: type[Door] = Door) -> dict[str, Any]:
    """What the village comes to when its updates arrive in these batches."""
    shutil.copytree(day.folder, folder)
    late = 0
    database = Database.open(folder, lambda: day.now + late)
    opened = door(database, Seal.kept(folder), day.username, day.texts)
    for late, batch in batches:  # noqa: B007 - the database's clock reads it
        await asyncio.gather(*map(opened.receive, batch))
    await database.close()
    found = state(folder, day.letters)
    shutil.rmtree(folder)
    return found


def history(day: Recorded, rng: random.Random) -> list[Batch]:
    delivered = _merged(_lanes(day, rng), rng)
    for raw in list(delivered):
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            delivered.insert(rng.randint(delivered.index(raw) + 1, len(delivered)), raw)
    pieces: list[list[Raw]] = []
    while delivered:
        size = rng.choice([1, 2, 5, 20, 100])
        pieces.append(delivered[:size])
        delivered = delivered[size:]
    late = sorted(rng.randint(0, LATEST) for _ in pieces)
    return list(zip(late, pieces, strict=True))


def _lanes(day: Recorded, rng: random.Random) -> list[list[Raw]]:
    """Each person's updates in their order, under new numbers; after a silent week these begin anywhere."""
    number = rng.choice([rng.randrange(1, 2**31), rng.randrange(1, 10_000)])
    silence = rng.randrange(2 * len(day.updates))
    used: set[int] = set()
    lanes: dict[int, list[Raw]] = {}
    for place, raw in enumerate(day.updates):
        number = rng.randrange(1, 2**31) if place == silence or rng.random() < 0.02 else number + rng.randint(1, 3)
        while number in used:
            number += 1
        used.add(number)
        body = raw.get("callback_query") or raw["message"]
        lanes.setdefault(body["from"]["id"], []).append({**raw, "update_id": number})
    return list(lanes.values())


def _merged(lanes: list[list[Raw]], rng: random.Random) -> list[Raw]:
    """One stream; while one person's updates come, the others' are late by that."""
    merged: list[Raw] = []
    lanes = [lane[::-1] for lane in lanes]
    while lanes:
        lane = rng.choice(lanes)
        for _ in range(min(rng.randint(1, 6), len(lane))):
            merged.append(lane.pop())
        lanes = [lane for lane in lanes if lane]
    return merged


@dataclass
class Plan:
    histories: int = 10_000
    seed: int = 0
    jobs: int = 2
    twin: str = ""


@dataclass
class Held:
    """What each process holds its histories against."""

    day: Recorded
    wanted: dict[str, Any]
    door: type[Door]
    folder: Path


HELD: list[Held] = []


def piece(seeds: range) -> tuple[int, list[str]]:
    """(updates delivered, what came to something else), for these seeds."""
    return asyncio.run(_piece(HELD[0], seeds))


async def _piece(held: Held, seeds: range) -> tuple[int, list[str]]:
    wrong: list[str] = []
    delivered = 0
    for seed in seeds:
        batches = history(held.day, random.Random(seed))
        delivered += sum(len(batch) for _, batch in batches)
        found = await lived(held.day, held.folder / f"history-{seed}", batches, held.door)
        if apart := differences(held.wanted, found):
            wrong.append(f"seed {seed}: {str(apart)[:800]}")
    return delivered, wrong


def run(plan: Plan, folder: Path) -> str:
    begun = time.monotonic()
    day = asyncio.run(recorded(folder))
    wanted = asyncio.run(lived(day, folder / "plain", plain(day)))
    wrong = [f"the day was too quiet: {name}" for name, least in FEWEST.items() if wanted[name].total() < least]
    wrong += ["something was set aside"] if wanted["set aside"] else []
    HELD[:] = [Held(day, wanted, TWINS.get(plan.twin, Door), folder)]
    ends = plan.seed + plan.histories
    pieces = [range(start, min(start + PIECE, ends)) for start in range(plan.seed, ends, PIECE)]
    delivered = 0
    for count, found in report.shared(plan.jobs, piece, pieces, "histories"):
        delivered += count
        wrong += found
    return report.line(
        "histories",
        time.monotonic() - begun,
        wrong,
        twin=plan.twin,
        histories=plan.histories,
        first_seed=plan.seed,
        updates_in_each=len(day.updates),
        deliveries=delivered,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="the same updates in many histories")
    parser.add_argument("--histories", type=int, default=Plan.histories)
    parser.add_argument("--seed", type=int, default=Plan.seed, help="the first of them; each history has its own")
    parser.add_argument("--jobs", type=int, default=Plan.jobs)
    parser.add_argument("--twin", choices=tuple(TWINS), default="", help="a door built wrongly; must be red")
    given = parser.parse_args()
    with report.scratch() as folder:
        number = 10 if given.twin else given.histories
        return report.close(run(Plan(number, given.seed, given.jobs, given.twin), folder))


if __name__ == "__main__":
    sys.exit(main())
