"""`python -m benchmarks --write` = `make bench`: durable work beside stateless echoes, broadcast, scale, memory."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import counting, entry, measures, report, search
from benchmarks.processes import ROOT, folder, fsync

REPORT = ROOT / "docs" / "benchmarks.md"
PARTS = ("speed", "pace", "start", "search", "entry", "counting", "scale", "broadcast")


@dataclass
class Plan:
    """How much is measured; the defaults are what docs/benchmarks.md shows."""

    people: int = 300
    rounds: int = 3
    rate: float = 100
    paced_seconds: float = 4
    sizes: tuple[tuple[int, int], ...] = ((1, 1000), (100, 100_000), (1000, 1_000_000), (1, 100_000), (1, 1_000_000))
    visitors: int = 250
    visits: int = 2
    letters: int = 5000
    ask_rate: float = 4
    quiet: float = 60
    limit: int = 512
    proposals: int = 10_000
    questions: int = 300
    vote: tuple[int, int] = (200, 10_000)
    """Projects and ballots."""


SHORT = Plan(
    people=32, rounds=1, rate=60, paced_seconds=0.4, sizes=((1, 100), (4, 400)), visitors=10, visits=1, letters=8,
    ask_rate=20, quiet=0.4, proposals=200, questions=20, vote=(20, 200),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure speed and size.")
    parser.add_argument("--short", action="store_true", help="a few people, one round: does it run at all?")
    parser.add_argument("--rounds", type=int, help="rounds of interleaved runs, of which the median counts")
    parser.add_argument("--people", type=int, help="residents who act at the same time (32 or more)")
    parser.add_argument("--letters", type=int, help="recipients of the broadcast (default 5000: 4 minutes)")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--profile", metavar="FILE", help="one run of Rembuk under cProfile, nothing else")
    chosen = parser.parse_args()
    plan = SHORT if chosen.short else Plan()
    for name in ("rounds", "people", "letters"):
        if (value := getattr(chosen, name)) is not None:
            setattr(plan, name, value)
    if chosen.profile:
        print(json.dumps(measures.whole_script(plan.people, chosen.profile), indent=1))
        return 0
    began = time.perf_counter()
    text = measured(plan, chosen.only or PARTS)
    took = time.perf_counter() - began
    print(text)
    if chosen.write:
        command = " ".join(["python -m benchmarks", *sys.argv[1:]])
        day = datetime.now(UTC).strftime("%d %B %Y").lstrip("0")
        head = (
            f"# Benchmarks\n\n`{command}`, {day}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, "
            f"{took / 60:.0f} minutes, load {os.getloadavg()[2]:.1f} from everything in the last quarter of an hour. "
            "On another machine only the ratios mean something.\n\n"
        )
        REPORT.write_text(head + text + "\n", encoding="utf-8")
    return 0


def measured(plan: Plan, parts: "list[str] | tuple[str, ...]") -> str:
    sync = fsync()
    rows: list[report.Row] = []
    words = ""
    with folder() as place:
        if "speed" in parts:
            runs = speed(plan)
            rows += report.speed(runs)
            words = report.notes(plan.people, runs["rembuk"], sync)
        if "pace" in parts:
            rows += report.paced(pace(plan, place), plan.rate)
        if "start" in parts:
            rows += report.began(start(plan), measures.imports())
        if "search" in parts:
            told(f"search among {plan.proposals} proposals")
            rows += report.searched(search.searched(place / "search", plan.proposals, plan.questions), plan.proposals)
        if "entry" in parts:
            told(f"entry beside {plan.proposals} proposals")
            rows += report.entered(entry.entered(place / "entry", plan.proposals, plan.questions // 5), plan.proposals)
        if "counting" in parts:
            told(f"counting {plan.vote[0]} projects, {plan.vote[1]} ballots")
            rows += report.counted(counting.counted(*plan.vote, plan.rounds), plan.vote)
        if "scale" in parts:
            rows += report.scaled(scale(plan, place))
        if "broadcast" in parts:
            size = max(plan.sizes)
            told("broadcast")
            run = measures.broadcast(
                measures.filled(place, *size), plan.letters, min(500, size[1]), plan.ask_rate, plan.quiet, plan.limit
            )
            rows += report.broadcasted(run, plan.letters, plan.ask_rate, plan.limit, size)
    return f"{report.table(rows)}\n\n{words}".rstrip()


def told(words: str) -> None:
    print(words, "…", file=sys.stderr, flush=True)


def interleaved(rounds: int, what: str, runs: dict[Any, Callable[[], Any]]) -> dict[Any, list[Any]]:
    """A B C A B C …: whatever else the machine does meanwhile hits all alike."""
    results: dict[Any, list[Any]] = {name: [] for name in runs}
    for turn in range(rounds):
        told(f"{what}, round {turn + 1} of {rounds}")
        for name, run in runs.items():
            results[name].append(run())
    return results


def speed(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """A B A C A B …; the echoes answer about as many updates as the whole script has."""
    updates = plan.people * 15
    both = interleaved(
        plan.rounds,
        "the whole script beside the echoes",
        {
            "rembuk": lambda: measures.whole_script(plan.people),
            "aiogram": lambda: measures.echo("aiogram", updates),
            "again": lambda: measures.whole_script(plan.people),
            "ptb": lambda: measures.echo("ptb", updates),
        },
    )
    both["rembuk"] += both.pop("again")
    return both


def pace(plan: Plan, place: Path) -> dict[str, list[dict[str, Any]]]:
    updates = int(plan.rate * plan.paced_seconds)
    village = measures.filled(place, 1, 1000)
    return interleaved(
        plan.rounds,
        f"at {plan.rate:.0f} updates a second",
        {
            "rembuk": lambda: measures.crowd(village, max(1, updates // 7), 1, plan.rate),
            "aiogram": lambda: measures.echo("aiogram", updates, plan.rate),
            "ptb": lambda: measures.echo("ptb", updates, plan.rate),
        },
    )


def start(plan: Plan) -> dict[str, list[tuple[float, float]]]:
    names = ("rembuk", "aiogram", "ptb")
    return interleaved(plan.rounds, "cold start", {n: lambda n=n: measures.first_answer(n) for n in names})


def scale(plan: Plan, place: Path) -> dict[tuple[int, int], list[dict[str, Any]]]:
    return interleaved(plan.rounds, "scale", dict(_sizes(plan, place)))


def _sizes(plan: Plan, place: Path) -> Iterator[tuple[tuple[int, int], Callable[[], Any]]]:
    for villages, people in plan.sizes:
        told(f"filling {villages} villages, {people} residents")
        inside = measures.filled(place, villages, people)
        visitors = min(plan.visitors, people)
        # Not a divisor of the number of villages, so that the visitors come from many.
        step = max(1, people // visitors - 1) | 1
        yield (villages, people), lambda i=inside, v=visitors, s=step: measures.crowd(i, v, plan.visits, step=s)


if __name__ == "__main__":
    raise SystemExit(main())
