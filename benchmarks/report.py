"""Figures → one table with ratios, bars and verdicts."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any

Runs = Sequence[dict[str, Any]]
Row = tuple[str, ...]
HEAD = ("measured", "Rembuk", "beside", "ratio", "bar", "verdict")
OTHERS = {"aiogram": "aiogram's polling echo", "ptb": "python-telegram-bot's polling echo"}
RATE_BARS = {"aiogram": 1.0, "ptb": 1.3}
GOAL = 1.5
FLAT = 1.3
ALLOWED = 25
"""Messages a second at which the courier is shipped; Telegram's own limit is 30 in any one second."""


def verdict(good: bool) -> str:
    return "holds" if good else "**FAILS**"


def middle(runs: Runs, of: str | Callable[[dict[str, Any]], float]) -> float:
    return median(float(run[of]) if isinstance(of, str) else of(run) for run in runs)


def cost(run: dict[str, Any]) -> float:
    """Milliseconds of processor for one update."""
    return float(run["cpu"]) / float(run["updates"]) * 1000


def speed(runs: dict[str, Runs]) -> Iterable[Row]:
    ours = runs["rembuk"]
    rate, each = middle(ours, "rate"), middle(ours, cost)
    for name, words in OTHERS.items():
        beside = middle(runs[name], "rate")
        goal = f", goal × {GOAL}" if name == "aiogram" else ""
        yield ("updates a second, at once", f"{rate:.0f}", f"{beside:.0f} {words}", f"× {rate / beside:.2f}",
               f"≥ × {RATE_BARS[name]}{goal}", verdict(rate >= beside * RATE_BARS[name]))  # fmt: skip
        beside = middle(runs[name], cost)
        yield ("ms of processor an update, at once", f"{each:.2f}", f"{beside:.2f} {words}", f"× {beside / each:.2f}",
               "", "")  # fmt: skip


def paced(runs: dict[str, Runs], rate: float) -> Iterable[Row]:
    ours = runs["rembuk"]
    for name, words in OTHERS.items():
        for of in ("p50", "p99"):
            here, there = middle(ours, of), middle(runs[name], of)
            yield (f"ms to the answer at {rate:.0f} updates/s, {of}", f"{here:.1f}", f"{there:.1f} {words}",
                   f"× {here / there:.2f}", "", "")  # fmt: skip


def began(runs: dict[str, Sequence[tuple[float, float]]], imports: float) -> Iterable[Row]:
    first = {name: median(run[0] for run in those) for name, those in runs.items()}
    rest = {name: median(run[1] for run in those) for name, those in runs.items()}
    beside = ", ".join(f"{first[n]:.2f} {OTHERS[n]}" for n in OTHERS)
    yield (f"s from the command to the first answer (imports {imports:.2f})", f"{first['rembuk']:.2f}", beside, "",
           "≤ 1.5", verdict(first["rembuk"] <= 1.5))  # fmt: skip
    beside = ", ".join(f"{rest[n]:.0f} {OTHERS[n]}" for n in OTHERS)
    yield ("MB resident at rest", f"{rest['rembuk']:.0f}", beside, "", "≤ 120", verdict(rest["rembuk"] <= 120))


def searched(run: dict[str, Any], proposals: int) -> Iterable[Row]:
    """The bar is that of the issue: a whole search in 20 ms."""
    yield (f"ms to find what is alike among {_many(proposals)} proposals of one dusun, p99", f"{run['p99']:.1f}",
           f"p50 {run['p50']:.1f}", "", "≤ 20", verdict(run["p99"] <= 20))  # fmt: skip


def counted(runs: Runs, vote: tuple[int, int]) -> Iterable[Row]:
    """The bar is that of the issue: ten times as fast as pabutools, on the same vote, in one run."""
    for run in runs:
        ratio = run["there"] / run["here"]
        yield (
            f"s for plain Equal Shares by {run['utility']}, {_many(vote[0])} projects, {_many(vote[1])} ballots",
            f"{run['here']:.3f}",
            f"{run['there']:.2f} pabutools",
            f"× {ratio:.1f}",
            "≥ × 10",
            verdict(ratio >= 10),
        )


def entered(run: dict[str, Any], proposals: int) -> Iterable[Row]:
    """The bar is that of the issue: each update of the conversation in 50 ms of our own time, its commit included."""
    yield (f"ms of our own for an update of an entry, {_many(proposals)} proposals there, p99", f"{run['p99']:.1f}",
           f"p50 {run['p50']:.1f}", "", "≤ 50", verdict(run["p99"] <= 50))  # fmt: skip


def scaled(runs: dict[tuple[int, int], Runs]) -> Iterable[Row]:
    smallest = middle(runs[min(runs)], cost)
    for (villages, people), those in runs.items():
        each = middle(those, cost)
        flat = (villages, people) == min(runs)
        yield (
            f"ms of processor an update, {_many(villages)} village{'s' if villages > 1 else ''}, "
            f"{_many(people)} residents",
            f"{each:.2f} ({middle(those, 'opened'):.1f} s to open, {middle(those, 'memory'):.0f} MB)",
            "" if flat else f"{smallest:.2f} the smallest", "" if flat else f"× {each / smallest:.2f}",
            "" if flat else f"≤ × {FLAT}", "" if flat else verdict(each <= smallest * FLAT),
        )  # fmt: skip


def broadcasted(run: dict[str, Any], letters: int, rate: float, limit: int, size: tuple[int, int]) -> Iterable[Row]:
    alone = run["alone"]
    yield (f"ms to the answer while {_many(letters)} letters leave, p99 of {run['answers']}", f"{run['p99']:.1f}",
           f"{alone['p99']:.1f} without, of {alone['answers']}", f"× {run['p99'] / alone['p99']:.2f}", "≤ × 2",
           verdict(run["p99"] <= alone["p99"] * 2))  # fmt: skip
    yield ("… p50", f"{run['p50']:.1f}", f"{alone['p50']:.1f} without", f"× {run['p50'] / alone['p50']:.2f}", "", "")
    used = run["sent"] / run["seconds"]
    yield (f"messages a second in that time ({rate:.0f} updates/s besides)", f"{used:.1f}", f"{ALLOWED} allowed",
           f"{used / ALLOWED:.1%}", "≥ 95 %", verdict(used >= 0.95 * ALLOWED))  # fmt: skip
    yield ("refused by Telegram's limits (429)", str(run["refused"]), "", "", "0", verdict(run["refused"] == 0))
    sizes = f"{_many(size[0])} villages, {_many(size[1])} residents"
    yield (f"MB at its peak in {limit} MB of address space, {sizes}",
           f"{run['peak']:.0f} ({run['rest']:.0f} before)", "", "", f"≤ {limit}",
           verdict(run["peak"] < limit))  # fmt: skip


def _many(number: int) -> str:
    return f"{number:,}"


def table(rows: Iterable[Row]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def notes(people: int, runs: Runs, sync: float) -> str:
    updates, commits = middle(runs, "updates"), middle(runs, "commits")
    each = ", ".join(f"{run['rate']:.0f}" for run in runs)
    return (
        f"At once: {people} residents act at the same time, from set-up to result: {updates:.0f} updates a run, "
        f"{middle(runs, 'calls') / updates:.2f} calls of the Bot API for each (an echo: 1.00), "
        f"{updates / commits:.1f} updates a commit, each with one fsync of {sync:.2f} ms. All runs of Rembuk: {each}. "
        f"The fake server used {middle(runs, 'server_cpu'):.0%} of its core. "
        "What the residents saw of their votes is compared with the database after each run. "
        "Where a rate is given, updates are handed out evenly spaced, whether the bot keeps up or not; a time counts "
        "from handing out to the first answer in that chat."
    )
