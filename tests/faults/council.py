"""The council's key: somebody gets every byte on the disk, and the whole log, after each step of a vote.

Bu Ratna, Pak Tejo and Bu Umi hold the key of a poll, and a paper does. The village makes the key, votes, closes, and
two people open the box, through the real door and with the log at DEBUG. The program is started anew between steps
drawn by lot. After each step the attacker gets all files and the log. He tries everything that may be a key on every
box, to learn how the votes stand; and he is told afterwards what was secret, and looks for it: the words, the shares,
what they stand for and the private key, as bytes, as hexadecimal digits and as base64.

Before the opening not one line may open, and none of the secrets may ever lie anywhere. In the end the votes are
counted as they were given, whatever was started anew. Twin `keeps` is a server that splits the key and keeps it.

    python -m tests.faults.council --rounds 5

prints one line of JSON; exit 1 if the attacker learnt anything.
"""

import argparse
import asyncio
import contextlib
import itertools
import random
import shutil
import sqlite3
import sys
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot import log
from storage import boxkeys
from storage.box import KEY, LINES, connect
from storage.boxes import Boxes
from storage.work import SqliteWork
from tests.council_keys import COUNCIL, asked, seated, written
from tests.faults import report
from tests.faults.secrets import overheard
from tests.play import Play
from tests.transcript import act
from tests.village_life import joined, proposed
from village import shamir
from village.ballotbox import Line
from village.keywords import read

SMALL = 4096
"""Bytes of a file in which every window of 32 is tried as a key."""
PEOPLE = ("Sari", "Budi", "Tini", "Karto", "Joyo", "Parmi", "Wiji", "Tono", "Ngatini", "Marto")
RESTART = 0.25


class Keeps(Boxes):
    """The twin: what was made is not forgotten, and the joined key lies in the file where the server's would."""

    def forget_share(self, public: bytes, place: int) -> None:
        pass

    def make(self, poll: int, voters: Iterable[int], most: int, public: bytes | None = None) -> bytes:
        key = super().make(poll, voters, most, public)
        made = [(place, share) for (of, place), share in self.made.items() if of == public]
        private = boxkeys.private_of(shamir.joined(made[:2]))
        self._keep_keys(poll, private + (self.helper_key(poll) or b""))
        return key


@dataclass
class Found:
    moments: int = 0
    tried: int = 0
    restarts: int = 0
    looked_for: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Raid:
    """One village and its attacker. `words` is what the papers hold: name → words; older ones are secrets too."""

    stage: Play
    place: Path
    rng: random.Random
    twin: str
    found: Found
    heard: Iterator[str]
    words: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    opened: bool = False

    async def begin(self) -> None:
        if self.twin:
            await self.stage.bot.database.write(_with_twin)

    async def step(self, line: str, restart: bool = True) -> None:
        await act(self.stage, line)
        self.rob(line.split(":")[0])
        if restart and self.rng.random() < RESTART:
            self.found.restarts += 1
            await self.stage.stop()
            await self.stage.start()
            await self.begin()
            self.rob("a restart")

    def rob(self, after: str) -> None:
        self.found.moments += 1
        loot = self.place / "loot"
        shutil.copytree(self.stage.folder, loot)
        raws = {file.name: file.read_bytes() for file in loot.rglob("*") if file.is_file()}
        raws["the log"] = next(self.heard).encode()
        if not self.opened:
            lines = tried(loot, raws, self.found)
            self.found.wrong += [f"{n} lines open after {after}" for n in lines if n]
        traces = self._traces()
        self.found.looked_for = max(self.found.looked_for, len(traces))
        for name, raw in raws.items():
            self.found.wrong += [
                f"{what} lies in {name} after {after}" for trace, what in traces.items() if trace in raw
            ]
        shutil.rmtree(loot)

    def note(self, name: str, words: str) -> None:
        self.words[name] = words
        self.secrets.add(words)

    def _traces(self) -> dict[bytes, str]:
        raw: dict[bytes, str] = {read(words): "a share" for words in self.secrets}
        names = [name for name in (*COUNCIL, "Slamet") if name in self.words]
        if len(names) >= 2:
            places = {name: place for place, name in self._places()}
            two = [(places[name], read(self.words[name])) for name in names[:2]]
            secret = shamir.joined(two)
            raw |= {secret: "the secret", boxkeys.private_of(secret): "the private key"}
        traces = dict(raw)
        for one, what in raw.items():
            traces |= {one.hex().encode(): what, b64encode(one).rstrip(b"="): what}
        for words in self.secrets:
            said = words.split()
            traces |= {" ".join(two).encode(): "words" for two in itertools.pairwise(said)}
        return traces

    def _places(self) -> list[tuple[int, str]]:
        rows = self.stage.rows(
            "SELECT s.place, r.name FROM key_share s LEFT JOIN resident r ON r.id = s.resident_id ORDER BY s.place"
        )
        return [(place, name.split()[0] if name else "Slamet") for place, name in rows]


def _with_twin(work: SqliteWork) -> None:
    connection = work.polls.connection
    place = connection.execute("PRAGMA database_list").fetchone()[2]
    if not isinstance(connection.boxes, Keeps):  # type: ignore[attr-defined]
        connection.boxes = Keeps(Path(place).parent)  # type: ignore[attr-defined]


def tried(loot: Path, raws: dict[str, bytes], found: Found) -> list[int]:
    """How many lines of each box open with anything that lies here."""
    keys = {raw[n : n + 32] for raw in raws.values() if len(raw) <= SMALL for n in range(len(raw) - 31)}
    opens = []
    for file in loot.glob("kotak-*.db"):
        with contextlib.closing(connect(file)) as box:
            public = bytes(box.execute(KEY).fetchone()[0])
            sealed = [bytes(row[2]) for row in box.execute(LINES)]
        found.tried += len(keys)
        private = next((key for key in keys if boxkeys.public_of(key) == public), None)
        opens.append(sum(_line(private, one) for one in sealed) if private else 0)
    return opens


def _line(private: bytes, sealed: bytes) -> bool:
    return bool(Line.unpacked(boxkeys.unseal(private, sealed)).number)


async def lived(raid: Raid) -> None:
    stage = raid.stage
    await seated(stage)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await joined(stage, *PEOPLE)
    await raid.begin()
    await asked(stage)
    raid.rob("the making")
    while stage.rows("SELECT COUNT(*) FROM council_key WHERE state = 'making'") != [(0,)]:
        for name in (*COUNCIL, "Slamet"):
            if _returned(stage, name):
                continue
            raid.note(name, await written(stage, name))
            raid.rob("writing down")
            await raid.step(f"{name}: {raid.words[name]}")
    for number, name in enumerate((*PEOPLE, "Wati")):
        await raid.step(f"{name}: [{('Lampu', 'Jembatan')[number % 3 == 0]}]")
        if raid.found.wrong:
            return  # seen already
    await raid.step("-- 2 hari kemudian")
    first, second = raid.rng.sample(COUNCIL, 2)
    turns = 0
    while stage.rows("SELECT state FROM council_key") != [("opened",)]:
        name = (first, second)[turns % 2]
        turns += 1
        await act(stage, f"{name}: [button.key_type]")
        raid.opened = turns > 1
        await raid.step(f"{name}: {raid.words[name]}")
        if turns > 40:
            raid.found.wrong.append("the box was never opened")
            return
    counted = dict(stage.rows("SELECT number, votes FROM poll_option"))
    if counted != {1: 7, 2: 4}:
        raid.found.wrong.append(f"counted {counted}")


def _returned(stage: Play, name: str) -> bool:
    rows = stage.rows(
        "SELECT r.name, s.returned_at FROM key_share s LEFT JOIN resident r ON r.id = s.resident_id"
    )  # fmt: skip
    return any(at is not None and (who.split()[0] if who else "Slamet") == name for who, at in rows)


async def raided(folder: Path, seed: int, twin: str, found: Found, heard: Iterator[str]) -> None:
    async with Play.open(folder / "data") as stage:
        await lived(Raid(stage, folder, random.Random(seed), twin, found, heard))


def run(rounds: int, seed: int, twin: str, folder: Path) -> str:
    begun, found = time.monotonic(), Found()
    for number in range(seed, seed + rounds):
        place = folder / str(number)
        place.mkdir()
        with overheard(log.begin) as said:
            asyncio.run(raided(place, number, twin, found, iter(said.getvalue, None)))
        with contextlib.closing(sqlite3.connect(place / "data" / "desa.db")) as base:
            if (
                not found.wrong
                and base.execute("SELECT COUNT(*) FROM book WHERE action = 'key_share_given'").fetchone()[0] < 2
            ):
                found.wrong.append("nobody typed")
    return report.line(
        "council", time.monotonic() - begun, found.wrong, twin=twin, rounds=rounds, seed=seed, moments=found.moments,
        restarts=found.restarts, keys_tried=found.tried, secrets_looked_for=found.looked_for,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="the council's key, from every byte on the disk")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=("keeps",), default="", help="a server that keeps the key; must be red")
    given = parser.parse_args()
    with report.scratch() as folder:
        return report.close(run(1 if given.twin else given.rounds, given.seed, given.twin, folder))


if __name__ == "__main__":
    sys.exit(main())
