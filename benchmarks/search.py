"""How long it takes to find proposals that are alike, among many of one dusun."""

import random
import sqlite3
import time
from pathlib import Path
from statistics import median
from typing import Any

from actions import alike
from actions.found import found
from benchmarks.fill import NOW
from storage.database import connect, prepare
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from village.people import State
from village.place import Dusun, Village
from village.season import first_year

THINGS = (
    "jalan", "gang", "jembatan bambu", "saluran", "gorong2", "lampu jalan", "sumur bor", "pipa air", "posyandu",
    "MCK umum", "irigasi sawah", "jalan usaha tani", "poskamling", "lapangan voli", "balai dusun", "makam",
    "bak sampah", "embung", "talud", "masjid", "PAUD", "perpustakaan", "bibit kambing", "pelatihan jahit",
)  # fmt: skip
SPOTS = (
    "masjid",
    "pasar",
    "makam",
    "SD",
    "balai",
    "sungai",
    "sawah",
    "pertigaan",
    "gapura",
    "lapangan",
    "rumah pak RT",
)
STATES = ("rusak", "berlubang", "mampet", "gelap", "ambrol", "bocor", "sempit", "becek", "belum ada", "mangkrak")
ACTS = ("minta diperbaiki", "mohon dibangun", "usul diganti baru", "tolong didandani", "hoyong diomean", "diaspal")


def text(chance: random.Random) -> str:
    thing, spot, state, act = (chance.choice(of) for of in (THINGS, SPOTS, STATES, ACTS))
    name, rt = f"{chance.choice('ABCDEFGHIJ')}{chance.randrange(30)}rejo", chance.randrange(1, 9)
    return f"{thing} dekat {spot} {name} {state}, {act} RT {rt}"


def asked_for(place: Path, proposals: int, chance: random.Random) -> tuple[sqlite3.Connection, Village]:
    """A village with so many proposals, all of them in one dusun."""
    connection = connect(prepare(place))
    migrate(connection, place / "desa.db", NOW)
    connection.execute("PRAGMA synchronous=OFF")
    with transaction(connection):
        work = SqliteWork(connection, NOW)
        village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ())])
        home = village.dusun[0].id
        author = work.residents.add(village.id, "Warga", State.VERIFIED)
        season = next(s for s in work.seasons.of(village.id) if s.year == first_year(NOW, village.zone))
        for _ in range(proposals):
            words = text(chance)
            proposal = work.proposals.add(village.id, season.id, words[:80], words, home, None, "semua", author)
            alike.note(work, village, proposal)
    return connection, village


def searched(place: Path, proposals: int, questions: int) -> dict[str, Any]:
    """Milliseconds of each whole search: words read, candidates fetched, scored, the best three got."""
    chance = random.Random(5)
    connection, village = asked_for(place, proposals, chance)
    home = village.dusun[0].id
    spent = []
    met = 0
    for _ in range(questions):
        words = text(chance)
        began = time.perf_counter()
        met += bool(alike.alike(SqliteWork(connection, NOW), village, words, home, None))
        spent.append((time.perf_counter() - began) * 1000)
    connection.close()
    assert met, "nothing was found at all"
    return {"p50": median(spent), "p99": sorted(spent)[int(len(spent) * 0.99)], "found": met / questions}
