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
from bot.receiver import Stop
from simulator.groups import Group
from simulator.people import Person
from simulator.telegram import Telegram
from tests.faults.clumsy import TWINS
from tests.faults.judging import Judge
from tests.faults.mishaps import KINDS, STOPPING
from tests.play import Play
from tests.transcript import act
from tests.village_life import LINK, founded, joined, proposed

SHARES = (0.02, 0.1, 0.25, 0.5)
QUICK = Patience(answer=0.5, poll=2, again=0.02)
LONGEST_RUN = 25.0
DISTURBED = 0.3
"""Seconds of a standing loop after which a time-out may be the machine's own: such a run is played again."""
TAPS = ("[button.option_in⟧ number=1]", "[button.option_out⟧ number=1]")
TO_OPEN = ("/kelola", "[button.open_poll]", "[button.pick_all]", "[button.picks⟧ n=2]", "[3 Maret]")
TO_PROPOSE = ("Selokan RT 02 mampet", "[button.yes_proposal]", "[button.whole_village]", "[benefit.semua]",
              "[button.yes_send]")  # fmt: skip


@dataclass(frozen=True)
class Run:
    kinds: tuple[str, ...]
    share: float
    seed: int
    twin: str = ""


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


class Day:
    """One day in the village under faults."""

    def __init__(self, play: Play, run: Run, figures: Figures) -> None:
        self._play, self._run, self._figures = play, run, figures
        self._tg = play.telegram
        self._heard = 0
        self._tg.on_answer.append(self._count)
        self.stops: list[str] = []
        self.lag = 0.0

    def _count(self, method: str, given: object, answer: object) -> None:
        self._heard += method != "getUpdates"

    async def live(self) -> Judge:
        watch = asyncio.create_task(self._watch())
        self._tg.faults.rng.seed(self._run.seed)
        await self.drive()
        judge = Judge(self._play)
        for name in self._run.kinds:
            KINDS[name](self._play, self._run.share)
        self._do("Slamet", "[button.open_now]")
        self._do("Joko", "/usulan", "Warga")
        await self.drive()
        for turn in range(2):
            for name in ("Sari", "Budi", "Tini", "Rudi", "Karso"):
                self._do(name, TAPS[turn])
            self._do("Tini", TO_PROPOSE[turn])
            self._do("Tamu", (LINK, "Tamu Baru")[turn])
            self._do("Rudi", f"/usulan {turn + 1}")
            await self.drive()
        for step in TO_PROPOSE[2:]:
            self._do("Tini", step)
            await self.drive()
        await self._next_evening()
        self._heal()
        await self.drive()
        watch.cancel()
        return judge

    def _do(self, name: str, words: str, place: str = "") -> None:
        """Say or press it; whoever does not see the button, because its letter never came, lets it be."""
        person, group = self._play.person(name), self._play.groups.get(place)
        if words.startswith("["):
            with contextlib.suppress(AssertionError):
                self._play.press(person, words[1:-1])
        else:
            person.say(words, group)

    async def _next_evening(self) -> None:
        self._tg.clock.advance(hours=35)
        await self._told_the_time()
        await self.drive()
        await self._play.bot.pulse.tick()
        await self.drive()

    def _heal(self) -> None:
        self._tg.faults.heal()
        self._tg.updates.repeats = 0.0
        self._tg.detours.end()

    async def drive(self) -> None:
        """Until nothing waits any more; whatever waits for a later moment is met by moving the clock."""
        begun = time.monotonic()
        before, still = -1, 0
        while not await self._at_rest():
            assert time.monotonic() - begun < LONGEST_RUN, await self._restless()
            if before != self._progress():
                before, still = self._progress(), 0
            still += 1
            if still % 8 == 0 and not self._tg.updates.pending():
                await self._move_on()
            await asyncio.sleep(0.005)

    def _progress(self) -> int:
        return self._heard + sum(struck.method != "getUpdates" for struck in self._tg.faults.log)

    async def _restless(self) -> str:
        app = self._play.bot
        waiting, due = await app.database.write(lambda work: (work.outbox.waiting()[0], work.outbox.next_due()))
        return (
            f"no rest: {waiting} letters, due in {(due or 0) - app.clock()} ms, idle: {app.courier.idle}, "
            f"{self._tg.updates.pending()} updates, {len(self._tg.detours)} late"
        )

    async def _at_rest(self) -> bool:
        await self._revived()
        app = self._play.bot
        waiting = await app.database.write(lambda work: work.outbox.waiting()[0])
        return not waiting and app.courier.idle and not self._tg.updates.pending() and not len(self._tg.detours)

    async def _move_on(self) -> None:
        app = self._play.bot
        due, now = await app.database.write(lambda work: work.outbox.next_due()), app.clock()
        moments = [max(due, app.courier._flood_until)] if due else []
        moments += [] if app.courier.idle else [*app.courier._held.values(), app.courier._flood_until]
        if later := [moment for moment in moments if moment > now]:
            self._tg.clock.advance(seconds=(min(later) - now) / 1000 + 1)
        elif len(self._tg.detours):
            self._tg.clock.advance(seconds=5)
        await self._told_the_time()

    async def _told_the_time(self) -> None:
        await self._play.bot.gateway.bot.get_me()
        self._play.bot.courier.kick()

    async def _revived(self) -> None:
        """Where the bot has stopped with a clear line, somebody mends it and switches it on again."""
        ended = [task for task in self._play.bot._tasks if task.done()]
        if not ended:
            return
        for task in ended:
            error = task.exception()
            if not isinstance(error, Stop) or "\n" in str(error):
                self._figures.wrong.append(f"{self._run} ended: {error!r}")
            self.stops.append(str(error))
        await self._play.stop()
        await self._play.start()
        self._figures.restarts += 1

    async def _watch(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.05)
            self.lag = max(self.lag, time.monotonic() - before - 0.05)


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
                day = Day(play, run, figures)
                judge = await day.live()
                wrong = judge.judge() + listener.heard
                if day.stops and not set(STOPPING) & set(run.kinds):
                    wrong.append(f"the bot stopped: {day.stops}")
                figures.letters, figures.copies, figures.doublings = judge.letters, judge.copies, judge.doublings
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
