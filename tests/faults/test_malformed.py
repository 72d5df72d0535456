"""What no Bot API would send, and what no keyboard should be able to write.

Updates: every field of real updates missing, null, of another type, huge, deep or new. Texts: nasty ones through each
entry of the flows, against the strict stage. `FUZZ=full` takes all mutants instead of a few thousand.
"""

import asyncio
import contextlib
import io
import logging
import os
import random
import sqlite3
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from bot.door import Courtesy, Door
from bot.log import CleanFormatter
from bot.telegram import incoming
from simulator.people import Person
from storage.database import FILE
from tests.faults.village import all_joined
from tests.play import Play
from tests.village_life import founded

FULL = os.environ.get("FUZZ") == "full"
MUTANTS = 10**9 if FULL else 3000
CANARY = "kenari7731"
Raw = dict[str, Any]
Path_ = tuple[str | int, ...]


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


async def samples(play: Play) -> list[Raw]:
    """One real update of each kind, with a word that must turn up nowhere."""
    found: list[Raw] = []
    await founded(play)
    await all_joined(play, ["Warga01"])
    person, joko = play.person("Warga01"), play.person("Joko")
    group = play.groups["Warga"]
    play.telegram.on_update.append(found.append)
    person.say(f"Jalan {CANARY} rusak")
    await play.quiet()
    play.press(person, "button.yes_proposal")
    await play.quiet()
    person.say(f"/usulan {CANARY}")
    message = person.say(f"{CANARY} juga")
    person.edit(message, f"{CANARY} lagi")
    person.photo(b"GIF89a\x0a\x00\x0a\x00", caption=CANARY)
    person.voice(b"ogg")
    person.document(b"pdf", f"{CANARY}.pdf")
    person.sticker()
    person.location(-7.5, 110.2)
    person.contact()
    joko.say(f"/usul {CANARY}", group)
    group.rename(CANARY, joko)
    group.remove_bot(joko)
    group.add_bot(joko)
    person.block()
    person.unblock()
    group.migrate()
    await play.quiet()
    play.telegram.on_update.remove(found.append)
    return found


def places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Every field, at every depth."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*at, key)
            yield from places(inner, (*at, key))


def deep(levels: int) -> Any:
    value: Any = CANARY
    for _ in range(levels):
        value = {"message": [value]}
    return value


MISSING = object()
WRONG: tuple[Any, ...] = (
    MISSING, None, True, 0, -1, 2**63, -(2**70), 10**400, 1.5, float("inf"), "", CANARY, CANARY * 20_000, "\ud800",
    "\0", [], [None], [CANARY], {}, {"id": CANARY}, {"id": {"id": 2**80}}, deep(4), deep(400),
)  # fmt: skip


def mutants(base: Raw) -> Iterator[Raw]:
    for place in places(base):
        for wrong in WRONG:
            mutant = deepcopy(base)
            inner: Any = mutant
            for key in place[:-1]:
                inner = inner[key]
            if wrong is MISSING:
                del inner[place[-1]]
            else:
                inner[place[-1]] = wrong
            yield mutant
        mutant = deepcopy(base)
        inner = mutant
        for key in place[:-1]:
            inner = inner[key]
        if isinstance(inner, dict):
            inner[CANARY] = deep(3)
            inner["\ud800"] = 1
            yield mutant


async def fuzzed(play: Play, door: type[Door]) -> list[str]:
    """What went wrong; nothing, for a good door."""
    app = play.bot
    bases = await samples(play)
    assert len(bases) >= 18
    assert {next(key for key in base if key != "update_id") for base in bases} == set(incoming.ALLOWED_UPDATES)
    rng = random.Random(1)
    all_of_them = [mutant for base in bases for mutant in mutants(base)]
    chosen = all_of_them if len(all_of_them) <= MUTANTS else rng.sample(all_of_them, MUTANTS)
    opened = door(app.database, app.door._seal, app.username, play.texts, app.courier.kick)
    wrong: list[str] = []
    number = 2_000_000_000
    neighbour = play.person("Slamet")
    good: list[int] = []
    for start in range(0, len(chosen), 50):
        batch: list[Raw] = []
        for mutant in chosen[start : start + 50]:
            number += 1
            if isinstance(mutant.get("update_id"), int) and 730_000_000 < mutant["update_id"] < 740_000_000:
                mutant["update_id"] = number
            batch.append(mutant)
        for _ in range(3):
            number += 1
            good.append(number)
            batch.insert(
                rng.randrange(len(batch)), {"update_id": number, "message": _said(neighbour, "/profil", number)}
            )
        results = await asyncio.gather(*map(opened.receive, batch), return_exceptions=True)
        wrong += [f"{type(r).__name__} escaped" for r in results if isinstance(r, BaseException)]
        numbers = {n for n in map(incoming.update_id, batch) if n is not None}
        wrong += await app.database.write(lambda work, numbers=numbers: _unseen(work, numbers))
    with contextlib.closing(sqlite3.connect(play.folder / FILE)) as db:
        aside = db.execute("SELECT update_id, shape, error FROM quarantine").fetchall()
        wrong += [f"a good neighbour was set aside: {row}" for row in aside if row[0] in set(good)]
        wrong += ["a value in quarantine" for row in aside if CANARY in _without_names(row[1]) or CANARY in row[2]]
        wrong += [f"not foreseen: {row[2]}" for row in aside if not row[2].startswith(("Malformed", "RecursionError"))]
        answers = db.execute("SELECT COUNT(*) FROM outbox WHERE key = 'profile.show'").fetchone()[0]
        if answers != len(good):
            wrong.append(f"{answers} of {len(good)} good neighbours were answered")
        assert len(aside) > 100, "too little was malformed to mean anything"
    return wrong


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


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CleanFormatter("%(name)s: %(message)s"))
    logger = logging.getLogger("bot")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


async def test_malformed_updates_harm_only_themselves(stage: Play, logged: io.StringIO) -> None:
    stage.expects_faults = True
    wrong = await fuzzed(stage, Door)
    assert sorted(set(wrong)) == []
    assert CANARY not in logged.getvalue()


@pytest.mark.parametrize("twin", [Credulous, Chatty])
async def test_a_credulous_door_is_seen(twin: type[Door], stage: Play) -> None:
    stage.expects_faults = True
    assert await fuzzed(stage, twin)
