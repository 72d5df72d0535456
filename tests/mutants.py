"""Mutants of the rules: each small change of `village/` must be noticed by `tests/village`, or be none.

    python -m tests.mutants

lets mutmut run over a copy in `mutants/`, writes docs/mutants.md, and prints one line of JSON; exit 1 if a mutant
lives for which the table there has no reason. A reason is written into the table by hand, once, and stays with its
change. `--judge` looks again at what the last run left.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "mutants"
PAGE = ROOT / "docs" / "mutants.md"
KILLED, LIVES, UNTESTED, WAITING = (1, 3), 0, 33, None
ROW = re.compile(r"^\| `(?P<place>[^`]+)` \| ``(?P<change>.+?)`` \| (?P<reason>.*) \|$", re.MULTILINE)
HEAD = """# Mutants of the rules

`python -m tests.mutants` changes `village/` in one small way after another and runs `tests/village` against each.
{mutants} mutants: {killed} killed, {timeouts} stopped because they ran on and on, {listed} equivalent, {open} alive,
{unrun} not tried yet.

Changed is what stands inside functions. mutmut leaves alone: tables and patterns beside them, f-strings, and
functions with a decorator (properties, `@cache`); those rest on the tests of tests/village alone.

What follows changes nothing that anybody could see, and why. The page is written anew by each run; the reasons stay.

| Where | Change | Why it is the same |
|---|---|---|
"""


class Mutant(NamedTuple):
    place: str
    change: str


def place(name: str) -> str:
    """`village.poll.xǁPollǁlets__mutmut_3` → `poll.Poll.lets`."""
    where = name.removeprefix("village.").rpartition("__mutmut_")[0]
    return re.sub(r"\bx_(?=\w)", "", where.replace("xǁ", "").replace("ǁ", "."), count=1)


def change(diff: str) -> str:
    """The lines that differ, on one line: `was → is`."""
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    was, now = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return f"{was} → {now}".replace("|", "\\|").replace("`", "'")


def results() -> tuple[Counter[object], list[Mutant]]:
    """How many there are by exit code, and those that live."""
    codes: Counter[object] = Counter()
    alive = []
    for meta in sorted(COPY.glob("village/**/*.meta")):
        found: Mapping[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        codes.update(found.values())
        path = meta.relative_to(COPY).with_suffix("")
        alive += [
            Mutant(place(name), change(_diff(name, path))) for name, code in found.items() if code in (LIVES, UNTESTED)
        ]
    return codes, alive


def _diff(name: str, path: Path) -> str:
    sys.argv = ["mutmut"]
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    return str(get_diff_for_mutant(name, path=path))


def reasons(page: str) -> dict[Mutant, str]:
    return {Mutant(row["place"], row["change"]): row["reason"].strip() for row in ROW.finditer(page)}


def rows(alive: list[Mutant], known: Mapping[Mutant, str]) -> Iterator[str]:
    for mutant in alive:
        yield f"| `{mutant.place}` | ``{mutant.change}`` | {known.get(mutant, '')} |\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="mutants of the rules")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--judge", action="store_true", help="only judge what the last run left")
    given = parser.parse_args()
    os.chdir(ROOT)
    begun = time.monotonic()
    if not given.judge:
        shutil.rmtree(COPY, ignore_errors=True)
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(given.jobs)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
            return 2
    codes, alive = results()
    known = reasons(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    unlisted = [mutant for mutant in alive if not known.get(mutant)]
    counts = {
        "mutants": codes.total(),
        "killed": sum(codes[code] for code in KILLED),
        "timeouts": codes.total() - sum(codes[code] for code in (*KILLED, LIVES, UNTESTED, WAITING)),
        "listed": len(alive) - len(unlisted),
        "unrun": codes[WAITING],
        "open": len(unlisted),
    }
    PAGE.write_text(HEAD.format(**counts) + "".join(rows(alive, known)), "utf-8")
    line = {
        "harness": "mutants",
        **counts,
        "seconds": round(time.monotonic() - begun, 1),
        "wrong": len(unlisted),
        "examples": [f"{mutant.place}: {mutant.change}" for mutant in unlisted[:5]],
        "verdict": "red" if unlisted or codes[WAITING] or not codes.total() else "green",
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + os.linesep)
    return 1 if line["verdict"] == "red" else 0


if __name__ == "__main__":
    sys.exit(main())
