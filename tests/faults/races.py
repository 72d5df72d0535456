"""Who presses at the same moment as whom: many orders of the same acts, each from a seed, each held against the model.

The real door, pulse, courier and job queue run on an event loop where chance decides who goes on next: quick taps on
several devices, officers who close, open, vouch and appoint at once, a link that two people open, time that closes a
poll under the finger, updates that come twice, a neighbour's bug, a disk that is busy for a moment.

    python -m tests.faults.races --schedules 100000 --jobs 2

prints one line of JSON; exit 1 if anything could not have happened in any order.
"""

import argparse
import json
import logging
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.model.races import Race
from tests.model.twins import TWINS

SCENES = ("ballots", "deadline", "opening", "vouching", "links")


@dataclass
class Figures:
    schedules: int = 0
    steps: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        self.schedules += other.schedules
        self.steps += other.steps
        self.acts += other.acts
        self.wrong += other.wrong


def run(schedules: int, first: int = 0, twin: str = "", scenes: Sequence[str] = SCENES, until: str = "") -> Figures:
    """Play so many schedules, or `until` something is wrong in these words; the seed of each is its number."""
    figures = Figures()
    for seed in range(first, first + schedules):
        race = Race(scenes[seed % len(scenes)], seed, TWINS[twin] if twin else None)
        figures.wrong += [f"seed {seed}, {race.scene}: {what}" for what in race.play()]
        figures.schedules += 1
        figures.steps += race.steps
        figures.acts += race.counts()
        if until and any(until in what for what in figures.wrong):
            break
    return figures


def _quiet() -> None:
    logging.disable(logging.CRITICAL)


def main() -> int:
    parser = argparse.ArgumentParser(description="races between presses, officers and time")
    parser.add_argument("--schedules", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first schedule")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--twin", choices=sorted(TWINS), default="", help="a database built wrongly; must be red")
    given = parser.parse_args()
    begun, figures, piece = time.monotonic(), Figures(), 500
    starts = range(given.seed, given.seed + given.schedules, piece)
    sizes = [min(piece, given.seed + given.schedules - start) for start in starts]
    with multiprocessing.Pool(given.jobs, _quiet) as pool:
        for part in pool.starmap(partial(run, twin=given.twin), zip(sizes, starts, strict=True)):
            figures.add(part)
    line = {
        "harness": "races",
        "schedules": figures.schedules,
        "choices": figures.steps,
        "acts": dict(sorted(figures.acts.items())),
        "seconds": round(time.monotonic() - begun, 1),
        "wrong": len(figures.wrong),
        "examples": figures.wrong[:5],
        "verdict": "red" if figures.wrong else "green",
    }
    sys.stdout.write(json.dumps(line) + os.linesep)
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
