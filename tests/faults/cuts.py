"""What is left after a power cut, held against what had been acknowledged by then."""

import asyncio
import contextlib
import hashlib
import random
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.book import Book
from storage.database import FILE, Database
from tests.faults.disk import Disk, Trace
from village.book import first_wrong

WAYS = ("lost", "kept", "torn 1", "torn 2", "torn 3", "torn 4", "torn 5")
Point = tuple[int, str]
"""How many operations had happened, and what became of those that were not synced."""


def digest(db: Any) -> str:
    """What all tables come to, schema included."""
    told = hashlib.sha256()
    for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall():
        told.update(repr((name, sql)).encode())
        if sql.startswith("CREATE TABLE"):
            rows = list(map(tuple, db.execute(f'SELECT * FROM "{name}"')))
            told.update(repr(rows).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def points(operations: int, most: int) -> list[Point]:
    """Every boundary in every way; if that is more than wanted, evenly chosen ones."""
    total = (operations + 1) * len(WAYS)
    wanted = min(most, total)
    chosen = (number * total // wanted for number in range(wanted))
    return [(number // len(WAYS), WAYS[number % len(WAYS)]) for number in chosen]


@dataclass
class Found:
    """What the cuts came to. Each is a sentence, so that a red run says what happened."""

    points: int = 0
    disks: int = 0
    started: int = 0
    worst_loss: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, what: str) -> None:
        self.wrong.setdefault(kind, []).append(what)

    def __iadd__(self, other: "Found") -> "Found":
        self.points += other.points
        self.disks += other.disks
        self.started += other.started
        self.worst_loss = max(self.worst_loss, other.worst_loss)
        for kind, sentences in other.wrong.items():
            self.wrong.setdefault(kind, []).extend(sentences)
        return self

    def count(self, kind: str) -> int:
        return len(self.wrong.get(kind, ()))

    @property
    def examples(self) -> list[str]:
        return [f"{kind}: {sentences[0]}" for kind, sentences in self.wrong.items()]


@dataclass(slots=True)
class Look:
    """What SQLite made of the files: the tables' digest, or what is wrong with them."""

    digest: str = ""
    kind: str = ""
    fault: str = ""


class Judge:
    """Cuts the power at the given points, and judges. Equal disks are looked at once.

    `starts_every`: every so many disks are also handed to the product's own start, which has to go on working.
    """

    def __init__(self, trace: Trace, folder: Path, starts_every: int) -> None:
        self._trace, self._folder, self._starts_every = trace, folder, starts_every
        self._states: dict[str, list[int]] = {}
        for number, state in enumerate(trace.digests):
            self._states.setdefault(state, []).append(number)
        self._known: dict[tuple[int, bool], Look] = {}
        self.found = Found()

    def run(self, chosen: Sequence[Point]) -> Found:
        disk, done = Disk(self._trace.before), 0
        for at, way in chosen:
            for op in self._trace.ops[done:at]:
                disk.take(op)
            done = at
            self.found.points += 1
            look = self._seen(disk, way.split()[0], random.Random(f"{at} {way}"))
            self._judge(f"cut before operation {at} of {len(self._trace.ops)}, {way}", disk.acknowledged, look)
        return self.found

    def _seen(self, disk: Disk, how: str, rng: random.Random) -> Look:
        mark = disk.alike(how)
        if mark is None or mark not in self._known:
            look = self._look(disk.left(how, rng))
            if mark is None:
                return look
            self._known[mark] = look
        return self._known[mark]

    def _judge(self, point: str, acknowledged: int, look: Look) -> None:
        if look.fault:
            self.found.note(look.kind, f"{point}: {look.fault}")
            return
        states = self._states.get(look.digest, [])
        if acknowledged in states or acknowledged + 1 in states:
            return
        earlier = [state for state in states if state < acknowledged]
        if earlier:
            loss = acknowledged - max(earlier)
            self.found.worst_loss = max(self.found.worst_loss, loss)
            self.found.note("lost", f"{point}: {loss} of {acknowledged} acknowledged commits are gone")
        else:
            self.found.note("half", f"{point}: the tables are in no state they were ever committed in")

    def _look(self, files: dict[str, bytes]) -> Look:
        self.found.disks += 1
        _lay(self._folder, files)
        look = look_at(self._folder / FILE)
        if not look.fault and self.found.disks % self._starts_every == 0:
            _lay(self._folder, files)
            asyncio.run(self._start(look))
        return look

    async def _start(self, look: Look) -> None:
        """The product's own start takes what is left, and goes on."""
        self.found.started += 1
        database = Database.open(self._folder, lambda: 1_772_500_000_000)
        try:
            await database.write(lambda work: work.machine.note("after the cut", 1))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run reports
            look.kind, look.fault = "unusable", f"the bot can't go on: {error}"
        finally:
            await database.close()


def look_at(path: Path) -> Look:
    """Open with the product's SQLite: whole, no foreign key into nothing, every book chained; and what it holds."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        try:
            db.execute("PRAGMA synchronous=OFF")
            if (told := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                return Look(kind="corrupt", fault=told)
            if db.execute("PRAGMA foreign_key_check").fetchone():
                return Look(kind="corrupt", fault="a foreign key leads nowhere")
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'book'").fetchone():
                for (village,) in db.execute("SELECT id FROM village").fetchall():
                    if row := first_wrong(Book(db, 0).whole(village)):
                        return Look(kind="unchained", fault=f"the book is broken at row {row}")
            return Look(digest(db))
        except sqlite3.DatabaseError as error:
            return Look(kind="corrupt", fault=str(error))


def _lay(folder: Path, files: dict[str, bytes]) -> None:
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


_trace: list[Trace] = []


def keep(trace: Trace) -> None:
    """In a helper process: the trace that its parts are about."""
    _trace[:] = [trace]


def judged(chosen: Sequence[Point], starts_every: int) -> Found:
    """In a helper process: one part of the cuts."""
    with tempfile.TemporaryDirectory() as folder:
        return Judge(_trace[0], Path(folder), starts_every).run(chosen)


def parts(chosen: Sequence[Point], count: int) -> Iterator[Sequence[Point]]:
    """Neighbours together: equal disks lie side by side."""
    for number in range(count):
        yield chosen[number * len(chosen) // count : (number + 1) * len(chosen) // count]
