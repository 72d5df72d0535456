"""Kader who help, phones that come late, and the council's visits, as chance plays them.

    python -m tests.faults.aid --walks 3000

prints one line of JSON; exit 1 if anything was wrong, or if an act succeeded or a refusal was met too seldom to mean
anything. With `--twin` one part of the storage is built wrongly, and it must be red.
"""

import argparse
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Sequence

from storage.aids import Aids
from storage.work import SqliteWork
from tests.faults.report import close, line, shared
from tests.model.helping import ACTS, BESIDE, Walk
from village.aid import AidState

__all__ = ["BESIDE", "TWINS", "run", "unreached"]
STEPS = 250
SUCCEEDED, REFUSED = 1000, 100


class OwnAddsUp(Aids):
    """An own vote is added to what the kader has entered."""

    def replace(self, poll_id: int, voter_id: int) -> bool:
        return False


class Uncapped(Aids):
    def count(self, helper_id: int, round: str) -> int:
        return 0


class OneHouse(Aids):
    def housemates(self, among: Sequence[int], of: Sequence[int]) -> frozenset[int]:
        return frozenset()


class Unsealed(Aids):
    """An objection is noted, and the kader may go on tapping."""

    def move(self, aid_id: int, state: AidState) -> None:
        return None


class Chosen(Aids):
    """Somebody has put the first of the list on the paper, instead of those that were drawn."""

    def draw(self, poll_id: int, village_id: int, key: bytes, head: bytes, votes: int, visits: Sequence[int]) -> None:
        super().draw(poll_id, village_id, key, head, votes, list(visits)[: max(1, len(visits) - 1)])


TWINS = {
    "own-adds-up": OwnAddsUp, "uncapped": Uncapped, "one-house": OneHouse, "unsealed": Unsealed, "chosen": Chosen,
}  # fmt: skip


class Figures:
    def __init__(self) -> None:
        self.walks = 0
        self.reach: Counter[str] = Counter()
        self.wrong: list[str] = []


def _made(twin: str, connection: sqlite3.Connection, now: int) -> SqliteWork:
    work = SqliteWork(connection, now)
    if twin:
        work.aids = TWINS[twin](connection, now)
    return work


def one(seed: int, twin: str = "") -> tuple[Counter[str], list[str]]:
    walk = Walk(seed, lambda connection, now: _made(twin, connection, now))
    wrong = [f"walk {seed}: {words}" for words in walk.walk(STEPS)]
    walk.end()
    return walk.reach, wrong


def run(walks: int, first: int = 0, twin: str = "", jobs: int = 1, until_red: bool = False) -> Figures:
    figures = Figures()
    for reach, wrong in shared(jobs, _Piece(twin), range(first, first + walks), "aid" if jobs > 1 else ""):
        figures.walks += 1
        figures.reach += reach
        figures.wrong += wrong
        if wrong and until_red:
            break
    return figures


class _Piece:
    """One walk, so that it can be handed to another process."""

    def __init__(self, twin: str) -> None:
        self.twin = twin

    def __call__(self, seed: int) -> tuple[Counter[str], list[str]]:
        return one(seed, self.twin)


def unreached(reach: Counter[str], succeeded: int, refused: int) -> list[str]:
    """What happened too seldom, in words. A refusal may be met by whichever act."""
    met: Counter[str] = Counter()
    for name, n in reach.items():
        met[name.partition(" ")[2]] += n
    rare = [f"{act}: {reach[f'{act} ok']} of {succeeded}" for act in ACTS if reach[f"{act} ok"] < succeeded]
    return rare + [f"{key}: {met[key]} of {refused}" for key in BESIDE if met[key] < refused]


def main() -> int:
    parser = argparse.ArgumentParser(description="kader, phones and visits, as chance plays them")
    parser.add_argument("--walks", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first walk")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--twin", choices=sorted(TWINS), default="", help="a storage built wrongly; must be red")
    given = parser.parse_args()
    begun = time.monotonic()
    figures = run(given.walks, given.seed, given.twin, given.jobs)
    rare = [] if given.twin else unreached(figures.reach, SUCCEEDED, REFUSED)
    wrong = figures.wrong + rare
    counts = {
        "walks": figures.walks,
        "acts": sum(figures.reach.values()),
        "succeeded": sum(n for name, n in figures.reach.items() if name.endswith(" ok")),
        "helped_votes": figures.reach["open ok"],
        "draws": figures.reach["close ok"],
    }
    return close(line("aid", time.monotonic() - begun, wrong, **counts))


if __name__ == "__main__":
    sys.exit(main())
