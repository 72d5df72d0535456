"""The planning year as chance plays it, held against a model of plain dicts, act by act.

    python -m tests.faults.model --steps 10000000

prints one line of JSON; exit 1 if anything differed, or if an act succeeded or a refusal was met too seldom to mean
anything.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from tests.model.twins import SHELVES, unlock
from tests.model.walk import REFUSALS, WEIGHTS, Walker

WALK = 400
SUCCEEDED, REFUSED = 1000, 100


@dataclass
class Figures:
    steps: int = 0
    reach: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        self.steps += other.steps
        self.reach += other.reach
        self.wrong += other.wrong

    def unreached(self, succeeded: int, refused: int) -> list[str]:
        """What happened too seldom, in words."""
        wanted = {f"{act} ok": succeeded for act in WEIGHTS if act != "wait"}
        wanted |= {f"{act} {key}": refused for act, keys in REFUSALS.items() for key in keys}
        return [f"{what}: {self.reach[what]} of {least}" for what, least in wanted.items() if self.reach[what] < least]


def run(walks: int, first: int = 0, twin: str = "", until_red: bool = False) -> Figures:
    """So many walks through a year of the village; the seed of each is its number."""
    figures = Figures()
    for seed in range(first, first + walks):
        walker = Walker(seed, SHELVES[twin], unlock if twin == "double-vote" else None) if twin else Walker(seed)
        figures.wrong += [f"seed {seed}, {what}" for what in walker.walk(WALK)]
        walker.close()
        figures.steps += WALK
        figures.reach += walker.reach
        if until_red and figures.wrong:
            break
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description="random walks against the model")
    parser.add_argument("--steps", type=int, default=1_500_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first walk")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--twin", choices=sorted(SHELVES), default="", help="a storage built wrongly; must be red")
    given = parser.parse_args()
    begun, figures, piece = time.monotonic(), Figures(), 50
    last = given.seed + -(-given.steps // WALK)
    starts = range(given.seed, last, piece)
    sizes = [min(piece, last - start) for start in starts]
    with multiprocessing.Pool(given.jobs) as pool:
        for part in pool.starmap(partial(run, twin=given.twin), zip(sizes, starts, strict=True)):
            figures.add(part)
    seconds = time.monotonic() - begun
    wrong = figures.wrong + figures.unreached(SUCCEEDED, REFUSED)
    line = {
        "harness": "model",
        "steps": figures.steps,
        "steps_per_second": round(figures.steps / seconds),
        "acts": sum(key.endswith(" ok") for key in figures.reach),
        "refusals": sum(not key.endswith(" ok") for key in figures.reach),
        "rarest": dict(figures.reach.most_common()[:-4:-1]),
        "seconds": round(seconds, 1),
        "wrong": len(wrong),
        "examples": wrong[:5],
        "verdict": "red" if wrong else "green",
    }
    sys.stdout.write(json.dumps(line) + os.linesep)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
