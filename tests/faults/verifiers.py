"""Both verifiers beside each other: tampered bundles of each kind are TIDAK SAH, honest ones SAH, and both agree.

    python -m tests.faults.verifiers --tampered 10000 --honest 1000

`--tampered` is of each kind. One page of Debian's Chromium, opened from the disk, is fed with all of them. Prints one
line of JSON; exit 1 for one wrong verdict or one disagreement in verdict, step, file or line. The twins check wrongly
and must be red: `believing` takes the seals from the bundle itself, `totals` looks only whether the totals agree.
"""

import argparse
import base64
import contextlib
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from documents.export import periksa
from tests.browser.village import CHROMIUM, chromium
from tests.faults import report
from tests.faults.bundles import KINDS, Files, Honest, forged, honest, totals

PAGE = (Path(periksa.__file__).parent / "periksa.html").as_uri()
TWINS = ("believing", "totals")
BATCH = 100
FEED = """(many) => many.map(([files, message]) => {
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const told = periksa(new Map(files.map(([name, raw]) => [name, bytes(raw)])), message);
    return told.sah ? [true, 0, "", 0] : [false, told.langkah, told.berkas, told.baris];
})"""
Told = tuple[bool, int, str, int]
Ask = Callable[[list[tuple[Files, str]]], list[Told]]


@dataclass(frozen=True)
class Plan:
    tampered: int = 10_000
    honest: int = 1_000
    seed: int = 1
    twin: str = ""


@dataclass
class Case:
    name: str
    genuine: bool
    files: Files
    message: str


def in_python(case: Case, twin: str = "") -> Told:
    if twin == "totals":
        with contextlib.suppress(ValueError, KeyError):
            return totals(case.files), 0, "", 0
        return False, 0, "", 0
    message = _own_seals(case.files) if twin == "believing" else case.message
    try:
        periksa.periksa(case.files, message)
    except periksa.Salah as wrong:
        return False, wrong.langkah, wrong.berkas, wrong.baris
    return True, 0, "", 0


def _own_seals(files: Files) -> str:
    with contextlib.suppress(periksa.Salah):
        told = periksa.periksa_pengumuman(files["pengumuman.json"])
        return " ".join(periksa.sha(periksa.baku(told[part])).hex() for part in ("jajak", "penutupan"))
    return ""


def in_browser(browser: Browser) -> Ask:
    """One page, opened from the disk, that is asked many times."""
    page = browser.new_page()
    page.goto(PAGE)

    def ask(many: list[tuple[Files, str]]) -> list[Told]:
        fed = [
            [[[name, base64.b64encode(raw).decode()] for name, raw in files.items()], message]
            for files, message in many
        ]
        return [tuple(told) for told in page.evaluate(FEED, fed)]

    return ask


def cases(plan: Plan) -> Iterator[Case]:
    pool: list[Honest] = []
    for number in range(plan.honest):
        true = honest(random.Random(f"{plan.seed} {number}"))
        pool.append(true)
        yield Case(f"honest {number}", True, true.files, true.message)
    for kind in KINDS:
        done, number = 0, 0
        while done < plan.tampered:
            rng = random.Random(f"{plan.seed} {kind} {number}")
            number += 1
            true = rng.choice(pool)
            files = forged(true, kind, rng)
            if files is not None:
                done += 1
                yield Case(f"{kind} {number - 1}", False, files, true.message)


def run(plan: Plan, ask: Ask) -> str:
    began = time.monotonic()
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    steps: Counter[int] = Counter()
    disagreements = 0
    many: list[Case] = []

    def judged() -> None:
        nonlocal disagreements
        theirs: list[Any] = ask([(case.files, case.message) for case in many])
        for case, other in zip(many, theirs, strict=True):
            ours = in_python(case, plan.twin)
            kinds[case.name.split()[0]] += 1
            steps[ours[1]] += 1
            for who, told in (("periksa.py", ours), ("periksa.html", other)):
                if told[0] != case.genuine:
                    wrong.append(f"{case.name}: {who} says {told}")
            if ours != other:
                disagreements += 1
                wrong.append(f"{case.name}: {ours} and {other}")
        many.clear()

    for case in cases(plan):
        many.append(case)
        if len(many) == BATCH:
            judged()
            if sum(kinds.values()) % 10_000 == 0:
                report.progress(f"verifiers: {sum(kinds.values())}")
    judged()
    return report.line(
        "verifiers", time.monotonic() - began, wrong,
        bundles=dict(kinds), disagreements=disagreements, found_at_step={str(at): steps[at] for at in sorted(steps)},
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="both verifiers on tampered and honest bundles")
    parser.add_argument("--tampered", type=int, default=Plan.tampered, help="of each kind")
    parser.add_argument("--honest", type=int, default=Plan.honest)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--twin", choices=TWINS, default="", help="a verifier made wrongly; must be red")
    given = parser.parse_args()
    if not CHROMIUM:
        parser.error("no Chromium here: apt install chromium")
    plan = Plan(min(given.tampered, 50) if given.twin else given.tampered, given.honest, given.seed, given.twin)
    with chromium() as browser:
        return report.close(run(plan, in_browser(browser)))


if __name__ == "__main__":
    sys.exit(main())
