"""Power cuts on a ballot box: after each of them every acknowledged vote is in it, whole, and none is in it twice.

A box takes votes, changes and withdrawals on a recorded disk (`tests.faults.disk`). Then the power is cut at every
boundary between two operations, in every way, and the box is opened as the product opens it: it has to hold exactly
what the last acknowledged commit had left, or the one after it.

    python -m tests.faults.boxes --taps 400

prints one line of JSON; exit 1 if a vote was lost, doubled, or half of one is there.
"""

import argparse
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage import box as product
from storage import boxkeys
from storage.box import Box
from tests.faults import report
from tests.faults.cuts import WAYS, digest
from tests.faults.disk import Disk, Recorded, Trace, watched
from village.ballotbox import SECRET_BYTES

TWINS = {"no-journal": "PRAGMA journal_mode=OFF", "never-synced": "PRAGMA synchronous=OFF"}
NUMBERS = (1, 2, 3, 4)
MOST = 2
FILE = "kotak-1.db"


@dataclass
class Found:
    cuts: int = 0
    commits: int = 0
    wrong: list[str] = field(default_factory=list)


def lived(folder: Path, voters: int, taps: int, seed: int, twin: str) -> Trace:
    """So many units of work of up to four taps each."""
    rng, trace = random.Random(seed), Trace(folder)
    secrets = {pid: rng.randbytes(SECRET_BYTES) for pid in range(1, voters + 1)}
    with watched(trace) as layer:
        connection: Any = product.prepared(Recorded(folder / FILE, trace, layer, digest))  # type: ignore[arg-type]
        if twin:
            connection.execute(TWINS[twin])
        key = boxkeys.public_of(boxkeys.new_key())
        connection.execute("BEGIN IMMEDIATE")
        box = Box.make(1, connection, key, secrets, MOST)
        connection.execute("COMMIT")
        for _ in range(taps):
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(rng.randint(1, 4)):
                pid = rng.choice(list(secrets))
                before = box.picks(secrets[pid], NUMBERS)
                after = frozenset(rng.sample(NUMBERS, rng.randint(0, MOST)))
                assert box.put(pid, secrets[pid], before, after)
            connection.execute("COMMIT")
        connection.close()
    return trace


def cut(trace: Trace, place: Path) -> Found:
    """Every boundary in every way."""
    found = Found(commits=len(trace.digests) - 1)
    states: dict[str, set[int]] = {}
    for number, state in enumerate(trace.digests):
        states.setdefault(state, set()).add(number)
    disk, known = Disk(trace.before), {}
    for at in range(len(trace.ops) + 1):
        if at:
            disk.take(trace.ops[at - 1])
        for way in WAYS:
            found.cuts += 1
            how = way.split()[0]
            mark = disk.alike(how)
            if mark is None or mark not in known:
                look = looked(disk.left(how, random.Random(f"{at} {way}")), place)
                if mark is not None:
                    known[mark] = look
            else:
                look = known[mark]
            whole = states.get(look, set())
            if not whole & {disk.acknowledged, disk.acknowledged + 1}:
                what = "an earlier state" if whole else look
                found.wrong.append(f"cut before operation {at}, {way}: {what}")
    return found


def looked(files: dict[str, bytes], place: Path) -> str:
    """What the box holds after the cut: its digest, or what is wrong with it."""
    for old in place.iterdir():
        old.unlink()
    for name, data in files.items():
        (place / name).write_bytes(data)
    with contextlib.closing(sqlite3.connect(place / FILE)) as db:
        try:
            if (told := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                return str(told)
            return digest(db)
        except sqlite3.DatabaseError as error:
            return str(error)


def run(voters: int, taps: int, seed: int, twin: str = "") -> Found:
    with tempfile.TemporaryDirectory() as folder, report.scratch() as place:
        return cut(lived(Path(folder), voters, taps, seed, twin), place)


def main() -> int:
    parser = argparse.ArgumentParser(description="power cuts on a ballot box")
    parser.add_argument("--voters", type=int, default=60)
    parser.add_argument("--taps", type=int, default=400, help="commits with up to four taps each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=tuple(TWINS), default="", help="a box kept carelessly; must be red")
    given = parser.parse_args()
    begun = time.monotonic()
    found = run(given.voters, given.taps, given.seed, given.twin)
    told = report.line("boxes", time.monotonic() - begun, found.wrong, cuts=found.cuts, commits=found.commits)
    return report.close(told)


if __name__ == "__main__":
    sys.exit(main())
