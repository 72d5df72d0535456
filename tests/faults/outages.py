"""Telegram fails in every way, one fault alone and all pairs, while a village lives: nothing is lost or doubled unseen.

    python -m tests.faults.outages

prints one line of JSON; exit 1 when something went wrong. Each run has a seed, and a red one says which.
"""

import argparse
import asyncio
import concurrent.futures
import contextlib
import itertools
import json
import logging
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App
from bot.patience import Patience
from simulator.groups import Group
from simulator.people import Person
from simulator.telegram import Telegram
from tests.faults.clumsy import TWINS
from tests.faults.mishaps import KINDS, STOPPING
from tests.faults.outage_day import LONGEST_RUN, Day, Run
from tests.play import Play
from tests.transcript import act
from tests.village_life import founded, joined, proposed

SHARES = (0.02, 0.1, 0.25, 0.5)
QUICK = Patience(answer=0.5, poll=2, again=0.02)
DISTURBED = 0.3
"""Seconds of a standing loop after which a time-out may be the machine's own: such a run is played again."""
TO_OPEN = ("/kelola musyawarah", "[button.open_poll]", "[button.pick_all]", "[button.picks⟧ n=2]", "[3 Maret]")


@dataclass
class Figures:
    runs: int = 0
    letters: int = 0
    copies: int = 0
    doublings: int = 0
    """Faults after which a second copy may have to come."""
    restarts: int = 0
    disturbed: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        for name in ("runs", "letters", "copies", "doublings", "restarts", "disturbed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.injected += other.injected
        self.wrong += other.wrong

    def line(self, seconds: float) -> str:
        return json.dumps(
            {
                "harness": "outages",
                "runs": self.runs,
                "letters": self.letters,
                "faults": self.injected.total(),
                "faults_by_kind": dict(sorted(self.injected.items())),
                "doublings": self.doublings,
                "copies": self.copies,
                "restarts": self.restarts,
                "disturbed": self.disturbed,
                "seconds": round(seconds, 1),
                "wrong": len(self.wrong),
                "examples": self.wrong[:5],
                "verdict": "red" if self.wrong else "green",
            }
        )


class Village:
    """Desa Sumberagung at the moment before a poll is opened, made once and copied for each run."""

    def __init__(self, folder: Path, telegram: Telegram) -> None:
        self._folder = folder
        self._telegram = telegram

    @classmethod
    async def made(cls, folder: Path) -> "Village":
        async with Play.open(folder) as play:
            await founded(play)
            await joined(play, "Sari", "Budi", "Tini", "Rudi")
            await proposed(play, "Sari", "Lampu jalan di gang masjid mati semua")
            await proposed(play, "Budi", "Jembatan bambu diganti beton")
            for line in TO_OPEN:
                await act(play, f"Slamet: {line}")
            return cls(folder, play.telegram)

    @contextlib.asynccontextmanager
    async def again(self, folder: Path, kind: type[App]) -> AsyncIterator[Play]:
        shutil.copytree(self._folder, folder)
        async with Play.open(folder, app=False, start=self._telegram.clock.now()) as play:
            tg, was = play.telegram, self._telegram
            tg.users, tg.chats = deepcopy((was.users, was.chats))
            for name in ("_person_ids", "_group_ids", "_supergroup_ids", "_last_id", "press_ids"):
                setattr(tg, name, deepcopy(getattr(was, name)))
            tg.updates._next_id = was.updates._next_id
            for user in (person.user for person in was.people.values()):
                person = tg.people[user["id"]] = Person(tg, tg.users[user["id"]])
                play.people[person.name] = person
            for title, group in ((g.title, g) for g in was.groups):
                play.groups[title] = Group(tg, tg.chats[group.id])
                tg.groups.append(play.groups[title])
            play.kind, play.patience = kind, QUICK
            await play.start()
            yield play


class Listener(logging.Handler):
    """Whatever the bot reports as an error, or with a traceback."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self.heard.append(f"{record.name}: {record.getMessage()}")


async def played(village: Village, run: Run, folder: Path) -> Figures:
    """One run and what came of it; where the machine itself stood still, once more."""
    for attempt in itertools.count():
        figures, listener = Figures(runs=1, disturbed=attempt), Listener()
        logging.getLogger().addHandler(listener)
        place = folder / f"{run.seed}-{attempt}"
        try:
            async with asyncio.timeout(2 * LONGEST_RUN), village.again(place, TWINS.get(run.twin, App)) as play:
                day = Day(play, run)
                judge = await day.live()
                wrong = judge.judge() + listener.heard + day.wrong
                if day.stops and not set(STOPPING) & set(run.kinds):
                    wrong.append(f"the bot stopped: {day.stops}")
                figures.letters, figures.copies, figures.doublings = judge.letters, judge.copies, judge.doublings
                figures.restarts = day.restarts
                figures.injected = play.telegram.faults.counted()
                figures.wrong += [f"{'+'.join(run.kinds)} {run.share} seed {run.seed}: {what}" for what in wrong]
        except (AssertionError, TimeoutError) as no:
            figures.wrong.append(f"{'+'.join(run.kinds)} {run.share} seed {run.seed}: {no!r}")
        finally:
            logging.getLogger().removeHandler(listener)
            shutil.rmtree(place, ignore_errors=True)
        if not figures.wrong or attempt == 2 or day.lag < DISTURBED:
            return figures
    raise AssertionError


async def played_all(runs: Sequence[Run], folder: Path) -> Figures:
    village = await Village.made(folder / "village")
    figures = Figures()
    for run in runs:
        figures.add(await played(village, run, folder))
    return figures


def planned(seed: int, twin: str = "") -> list[Run]:
    """Each fault alone with every share, and all pairs with a share by chance."""
    rng = random.Random(seed)
    plans: list[tuple[tuple[str, ...], float]] = [((kind,), share) for kind in KINDS for share in SHARES]
    plans += [(pair, rng.choice(SHARES)) for pair in itertools.combinations(KINDS, 2)]
    return [Run(kinds, share, seed * 10_000 + number, twin) for number, (kinds, share) in enumerate(plans)]


def work(runs: Sequence[Run]) -> Figures:
    logging.getLogger().handlers.clear()
    logging.getLogger().addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(played_all(runs, Path(folder)))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--twin", choices=list(TWINS), default="")
    asked.add_argument("--only", nargs="*", choices=list(KINDS), help="runs in which all these faults come")
    asked.add_argument("--runs", type=int, default=0, help="at most so many, spread over the plan")
    chosen = asked.parse_args()
    runs = [run for run in planned(chosen.seed, chosen.twin) if set(chosen.only or ()) <= set(run.kinds)]
    if chosen.runs:
        runs = runs[:: max(1, len(runs) // chosen.runs)]
    begun, figures = time.monotonic(), Figures()
    with concurrent.futures.ProcessPoolExecutor(chosen.workers, multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(work, [runs[number :: chosen.workers] for number in range(chosen.workers)]):
            figures.add(part)
    sys.stdout.write(figures.line(time.monotonic() - begun) + "\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
