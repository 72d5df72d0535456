"""What no Bot API would send: every field of every kind of update missing, null, of another type, huge, deep or new.

The bases are real updates, and real updates with each field that the Bot API's description knows. Each mutant has one
place changed, later ones two. They come in batches with good neighbours in between. Each has to be worked through or
set aside, the neighbours are served within a second, and nobody's words stand in the quarantine or in the log.

    python -m tests.faults.malformed --mutants 200000 --jobs 2

prints one line of JSON; exit 1 if anything stalled, escaped or told too much.
"""

import asyncio
import contextlib
import io
import logging
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.buttons import Seal
from bot.door import Courtesy, Door
from bot.log import CleanFormatter
from bot.telegram import incoming
from locales.texts import Texts
from simulator.people import Person
from storage.database import FILE, Database
from tests.faults import report, shapes
from tests.faults.mutants import CANARY, Raw, drawn, samples
from tests.play import Play

BATCH = 50
NEIGHBOURS = 3
BATCHES_EACH = 20
"""So many batches go to one village; then comes a fresh one."""
PATIENCE = 1.0


def _unseen(work: Any, numbers: set[int]) -> list[str]:
    marks = ",".join(map(str, sorted(numbers)))
    seen = {row["update_id"] for row in work.seen.rows(f"SELECT update_id FROM seen WHERE update_id IN ({marks})")}
    return [f"update {n} was neither worked through nor set aside" for n in sorted(numbers - seen)]


def _without_names(shape: str) -> str:
    """A shape may hold the names of unknown fields, cut short; only values are secret."""
    return shape.replace(f'"{CANARY}":', "")


def _said(person: Person, text: str, number: int) -> Raw:
    return {
        "message_id": number % 2**31, "date": 1772416800, "chat": person.chat.facts(), "from": person.user,
        "text": text,
    }  # fmt: skip


@dataclass
class Plan:
    mutants: int = 200_000
    seed: int = 1
    jobs: int = 2
    twin: str = ""


@dataclass
class Village:
    """What each process begins with."""

    folder: Path
    texts: Texts
    username: str
    now: int
    bases: list[Raw]
    neighbour: Person
    door: type[Door]


@dataclass
class Came:
    """What one piece came to."""

    wrong: list[str]
    mutants: int = 0
    aside: int = 0
    slowest: float = 0.0


VILLAGE: list[Village] = []


async def prepared(folder: Path, door: type[Door]) -> Village:
    async with Play.open(folder / "data") as play:
        real = await samples(play)
        assert {next(key for key in raw if key != "update_id") for raw in real} == set(incoming.ALLOWED_UPDATES)
        bases = real + list(shapes.updates(real, CANARY))
        now = play.bot.clock() + 60_000
        return Village(play.folder, play.texts, play.telegram.bot["username"], now, bases, play.person("Slamet"), door)


def piece(given: tuple[int, int]) -> Came:
    """So many mutants, drawn by this seed, in a village of their own."""
    seed, count = given
    village = VILLAGE[0]
    folder = village.folder.with_name(f"malformed-{seed}")
    shutil.copytree(village.folder, folder)
    with listening() as heard:
        came = asyncio.run(_piece(village, folder, seed, count))
    if CANARY in heard.getvalue():
        came.wrong.append(f"seed {seed}: somebody's words in the log")
    shutil.rmtree(folder)
    return came


async def _piece(village: Village, folder: Path, seed: int, count: int) -> Came:
    rng = random.Random(seed)
    database = Database.open(folder, lambda: village.now)
    door = village.door(database, Seal.kept(folder), village.username, village.texts)
    came, good = Came([]), set[int]()
    mutants = drawn(village.bases, rng)
    number = 2_000_000_000
    while came.mutants < count:
        batch: list[Raw] = []
        for _ in range(min(BATCH, count - came.mutants)):
            mutant = next(mutants)
            number += 1
            if isinstance(mutant.get("update_id"), int) and 730_000_000 < mutant["update_id"] < 740_000_000:
                mutant["update_id"] = number
            batch.append(mutant)
            came.mutants += 1
        for _ in range(NEIGHBOURS):
            number += 1
            good.add(number)
            said = {"update_id": number, "message": _said(village.neighbour, "/profil", number)}
            batch.insert(rng.randrange(len(batch) + 1), said)
        await _delivered(door, batch, good, came)
        numbers = {n for n in map(incoming.update_id, batch) if n is not None}
        came.wrong += await database.write(lambda work, numbers=numbers: _unseen(work, numbers))
    await database.close()
    _judged(folder, good, came)
    came.wrong = [f"seed {seed}: {what}" for what in came.wrong]
    return came


async def _delivered(door: Door, batch: list[Raw], good: set[int], came: Came) -> None:
    """All at once, as the poller does; each neighbour's time is taken."""

    async def timed(raw: Raw) -> None:
        begun = time.monotonic()
        try:
            await door.receive(raw)
        except Exception as error:  # noqa: BLE001 - nothing may escape
            came.wrong.append(f"{type(error).__name__} escaped")
        if incoming.update_id(raw) in good:
            came.slowest = max(came.slowest, time.monotonic() - begun)

    await asyncio.gather(*map(timed, batch))


def _judged(folder: Path, good: set[int], came: Came) -> None:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as base:
        aside = base.execute("SELECT update_id, shape, error FROM quarantine").fetchall()
        answers = base.execute("SELECT COUNT(*) FROM outbox WHERE key = 'profile.show'").fetchone()[0]
    came.aside = len(aside)
    came.wrong += [f"a good neighbour was set aside: {row}" for row in aside if row[0] in good]
    came.wrong += ["a value in quarantine" for row in aside if CANARY in _without_names(row[1]) or CANARY in row[2]]
    came.wrong += [f"not foreseen: {row[2]}" for row in aside if not row[2].startswith(("Malformed", "RecursionError"))]
    if answers != len(good):
        came.wrong.append(f"{answers} of {len(good)} good neighbours were answered")
    if came.slowest > PATIENCE:
        came.wrong.append(f"a good neighbour waited {came.slowest:.1f} s")


@contextlib.contextmanager
def listening() -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CleanFormatter("%(name)s: %(message)s"))
    logger = logging.getLogger("bot")
    before, spreads = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)
    logger.propagate = spreads


class Credulous(Door):
    """The twin: believes that everything that comes has the promised shape."""

    async def receive(self, raw: object) -> Courtesy | None:
        body = next(value for key, value in raw.items() if key != "update_id")  # type: ignore[attr-defined]
        assert body["chat"]["id"] if "chat" in body else body["message"]["chat"]["id"]
        return await super().receive(raw)


class Chatty(Door):
    """The twin: keeps what it could not work through, values and all."""

    async def _set_aside(self, raw: object, msg: Any, error: BaseException) -> None:
        number = incoming.update_id(raw)
        if number is not None:
            await self._database.write(lambda work: work.quarantine.add(number, "TWIN", repr(raw), repr(error)))
            await self._database.write(lambda work: work.seen.add(number))


TWINS: dict[str, type[Door]] = {"credulous": Credulous, "chatty": Chatty}


def run(plan: Plan, folder: Path) -> str:
    begun = time.monotonic()
    VILLAGE[:] = [asyncio.run(prepared(folder, TWINS.get(plan.twin, Door)))]
    each = BATCH * BATCHES_EACH
    pieces = [(plan.seed + at, min(each, plan.mutants - at)) for at in range(0, plan.mutants, each)]
    wrong: list[str] = []
    mutants = aside = 0
    slowest = 0.0
    for came in report.shared(plan.jobs, piece, pieces, "malformed"):
        wrong += came.wrong
        mutants, aside, slowest = mutants + came.mutants, aside + came.aside, max(slowest, came.slowest)
    if aside < mutants / 20:
        wrong.append("too little was malformed to mean anything")
    return report.line(
        "malformed",
        time.monotonic() - begun,
        wrong,
        twin=plan.twin,
        bases=len(VILLAGE[0].bases),
        mutants=mutants,
        set_aside=aside,
        neighbours=NEIGHBOURS * -(-mutants // BATCH),
        slowest_neighbour_ms=round(1000 * slowest),
        seed=plan.seed,
    )


def main() -> int:
    return report.command(Plan, run, "updates that no Bot API would send", "mutants", TWINS, 1000)


if __name__ == "__main__":
    sys.exit(main())
