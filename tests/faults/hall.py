"""A hall as chance plays it, for long: who comes, what is decided, what is sealed.

    python -m tests.faults.hall --walks 700

prints one line of JSON; exit 1 if anything was wrong, or if an act succeeded or a refusal was met too seldom to mean
anything. With `--twin` one part of the storage is built wrongly, and it must be red.
"""

import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.faults.report import command, line, shared
from tests.model.hall import ACTS, MARKS, REFUSALS, TWINS, Walk

STEPS = 900
SUCCEEDED, REFUSED = 1000, 100
BRIEF = 8


@dataclass(frozen=True)
class Plan:
    walks: int = 700
    seed: int = 0
    jobs: int = 2
    twin: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    seed: int
    twin: str


def one(piece: Piece) -> tuple[Counter[str], list[str]]:
    walk = Walk(piece.seed, TWINS[piece.twin]) if piece.twin else Walk(piece.seed)
    wrong = [f"walk {piece.seed}: {words}" for words in walk.walk(STEPS)]
    return walk.reach, wrong


def unreached(reach: Mapping[str, int], succeeded: int = SUCCEEDED, refused: int = REFUSED) -> list[str]:
    """What happened too seldom to prove anything."""
    few = [f"{name} only {reach.get(name, 0)} times" for name in ACTS if reach.get(name, 0) < succeeded]
    return few + [
        f"{name} only {reach.get(name, 0)} times" for name in (*REFUSALS, *MARKS) if reach.get(name, 0) < refused
    ]


def run(plan: Plan, folder: Path) -> str:
    began, reach, wrong = time.monotonic(), Counter[str](), list[str]()
    pieces = [Piece(plan.seed + n, plan.twin) for n in range(plan.walks)]
    for met, found in shared(plan.jobs, one, pieces, "hall"):
        reach += met
        wrong += found
    if not plan.twin:
        wrong += unreached(reach)
    seconds = time.monotonic() - began
    return line(
        "hall", seconds, wrong, walks=plan.walks, acts=sum(reach[name] for name in ACTS),
        refused=sum(reach[name] for name in REFUSALS), came=reach["came"], sealed=reach["sealed"],
        least_act=min(reach[name] for name in ACTS), least_refusal=min(reach[name] for name in REFUSALS),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(command(Plan, run, "A hall as chance plays it.", "walks", TWINS, BRIEF))
