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
    "aid": Run(
        "a helped vote counts once, gives way to an own one, is capped, sealed, and drawn as announced",
        (),
        ("--walks", "60"),
        ("own-adds-up", "uncapped", "one-house", "unsealed", "chosen"),
    ),
    "counting": Run(
        "most votes, Equal Shares and Phragmén are pabutools' on random villages, and every reason is true",
        ("--villages", "10000"),
        ("--villages", "200"),
        ("last-tie", "poor-shut-out", "never-stops"),
    ),
    "hall": Run(
        "a meeting: one attendance for each, a vote only after an objection, two offices, no seal before its time",
        (),
        ("--jobs", "1"),
        ("early", "deaf", "eager", "alone", "sweeping"),
    ),
    "boxes": Run(
        "a power cut at every write and sync of a ballot box leaves every acknowledged vote in it, once",
        ("--taps", "400"),
        ("--taps", "40"),
        ("no-journal", "never-synced"),
    ),
    "forensic": Run(
        "R20: every byte on the disk at any moment tells no more of who voted what than chance does",
        ("--moments", "50"),
        ("--moments", "10", "--sizes", "30"),
        ("naive", "in-order"),
    ),
    "council": Run(
        "every byte on the disk and the log, after each step: nothing of the council's key, nothing of how votes stand",
        ("--rounds", "20"),
        ("--rounds", "1"),
        ("keeps",),
    ),
    "kill": Run(
        "R1: kill -9 under load, nothing acknowledged is lost or doubled",
        ("--kills", "500", "--actions", "20000"),
        ("--kills", "12", "--actions", "1000", "--residents", "10", "--rate", "100"),
        ("confirm-first", "write-behind"),
    ),
    "reminders": Run(
        "R12: a year of meetings in three zones with 500 outages, every reminder once, awake, true, or reported",
        (),
        ("--days", "24", "--outages", "48", "--people", "3"),
        ("deaf", "twice", "sleepless", "forgetful"),
    ),
    "power": Run(
        "R2: a power cut at every write and sync leaves what was acknowledged, whole",
        ("--points", "20000"),
        ("--residents", "12", "--points", "700"),
        ("normal", "no-journal"),
    ),
    "crash": Run(
        "R3: a crash at every commit and every call, before, after and with the answer lost",
        (),
        (),
        ("confirm-first", "note-first", "forgetful"),
    ),
    "histories": Run(
        "R4: repeated, late, reordered and renumbered updates come to the same",
        ("--histories", "10000"),
        ("--histories", "5"),
        ("only-forward", "forgetful"),
    ),
    "household": Run(
        "Families on one phone: one vote each, none after death, nobody speaks for another without the PIN",
        ("--runs", "10000"),
        ("--runs", "100"),
        ("never-asks", "unlocked", "keeps-phones", "knows-nobody"),
    ),
    "outages": Run(
        "R5: every fault of the Bot API alone and in pairs loses no letter",
        (),
        ("--runs", "12"),
        ("unmarked", "hasty", "trusting", "stubborn"),
    ),
    "broadcast": Run(
        "R9: news for 5,000 through faults, storms of 429 and two deaths: each reachable person once, or uncertain",
        ("--people", "5000"),
        ("--people", "300"),
        ("repeating", "forgetting", "hasty", "trusting"),
    ),
    "virtual": Run(
        "R6: three days of three villages in virtual time, with power cuts and faults",
        ("--hours", "72"),
        ("--hours", "16", "--villages", "2", "--residents", "24"),
        ("forgetful",),
    ),
    "races": Run(
        "R8: seeded interleavings of presses, officers and time keep one vote for one resident",
        ("--schedules", "100000"),
        ("--schedules", "400", "--jobs", "1"),
        ("no-lock", "two-transactions", "unchecked", "keyless"),
    ),
    "texts": Run(
        "R15: texts of every kind through every entry are kept and shown safely",
        ("--texts", "1000000"),
        ("--texts", "2000", "--jobs", "1"),
        ("unescaped", "late-cut"),
    ),
    "malformed": Run(
        "R16: malformed updates harm only themselves, and the neighbours are served within a second",
        ("--mutants", "200000"),
        ("--mutants", "500", "--jobs", "1"),
        ("credulous", "chatty"),
    ),
    "canary": Run(
        "what is personal is nowhere but where it must be, and after erasure not in the oldest backup",
        ("--crowd", "100"),
        ("--crowd", "5"),
        ("careless", "raw-copy", "keys-kept"),
    ),
    "model": Run(
        "R17: the planning year by chance agrees with a model, and every act and refusal is reached",
        (),
        ("--steps", "4000", "--jobs", "1"),
        (
            "double-vote",
            "closing-twice",
            "vote-after-close",
            "electorate-of-all",
            "link-works-twice",
            "frozen-works",
            "no-limit",
        ),
    ),
    "life": Run(
        "the life of proposals through several seasons: no refusal without reason, second office and letter; each "
        "person hears of each step once; every season ends with all ended or carried on",
        (),
        ("--walks", "12", "--jobs", "1"),
        ("alone", "silent", "twice", "wordless", "stranded", "clinging"),
    ),
    "secrets": Run(
        "R26: no token, name, choice or button in any log, error or file",
        (),
        ("--rounds", "1"),
        ("no-filter", "chatty"),
    ),
    "verifiers": Run(
        "R21: both verifiers of a published vote, 1,000 honest and 10,000 tampered bundles of each kind",
        (),
        (),
        ("believing", "totals"),
    ),
    "register": Run(
        "a list of 50,000 residents comes in by chat, whole and once, while the village goes on talking",
        ("--rows", "50000"),
        ("--rows", "20"),
        ("blocking",),
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
    worth = {key: value for key, value in told.items() if key not in DULL and value != ""}
    figures = ", ".join(f"{key.replace('_', ' ')} {_told(value)}" for key, value in worth.items())
    if told["verdict"] == "red":
        figures += f", for example {told.get('examples')}"
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
    good = True
    for name in wanted:
        sys.stderr.write(f"{name} …{os.linesep}")
        line, fine = row(name)
        sys.stderr.write(line + os.linesep)
        write(name, line)
        good &= fine
    return 0 if good else 1


def write(name: str, line: str) -> None:
    """Put this harness's line in its place; the others' stay."""
    known = REPORT.read_text("utf-8").splitlines() if REPORT.exists() else []
    rows = {other: next((told for told in known if told.startswith(f"| {other} |")), "") for other in RUNS}
    rows[name] = line
    machine = f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.\n"
    REPORT.write_text(HEAD + "\n".join(filter(None, rows.values())) + "\n" + machine, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
