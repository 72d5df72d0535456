"""Phones that families share, as chance uses them, held against a plain model after every tap.

Joining, one phone for several, lost and new phones, "Bukan saya", PINs that are guessed, locked, forgotten and made
anew, moving, dying, coming back, restarts, updates that come twice: at most one vote for each resident, none after
death or departure, and nobody speaks for another without the PIN.

    python -m tests.faults.household --runs 10000

prints one line of JSON; exit 1 if anything differed, or if something happened too seldom to mean anything.
"""

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from storage.accounts import Accounts
from storage.households import Households
from storage.residents import Residents
from storage.work import SqliteWork
from tests.faults import report
from tests.model.household import Walker
from tests.model.phone import DAY, Maker

STEPS, PIECE = 60, 25
SUCCEEDED, REFUSED = 1000, 100
HAPPENED = (
    "join.asked", "join.asked_too", "join.vouched", "vouch.done_yes", "vouch.done_no", "vouch.done_same",
    "household.speaking", "household.left", "pin.made", "pin.kader_asked", "matter.done_pin", "phone.moved",
    "phone.contested", "phone.settled", "matter.noted_yes_phone", "matter.noted_yes_house", "matter.noted_yes_moved",
    "matter.noted_yes_died", "matter.noted_no", "vote.toast.kept", "vote.toast.kept_shared", "vote.toast.withdrawn",
)  # fmt: skip
SAID_NO = (
    "household.ask_who", "household.toast.whose", "pin.wrong", "pin.locked", "pin.none", "pin.weak", "pin.kader_waits",
    "phone.refused.frozen", "phone.refused.over", "matter.refused.done", "vouch.toast.known", "vouch.refused.done",
    "departure.refused.reported", "vote.refused.waiting", "vote.refused.not_resident",
)  # fmt: skip


class NeverAsks(Households):
    """Once somebody has spoken, a phone believes them for ever."""

    def speaks_until(self, account_id: int, until: int) -> None:
        super().speaks_until(account_id, until and self.now + 1000 * DAY)

    def share(self, account_id: int) -> None:
        super().share(account_id)
        super().speaks_until(account_id, self.now + 1000 * DAY)


class Unlocked(Households):
    """Nobody counts what is guessed."""

    def tried(self, resident_id: int, wrong: int, locked_until: int) -> None:
        return None


class KeepsPhones(Accounts):
    """A phone once bound stays bound."""

    def unbind(self, account_id: int, resident_id: int) -> None:
        return None


class KnowsNobody(Residents):
    """Who comes again on another phone is taken for somebody new."""

    def born_in(self, village_id: int, birth_year: int) -> list[Any]:
        return []


def built(shelf: str, kind: Any) -> Maker:
    def make(connection: Any, now: int) -> SqliteWork:
        work = SqliteWork(connection, now)
        setattr(work, shelf, kind(connection, now))
        return work

    return make


TWINS: dict[str, Maker] = {
    "never-asks": built("households", NeverAsks),
    "unlocked": built("households", Unlocked),
    "keeps-phones": built("accounts", KeepsPhones),
    "knows-nobody": built("residents", KnowsNobody),
}


@dataclass
class Figures:
    runs: int = 0
    acts: int = 0
    updates: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        self.runs, self.acts, self.updates = (
            self.runs + other.runs, self.acts + other.acts, self.updates + other.updates,
        )  # fmt: skip
        self.heard += other.heard
        self.wrong += other.wrong

    def unreached(self, succeeded: int = SUCCEEDED, refused: int = REFUSED) -> list[str]:
        """What happened too seldom, in words."""
        wanted = dict.fromkeys(HAPPENED, succeeded) | dict.fromkeys(SAID_NO, refused)
        return [f"{key}: {self.heard[key]} of {least}" for key, least in wanted.items() if self.heard[key] < least]


def run(walks: int, first: int = 0, twin: str = "", until_red: bool = False) -> Figures:
    """So many walks, each in a village of its own; the seed of each is its number."""
    figures = Figures()
    for seed in range(first, first + walks):
        walker = Walker(seed, TWINS.get(twin, SqliteWork))
        figures.wrong += [f"seed {seed}, {what}" for what in walker.walk(STEPS)]
        walker.close()
        figures.runs += 1
        figures.acts += STEPS
        figures.updates += walker.phones.updates
        figures.heard += walker.phones.heard
        if until_red and figures.wrong:
            break
    return figures


def _piece(twin: str, piece: tuple[int, int]) -> Figures:
    return run(piece[1], piece[0], twin)


def main() -> int:
    parser = argparse.ArgumentParser(description="shared phones against a model")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first run")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--twin", choices=sorted(TWINS), default="", help="a storage built wrongly; must be red")
    given = parser.parse_args()
    begun, figures = time.monotonic(), Figures()
    runs = min(given.runs, 100) if given.twin else given.runs
    last = given.seed + runs
    pieces = [(start, min(PIECE, last - start)) for start in range(given.seed, last, PIECE)]
    for part in report.shared(given.jobs, partial(_piece, given.twin), pieces, "household"):
        figures.add(part)
    wrong = figures.wrong if given.twin else figures.wrong + figures.unreached()
    told = report.line(
        "household", time.monotonic() - begun, wrong, twin=given.twin, runs=figures.runs, acts=figures.acts,
        updates=figures.updates, votes=figures.heard["vote.toast.kept"] + figures.heard["vote.toast.kept_shared"],
        wrong_pins=figures.heard["pin.wrong"], locks=figures.heard["pin.locked"],
        new_phones=figures.heard["phone.moved"],
        rarest={key: figures.heard[key] for key in sorted((*HAPPENED, *SAID_NO), key=figures.heard.__getitem__)[:3]},
    )  # fmt: skip
    return report.close(told)


if __name__ == "__main__":
    sys.exit(main())
