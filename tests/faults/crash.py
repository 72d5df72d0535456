"""A crash at every step of the first flow: the village comes to the same, and nobody is told less.

A step is a commit of the database or a call of the Bot API. At each of them, in a run of its own, the bot

    before  dies before it is done,
    after   dies when it is done and nobody has heard of it yet,
    lost    lives on and hears that it failed, though it was done: a reset line, a failing sync.

To die is to be forked away: the child of the fork has the people, Telegram and a copy of the files as they lay at
that moment, and nothing of the bot; a new bot opens on them and the story goes on. What the chapter comes to is held
against a run without a crash: only letters marked as sent again may be more, as many as were under way.

    python -m tests.faults.crash --jobs 2

prints one line of JSON; exit 1 if anything was lost, doubled or different.
"""

import argparse
import logging
import os
import pickle
import random
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from tests.faults import report
from tests.faults.crash_twins import TWINS
from tests.faults.failpoint import Failpoint, tell, to_the_end
from tests.faults.state import differences
from tests.faults.story import MARK, STORY, Chapter, Story

KINDS = ("before", "after", "lost")


@dataclass
class Plan:
    jobs: int = 2
    sample: int = 0
    """So many steps, drawn by the seed, instead of all."""
    seed: int = 1
    twin: str = ""
    first_red: bool = False
    chapter: str = ""
    """Only this one; the others are told without a crash."""


@dataclass
class Run:
    chapter: Chapter
    number: int
    kind: str

    @property
    def name(self) -> str:
        return f"{self.chapter.name}, step {self.number} {self.kind}"


class Harness:
    """Tells the story once without a crash, and each chapter again for each of its steps and kinds."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan, self._folder = plan, folder
        self._story = Story(folder / "data")
        self._rng = random.Random(plan.seed)
        self.wrong: list[str] = []
        self.steps: Counter[str] = Counter()
        self.runs = self.fired = self.marked = 0
        self._serial = 0

    def all(self) -> None:
        logging.getLogger().addHandler(logging.NullHandler())  # thousands of bots that complain of their crash
        for chapter in STORY:
            chosen = self._plan.chapter in ("", chapter.name)
            if chapter.breaks and chosen and not (self._plan.first_red and self.wrong):
                self._chapter(chapter)
            self._story.at = 0
            tell(self._story, chapter)

    def _chapter(self, chapter: Chapter) -> None:
        whole = [self._finished(self._begun(Run(chapter, 0, "never"))) for _ in range(2)]
        if failed := [w for w in whole if "failed" in w]:
            self.wrong.append(f"{chapter.name}, without a crash: {failed[0]['failed']}")
            return
        if apart := self._told_apart(whole[0], whole[1]):
            self.wrong.append(f"{chapter.name} differs without a crash: {apart}")
        steps = max(w["point"][0] for w in whole)
        self.steps.update(whole[0]["point"][3])
        runs = [Run(chapter, number, kind) for number in range(1, steps + 1) for kind in KINDS]
        if self._plan.sample:
            share = max(1, self._plan.sample // sum(c.breaks for c in STORY))
            runs = self._rng.sample(runs, min(share, len(runs)))
        self._rng.shuffle(runs)
        report.progress(f"crash: {chapter.name}: {steps} steps, {len(runs)} runs")
        self._runs(runs, whole[0])

    def _runs(self, runs: list[Run], whole: dict[str, Any]) -> None:
        going: dict[int, tuple[Run, Path]] = {}
        while runs or going:
            while runs and len(going) < self._plan.jobs and not (self._plan.first_red and self.wrong):
                run = runs.pop()
                pid, result = self._begun(run)
                going[pid] = run, result
            if not going:
                return
            pid, _ = os.wait()
            run, result = going.pop(pid)
            self._judge(run, self._finished((0, result)), whole)

    def _begun(self, run: Run) -> tuple[int, Path]:
        self._serial += 1
        place = self._folder / f"run-{self._serial}"
        result = place / "result"
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            return pid, result
        place.mkdir()
        if self._story.folder.exists():
            shutil.copytree(self._story.folder, place / "data")
        self._story.folder, self._story.at, self._story.under_way = place / "data", 0, 0
        self._story.kind = TWINS.get(self._plan.twin, App)
        to_the_end(Failpoint(self._story, run.chapter, result, run.number, run.kind))

    def _finished(self, begun: tuple[int, Path]) -> dict[str, Any]:
        pid, result = begun
        if pid:
            os.waitpid(pid, 0)
        found = {"failed": "it never came to an end"}
        if result.exists():
            found = pickle.loads(result.read_bytes())  # noqa: S301 - written by our own child
        shutil.rmtree(result.parent, ignore_errors=True)
        assert isinstance(found, dict)
        return found

    def _judge(self, run: Run, found: dict[str, Any], whole: dict[str, Any]) -> None:
        self.runs += 1
        if "failed" in found:
            self.wrong.append(f"{run.name}: {found['failed']}")
            report.progress(self.wrong[-1])
            return
        _, fired, under_way, names = found["point"]
        self.fired += fired
        step = names[run.number - 1] if run.number <= len(names) else "none"
        if apart := self._told_apart(whole, found, under_way):
            self.wrong.append(f"{run.name} ({step}): {str(apart)[:800]}")
            report.progress(self.wrong[-1])

    def _told_apart(self, whole: dict[str, Any], found: dict[str, Any], under_way: int = 0) -> list[str]:
        apart = differences(whole["state"], found["state"])
        if whole["fates"] != found["fates"]:
            apart.append(f"letters ended as {dict(found['fates'])} instead of {dict(whole['fates'])}")
        apart += found["referee"][:2]
        plain: Counter[tuple[int, str]] = Counter()
        marked: Counter[tuple[int, str]] = Counter()
        for (chat, text), count in found["sent"].items():
            words = text.split()
            kept = (chat, " ".join(w for w in words if w != MARK))
            (marked if MARK in words else plain)[kept] += count
        wanted = whole["sent"]
        apart += [f"doubled, unmarked: {letter}" for letter in plain - wanted]
        apart += [f"never arrived: {letter}" for letter in wanted - (plain + marked)]
        apart += [f"not meant for anybody: {letter}" for letter in set(marked) - set(wanted)]
        if marked.total() > under_way:
            apart.append(f"{marked.total()} marked letters, {under_way} were under way")
        self.marked += marked.total()
        return apart


def run(plan: Plan, folder: Path) -> str:
    begun = time.monotonic()
    harness = Harness(plan, folder)
    harness.all()
    return report.line(
        "crash",
        time.monotonic() - begun,
        harness.wrong,
        twin=plan.twin,
        chapters=[c.name for c in STORY if c.breaks],
        steps=harness.steps.total(),
        steps_by_kind=dict(harness.steps),
        kinds=list(KINDS),
        runs=harness.runs,
        crashes=harness.fired,
        copies_marked_kirim_ulang=harness.marked,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="a crash at every step of the first flow")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int, default=0, help="so many runs, drawn by the seed; 0: all")
    parser.add_argument("--chapter", default="", help="only at the steps of this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=tuple(TWINS), default="", help="the bot built wrongly; must be red")
    given = parser.parse_args()
    with report.scratch() as folder:
        plan = Plan(given.jobs, given.sample, given.seed, given.twin, bool(given.twin), given.chapter)
        return report.close(run(plan, folder))


if __name__ == "__main__":
    sys.exit(main())
