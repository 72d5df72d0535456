"""`make soak`: the long form of every fault harness, and each one's broken twins, written into docs/soak.md.

    python -m tests.soak                 all of it, about an hour and a half on two cores
    python -m tests.soak kill power      these only; the rows of the others stay as they were

Each harness is a command of its own that prints one line of JSON. A twin is the product built wrongly: the same
command must turn red. Exit 1 when a harness is red or a twin is green.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "soak.md"
HEAD = (
    "# Long runs\n\nWritten by `make soak` (`python -m tests.soak`). Each row is one command, its date and what it "
    "printed; a twin is the product built wrongly, and its run must be red.\n\n"
    "| Harness | Proves | Command | Date | Figures | Verdict | Broken twins |\n|---|---|---|---|---|---|---|\n"
)
DULL = frozenset({"harness", "verdict", "examples"})


@dataclass(frozen=True)
class Run:
    """`twins` are the options that make the command red; they run with `brief` instead of `long`."""

    proves: str
    long: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


RUNS: dict[str, Run] = {
    "kill": Run(
        "R1 kill -9 under load",
        ("--kills", "500", "--actions", "20000", "--rate", "40"),
        ("--kills", "12", "--actions", "1000", "--residents", "10", "--rate", "100", "--until-red"),
        ("confirm-first", "write-behind"),
    ),
    "register": Run(
        "a list of 50,000 residents while people talk", ("--rows", "50000"), ("--rows", "20"), ("blocking",)
    ),
}


def run(name: str, *options: str) -> tuple[str, dict[str, Any], float]:
    """(command, its line of JSON, seconds). A harness that ends without its line is red."""
    words = ["-m", f"tests.faults.{name}", *options]
    began = time.monotonic()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    try:
        told = json.loads(lines[-1])
    except (IndexError, ValueError):
        told = {"verdict": "red", "said": (lines or ["nothing"])[-1][:200]}
    assert (told["verdict"] == "green") == (done.returncode == 0), (told, done.returncode)
    return f"python {' '.join(words)}", told, time.monotonic() - began


def row(name: str) -> tuple[str, bool]:
    """The harness's line of the table, and whether all of it is as it must be."""
    plan = RUNS[name]
    command, told, seconds = run(name, *plan.long)
    good = told["verdict"] == "green"
    twins = []
    for twin in plan.twins:
        _, of_twin, _ = run(name, *plan.brief, "--twin", twin)
        good &= of_twin["verdict"] == "red"
        twins.append(f"{twin}: {of_twin['verdict']}")
    figures = ", ".join(f"{key.replace('_', ' ')} {_told(value)}" for key, value in told.items() if key not in DULL)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    cells = (name, plan.proves, f"`{command}`", day, figures or f"{seconds:.0f} s", told["verdict"], ", ".join(twins))
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |", good


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_told(inner)}" for key, inner in value.items()) + ")"
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.soak", description="Run the long forms and write docs/soak.md.")
    parser.add_argument("names", nargs="*", metavar="HARNESS", help=f"of {', '.join(RUNS)}; all if none is named")
    wanted = parser.parse_args().names or list(RUNS)
    if unknown := set(wanted) - set(RUNS):
        parser.error(f"no such harness: {', '.join(sorted(unknown))}")
    known = REPORT.read_text("utf-8").splitlines() if REPORT.exists() else []
    rows = {name: next((line for line in known if line.startswith(f"| {name} |")), "") for name in RUNS}
    good = True
    for name in wanted:
        sys.stderr.write(f"{name} …{os.linesep}")
        rows[name], fine = row(name)
        sys.stderr.write(rows[name] + os.linesep)
        good &= fine
        machine = f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.\n"
        REPORT.write_text(HEAD + "\n".join(line for line in rows.values() if line) + "\n" + machine, "utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
