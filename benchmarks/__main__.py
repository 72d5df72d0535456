"""`python -m benchmarks` = `make bench`: durable update beside stateless echoes, cold start, memory, fsync.

Each bot runs in a fresh process pinned to the second core, against the same fake Bot API pinned to the first.
"""

import argparse
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "benchmarks.md"
NAMES = {
    "rembuk": "Rembuk, durable, whole script",
    "aiogram": "aiogram polling echo",
    "ptb": "python-telegram-bot polling echo",
}
BARS = {"aiogram": 1.0, "ptb": 1.3}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure speed and size.")
    parser.add_argument("--people", type=int, default=300, help="residents who act at the same time (default 300)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (default 3)")
    parser.add_argument("--short", action="store_true", help="40 people, one round: does it run at all?")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--profile", metavar="FILE", help="one run of Rembuk under cProfile, nothing else")
    chosen = parser.parse_args()
    if chosen.short:
        chosen.people, chosen.rounds = 40, 1
    if chosen.profile:
        print(json.dumps(rembuk(chosen.people, chosen.profile), indent=1))
        return 0
    sync = fsync()
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for turn in range(chosen.rounds):
        print(f"round {turn + 1} of {chosen.rounds} …", file=sys.stderr, flush=True)
        runs["rembuk"].append(rembuk(chosen.people))
        updates = runs["rembuk"][0]["updates"]
        for name in ("aiogram", "ptb"):
            runs[name].append(echo(name, updates))
            runs["rembuk"].append(rembuk(chosen.people))
    table = report(runs, chosen.people, sync, start())
    print(table)
    if chosen.write:
        command = "python -m benchmarks " + " ".join(a for a in sys.argv[1:] if a != "--write")
        day = datetime.now(UTC).strftime("%d %B %Y").lstrip("0")
        REPORT.write_text(
            f"# Benchmarks\n\n`{command.strip()}`, {day}, {os.cpu_count()} cores, Python {sys.version.split()[0]}.\n"
            f"Written by `--write`; only the ratios mean something on another machine.\n\n{table}\n",
            encoding="utf-8",
        )
    return 0


def pinned(core: int, *words: str) -> list[str]:
    if shutil.which("taskset") and (os.cpu_count() or 1) > 1:
        words = ("taskset", "-c", str(core), *words)
    return list(words)


def python(core: int, *words: str, **facts: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        pinned(core, sys.executable, *words),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **facts,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    """What it still says after SIGTERM."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def rembuk(people: int, profile: str = "") -> dict[str, Any]:
    """The whole script; what the people saw of their votes must be what stands in the database."""
    server = python(0, "-m", "benchmarks.server", "village", str(people))
    port = said(server)
    with tempfile.TemporaryDirectory(prefix="rembuk-bench-", dir=os.environ.get("REMBUK_BENCH_DIR")) as folder:
        bot = python(1, "-m", "benchmarks.bots", "rembuk", port, folder, *([profile] if profile else []))
        tell(server, said(bot))
        result = json.loads(said(server))
        last = ended(bot)
        server.kill()
        server.communicate()
        if "stuck" in result:
            raise SystemExit(f"the village came to a stop: {result}")
        result |= json.loads(last.splitlines()[-1])
        check(Path(folder) / "desa.db", {int(k, 36): n for k, n in result.pop("votes").items()}, people)
    result["rate"] = result["updates"] / result["seconds"]
    return result


def check(file: Path, votes: dict[int, int], people: int) -> None:
    database = sqlite3.connect(file)
    kept = dict(database.execute("SELECT id, votes FROM poll_option WHERE votes > 0"))
    assert kept == votes, (kept, votes)
    assert database.execute("SELECT voted FROM poll").fetchone() == (people,)
    assert database.execute("SELECT COUNT(*) FROM quarantine").fetchone() == (0,)
    states = dict(database.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state"))
    assert set(states) == {"sent"}, states
    database.close()


def echo(name: str, updates: int) -> dict[str, Any]:
    server = python(0, "-m", "benchmarks.server", "echo", str(updates))
    port = said(server)
    bot = python(1, "-m", "benchmarks.bots", name, port, str(updates), stderr=subprocess.DEVNULL)
    result: dict[str, Any] = json.loads(said(server)) | json.loads(said(bot))
    for process in (bot, server):
        process.kill()
        process.communicate()
    result["rate"] = updates / result["seconds"]
    return result


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise SystemExit(f"{process.args} ended without a word")
    return line


def tell(process: "subprocess.Popen[str]", words: str) -> None:
    assert process.stdin is not None
    process.stdin.write(words + "\n")
    process.stdin.flush()


def fsync() -> float:
    """Milliseconds for one fsync of a page that was added to a file, where the databases lie."""
    took = []
    with tempfile.TemporaryFile(dir=os.environ.get("REMBUK_BENCH_DIR"), buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def start(rounds: int = 3) -> dict[str, float]:
    """The command line as it ships: until the first answer, and at rest; and the imports alone."""
    first, rest, imports = [], [], []
    for _ in range(rounds):
        server = python(0, "-m", "benchmarks.server", "first", "1")
        port = said(server)
        with tempfile.TemporaryDirectory(prefix="rembuk-bench-") as folder:
            setting = {"TOKEN": "123456789:" + "x" * 35, "API_URL": f"http://127.0.0.1:{port}", "DATA": folder}
            environment = os.environ | {f"REMBUK_{name}": value for name, value in setting.items()}
            began = time.perf_counter()
            bot = python(1, "-m", "bot", "run", env=environment, stderr=subprocess.DEVNULL)
            said(server)
            first.append(time.perf_counter() - began)
            time.sleep(3)
            rest.append(int(Path(f"/proc/{bot.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
            ended(bot)
        server.kill()
        server.communicate()
        began = time.perf_counter()
        python(1, "-c", "import bot.app").communicate()
        whole = time.perf_counter() - began
        began = time.perf_counter()
        python(1, "-c", "pass").communicate()
        imports.append(whole - (time.perf_counter() - began))
    return {"first": statistics.median(first), "rest": statistics.median(rest), "imports": statistics.median(imports)}


def report(runs: dict[str, list[dict[str, Any]]], people: int, sync: float, began: dict[str, float]) -> str:
    rates = {name: statistics.median(r["rate"] for r in rounds) for name, rounds in runs.items()}
    costs = {name: statistics.median(r["cpu"] / r["updates"] * 1000 for r in rounds) for name, rounds in runs.items()}
    lines = [
        "| | updates/s, median (all runs) | Rembuk is | bar | ms of processor an update | Rembuk is |",
        "|---|---|---|---|---|---|",
    ]
    for name, words in NAMES.items():
        each = ", ".join(f"{r['rate']:.0f}" for r in runs[name])
        ratio = bar = cost = ""
        if name in BARS:
            ratio, cost = f"× {rates['rembuk'] / rates[name]:.2f}", f"× {costs[name] / costs['rembuk']:.2f}"
            bar = f"× {BARS[name]}"
        lines.append(f"| {words} | **{rates[name]:.0f}** ({each}) | {ratio} | {bar} | {costs[name]:.2f} | {cost} |")
    ours = runs["rembuk"]

    def middle(of: str) -> float:
        return statistics.median(float(r[of]) for r in ours)

    updates = middle("updates")
    lines += [
        "",
        f"- {people} residents act at the same time: {updates:.0f} updates a run, "
        f"{middle('calls') / updates:.2f} calls of the Bot API for each (an echo: 1.00).",
        f"- {middle('commits'):.0f} commits a run, {updates / middle('commits'):.1f} updates for each, at "
        f"`synchronous=FULL` on a real file: one fsync each, {sync:.2f} ms here.",
        f"- The fake server used {middle('server_cpu'):.0%} of its core; "
        f"{middle('memory'):.0f} MB resident after the run.",
        f"- Cold start to the first answer {began['first']:.2f} s, of which imports {began['imports']:.2f} s; "
        f"{began['rest']:.0f} MB resident at rest.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
