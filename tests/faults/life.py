"""The life of proposals through several seasons, as chance plays it, held against a model act by act.

Whatever is refused has two people of different offices, a fixed reason and a letter to its proposer; each person
hears of each step once; and when a season is over everything has come to an end or goes on to the next.

    python -m tests.faults.life --walks 3000

prints one line of JSON; exit 1 if anything differed, or if a step was taken or a refusal met too seldom to mean
anything.
"""

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

from actions import news
from actions.letters import Letter
from storage.outbox import Outbox
from storage.steps import ADD, MOVE, Steps, Supports
from storage.work import SqliteWork
from tests.faults import report
from tests.model.life_rules import ALL
from tests.model.life_walk import HEARD, REFUSALS, SUCCEED, Walker
from tests.model.twins import broken
from village.proposal import Proposal, Status
from village.steps import Why

ACTS = 500
SUCCEEDED, REFUSED = 1000, 100
NEWS = [f"heard {cause}" for cause in HEARD]
TRANSITIONS = sorted(f"{here} → {to}" for here, to in ALL)


class Silent(Outbox):
    """The proposer is not told."""

    def post(self, letter: Letter) -> bool:
        return letter.key != news.MOVED and super().post(letter)


class Twice(Outbox):
    """Whoever stands behind a proposal hears of each step two times."""

    def post(self, letter: Letter) -> bool:
        if letter.key == "news.supported":
            super().post(replace(letter, once=f"{letter.once}:again"))
        return super().post(letter)


class Wordless(Steps):
    """The reason is not kept."""

    def take(self, proposal: Proposal, to: Status, why: Why | None = None, note: str = "", *who: Any) -> int:
        return super().take(proposal, to, None, "", *who)


class Stranded(Steps):
    """The end of a season forgets some."""

    def take(self, proposal: Proposal, to: Status, why: Why | None = None, note: str = "", *who: Any) -> int:
        if why is Why.MUSIM and proposal.number % 5 == 0:
            return len(self.of(proposal.id))
        return super().take(proposal, to, why, note, *who)


class Alone(Steps):
    """What one person asks for is done at once; the second may still say something."""

    def ask(
        self, proposal: Proposal, to: Status, why: Why | None, note: str, first: int, into: int | None = None
    ) -> int | None:
        found = super().ask(proposal, to, why, note, first, into)
        if found:
            facts = {"id": proposal.id, "status": to}
            self.run(MOVE, **facts)
            self.one(
                ADD, **facts, village=proposal.village_id, why=why or "", note=note, by=first, office="", second=0,
                second_office="", into=into, now=self.now,
            )  # fmt: skip
        return found


class Clinging(Supports):
    """Whoever no longer stands behind it goes on hearing of it."""

    def of(self, proposal_id: int) -> dict[int, int]:
        return {row["resident_id"]: row["by_id"] for row in self.rows(EVER, id=proposal_id)}


EVER = "SELECT resident_id, by_id FROM support WHERE proposal_id = :id"
TWINS = {
    "alone": broken(steps=Alone), "silent": broken(outbox=Silent), "twice": broken(outbox=Twice),
    "wordless": broken(steps=Wordless), "stranded": broken(steps=Stranded), "clinging": broken(supports=Clinging),
}  # fmt: skip


class Figures:
    def __init__(self) -> None:
        self.walks = 0
        self.reach: Counter[str] = Counter()
        self.wrong: list[str] = []


def one(twin: str, seed: int) -> tuple[Counter[str], list[str]]:
    walker = Walker(seed, TWINS.get(twin, SqliteWork))
    wrong = [f"seed {seed}, {words}" for words in walker.walk(ACTS)]
    walker.close()
    return walker.reach, wrong


def run(walks: int, first: int = 0, twin: str = "", jobs: int = 1, until_red: bool = False) -> Figures:
    figures = Figures()
    pieces = range(first, first + walks)
    for reach, wrong in report.shared(jobs, partial(one, twin), pieces, "life" if jobs > 1 else ""):
        figures.walks += 1
        figures.reach += reach
        figures.wrong += wrong
        if wrong and until_red:
            break
    return figures


def unreached(reach: Counter[str], succeeded: int, refused: int) -> list[str]:
    """What happened too seldom, in words."""
    wanted = dict.fromkeys((*SUCCEED, *TRANSITIONS, *NEWS), succeeded) | dict.fromkeys(REFUSALS, refused)
    return [f"{what}: {reach[what]} of {least}" for what, least in wanted.items() if reach[what] < least]


def main() -> int:
    parser = argparse.ArgumentParser(description="the life of proposals against a model")
    parser.add_argument("--walks", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first walk")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--twin", choices=sorted(TWINS), default="", help="the product built wrongly; must be red")
    given = parser.parse_args()
    begun = time.monotonic()
    figures = run(given.walks, given.seed, given.twin, given.jobs)
    rare = [] if given.twin else unreached(figures.reach, SUCCEEDED, REFUSED)
    counted = {what: figures.reach[what] for what in (*SUCCEED, *TRANSITIONS, *NEWS)}
    met = {key: figures.reach[key] for key in REFUSALS}
    told = report.line(
        "life", time.monotonic() - begun, figures.wrong + rare, walks=figures.walks,
        acts=sum(figures.reach[name] for name in SUCCEED), refusals=sum(met.values()),
        news=sum(figures.reach[kind] for kind in NEWS),
        transitions=sum(figures.reach[way] for way in TRANSITIONS), ways=len(TRANSITIONS),
        rarest=dict(sorted(counted.items(), key=lambda kept: kept[1])[:3]),
        rarest_refusals=dict(sorted(met.items(), key=lambda kept: kept[1])[:3]),
    )  # fmt: skip
    return report.close(told)


if __name__ == "__main__":
    sys.exit(main())
