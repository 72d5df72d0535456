"""Power cuts: the whole first flow is lived once on a recorded disk, then the power is cut at every point of it.

The real bot lives from the set-up code to the result in the group, restarts included, with the product's storage
code on a connection that notes what SQLite does to the disk (`tests.faults.disk`, which says why). Then, for every
boundary between two operations, the files are rebuilt as a cut there leaves them: what was not synced is lost, or
kept, or torn by sectors in several ways. The product's own SQLite opens them, and what it finds must be whole and
must be exactly the state after the last commit that was acknowledged by then, or the one after it. At the end the
same is done to a later version's upgrade of this database (`tests.faults.upgrade`).

    python -m tests.faults.power --points 20000 --jobs 2

prints one line of JSON; exit 1 if anything acknowledged was lost, or anything was corrupt, half or unchained.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.ground import Ground
from storage.database import FILE, prepared
from tests.faults.cuts import Found, digest, judged, keep, parts, points
from tests.faults.disk import Recorded, Trace, watched
from tests.faults.upgrade import upgrade_cuts
from tests.faults.village import peopled, voting
from tests.play import Play
from tests.transcript import act

TWINS = {"normal": "PRAGMA synchronous=NORMAL", "no-journal": "PRAGMA journal_mode=OFF"}
CHANGES = 4
"""So many times everybody presses on the ballot."""


@dataclass(slots=True)
class Plan:
    residents: int = 50
    points: int = 20_000
    jobs: int = 2
    twin: str = ""
    starts_every: int = 50


async def life(folder: Path, residents: int, twin: str = "") -> Trace:
    """Live the first flow on a recorded disk."""
    trace = Trace(folder)
    with watched(trace) as layer:

        def connect(path: Path) -> Any:
            connection = prepared(Recorded(path, trace, layer, digest))  # type: ignore[arg-type]
            if twin:
                connection.execute(TWINS[twin])
            return connection

        async with Play.open(folder, ground=Ground(connect=connect)) as play:
            await _live(play, residents)
    return trace


async def _live(play: Play, residents: int) -> None:
    names = await peopled(play, residents)
    await voting(play, names[3:8])
    for turn in range(CHANGES):
        await play.stop()
        await play.start()
        for number, name in enumerate(names):
            _press(play, name, turn + number)
        await play.quiet()
    play.heard()
    await act(play, "-- 2 hari kemudian")
    results = [text for _, who, text, _ in play.heard() if who == "Warga" and text.startswith("⟦result.group⟧")]
    assert len(results) == 1, "the flow did not come to its end"


def _press(play: Play, name: str, turn: int) -> None:
    """One option of the newest ballot."""
    person = play.person(name)
    for message in reversed(person.messages()):
        rows = message.get("reply_markup", {}).get("inline_keyboard", ())
        options = [b["callback_data"] for row in rows for b in row if b.get("callback_data", "").startswith("v:")]
        if options:
            person.press(options[turn % len(options)], message)
            return
    raise AssertionError(f"{name} has no ballot")


def judge(trace: Trace, plan: Plan) -> Found:
    chosen = points(len(trace.ops), plan.points)
    if plan.jobs == 1:
        keep(trace)
        return judged(chosen, plan.starts_every)
    found = Found()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(plan.jobs, spawn, keep, (trace,)) as helpers:
        pieces = list(parts(chosen, plan.jobs * 4))
        for part in helpers.map(judged, pieces, [plan.starts_every] * len(pieces)):
            found += part
    return found


def run(plan: Plan, folder: Path) -> dict[str, Any]:
    """Live, cut, and say what came of it."""
    begun = time.monotonic()
    trace = asyncio.run(life(folder / "data", plan.residents, plan.twin))
    lived = time.monotonic() - begun
    found = judge(trace, plan)
    upgraded = Found()
    if not plan.twin:
        upgraded = upgrade_cuts(folder, (folder / "data" / FILE).read_bytes(), plan.points // 5)
    points_of_life, disks = found.points, found.disks
    found += upgraded
    wrong = sum(map(len, found.wrong.values()))
    return {
        "harness": "power",
        "residents": plan.residents,
        "operations": len(trace.ops),
        "commits": len(trace.digests) - 1,
        "checkpoints": trace.count("sync", FILE),
        "points": points_of_life,
        "disks_opened": disks,
        "upgrade_points": upgraded.points,
        "started_again": found.started,
        "lost": found.count("lost"),
        "worst_loss_commits": found.worst_loss,
        "corrupt": found.count("corrupt"),
        "half": found.count("half"),
        "unchained": found.count("unchained"),
        "unusable": found.count("unusable"),
        "half_copies": found.count("copy"),
        "seconds_of_life": round(lived, 1),
        "seconds": round(time.monotonic() - begun, 1),
        "wrong": wrong,
        "examples": found.examples[:5],
        "verdict": "red" if wrong else "green",
    }


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(description="power cuts at every point of the first flow")
    parser.add_argument("--points", type=int, default=usual.points)
    parser.add_argument("--residents", type=int, default=usual.residents)
    parser.add_argument("--jobs", type=int, default=usual.jobs)
    parser.add_argument("--twin", choices=TWINS, default="", help="a disk not synced enough; must be red")
    given = parser.parse_args()
    plan = Plan(given.residents, given.points, given.jobs, given.twin)
    with tempfile.TemporaryDirectory() as folder:
        told = run(plan, Path(folder))
    sys.stdout.write(json.dumps(told) + os.linesep)
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
