"""A big list of residents comes in by chat while the village goes on talking: all of it in time, nobody kept waiting.

An officer sends the file, confirms it, and sends it once more; meanwhile somebody asks for the list of proposals
again and again, and every answer is timed. Nobody of the list may be missing or doubled.

    python -m tests.faults.register --rows 50000

prints one line of JSON; exit 1 if a figure misses its bar. Figures of a busy machine mean little.
"""

import argparse
import asyncio
import csv
import io
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from storage.work import SqliteWork
from tests.play import Play
from tests.sheets import OPENSID, csv_, many, xlsx
from tests.village_life import founded

EVERY = 0.05
BLOCKED = 4.0
COUNT = "SELECT COUNT(*) AS n, COUNT(DISTINCT name) AS names FROM resident WHERE state = 'listed'"


@dataclass(slots=True)
class Figures:
    rows: int
    seconds_to_preview: float = 0.0
    seconds_to_take_over: float = 0.0
    seconds_again: float = 0.0
    waits: list[float] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    def add(self, waited: float) -> None:
        """Count also those who would have asked while this one waited: a village does not hold its breath."""
        while waited > 0:
            self.waits.append(waited)
            waited -= EVERY

    @property
    def p95(self) -> float:
        return sorted(self.waits)[int(len(self.waits) * 0.95)] if self.waits else float("inf")

    def judge(self, seconds: float | None, wait: float) -> None:
        took = self.seconds_to_preview + self.seconds_to_take_over
        if seconds is not None and took >= seconds:
            self.examples.append(f"{self.rows} rows took {took:.1f} s")
        if self.p95 >= wait:
            self.examples.append(f"p95 of a reply meanwhile was {self.p95:.2f} s")

    def line(self, kind: str, began: float) -> str:
        told = {
            "harness": "register", "rows": self.rows, "file": kind,
            "seconds_to_preview": round(self.seconds_to_preview, 2),
            "seconds_to_take_over": round(self.seconds_to_take_over, 2),
            "seconds_again": round(self.seconds_again, 2), "replies": len(self.waits),
            "reply_p95_seconds": round(self.p95, 3), "reply_max_seconds": round(max(self.waits, default=0), 3),
            "seconds": round(time.monotonic() - began, 1), "wrong": len(self.examples), "examples": self.examples[:5],
            "verdict": "red" if self.examples else "green",
        }  # fmt: skip
        return json.dumps(told)


async def run(rows: int, kind: str, folder: Path, twin: str = "") -> Figures:
    """`twin` blocking: somebody reads the file where everybody's answers are written."""
    figures = Figures(rows)
    people = many(rows)
    content = xlsx([OPENSID, *people]) if kind == "xlsx" else csv_([OPENSID, *people])
    async with Play.open(folder / "data") as stage:
        await founded(stage)
        asking = asyncio.get_running_loop().create_task(_ask(stage, figures))
        try:
            figures.seconds_to_preview = await _sent(stage, content, kind, twin)
            if "register.preview" not in _last(stage):
                figures.examples.append(_last(stage)[:200])
                return figures
            began = time.monotonic()
            stage.press(stage.person("Joko"), "button.take_over")
            await _until(stage, "register.done")
            figures.seconds_to_take_over = time.monotonic() - began
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        await _counted(stage, figures, rows)
        figures.seconds_again = await _sent(stage, content, kind)
        if "register.nothing_new" not in _last(stage):
            figures.examples.append(f"again: {_last(stage)[:200]}")
        await _counted(stage, figures, rows)
        await stage.quiet()
    return figures


async def _ask(stage: Play, figures: Figures) -> None:
    """Somebody who talks to the bot all the time."""
    wati = stage.person("Wati")
    while True:
        seen = len(wati.messages())
        began = time.monotonic()
        wati.say("/usulan")
        while len(wati.messages()) < seen + 2:  # noqa: ASYNC110 - the stage tells nobody
            await asyncio.sleep(0.002)
        figures.add(time.monotonic() - began)
        await asyncio.sleep(EVERY)


async def _sent(stage: Play, content: bytes, kind: str, twin: str = "") -> float:
    began = time.monotonic()
    before = len(stage.person("Joko").messages())
    stage.person("Joko").document(content, f"penduduk.{kind}")
    if twin == "blocking":
        await stage.bot.database.write(_blocking)
    while not _answered(stage, before):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def _answered(stage: Play, before: int) -> bool:
    ends = ("register.preview", "register.nothing_new", "register.unreadable")
    return len(stage.person("Joko").messages()) > before and any(word in _last(stage) for word in ends)


def _blocking(work: SqliteWork) -> None:
    end = time.monotonic() + BLOCKED
    line = ";".join(OPENSID)
    while time.monotonic() < end:
        list(csv.reader(io.StringIO(line * 50), delimiter=";"))


def _last(stage: Play) -> str:
    return str(stage.person("Joko").messages()[-1].get("text", ""))


async def _until(stage: Play, word: str) -> None:
    while word not in _last(stage):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def _counted(stage: Play, figures: Figures, rows: int) -> None:
    def look(work: SqliteWork) -> tuple[int, int]:
        row = work.register.one(COUNT)
        return row["n"], row["names"]

    found, names = await stage.bot.database.write(look)
    if (found, names) != (rows, rows):
        figures.examples.append(f"{found} residents with {names} names, {rows} on the list")


def main() -> int:
    parser = argparse.ArgumentParser(description="a big list of residents, while the village goes on talking")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--file", choices=("csv", "xlsx"), default="xlsx")
    parser.add_argument("--within", type=float, default=20.0, help="seconds from the file to the register")
    parser.add_argument("--wait", type=float, default=1.0, help="bar for the 95th percentile of a reply, in seconds")
    parser.add_argument("--twin", choices=("blocking",), help="the bot built wrongly; must be red")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(given.rows, given.file, Path(folder), given.twin or ""))
    figures.judge(given.within, given.wait)
    sys.stdout.write(figures.line(given.file, began) + os.linesep)
    return 1 if figures.examples else 0


if __name__ == "__main__":
    sys.exit(main())
