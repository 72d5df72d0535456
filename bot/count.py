"""`rembuk count`: counts any Pabulib file outside the chat, for training, research and measuring."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.clock import TrustedClock
from bot.refused import Refused
from locales import formats
from locales.texts import Texts
from village.counting import pabulib
from village.counting.equal_shares import Completion, Utility
from village.counting.method import Method, Rule, counted, usual_step
from village.counting.most_votes import most_votes
from village.counting.outcome import Outcome
from village.counting.told import sentences
from village.refusal import Refusal

LONGEST = 1000
"""A sentence of the answer; names of currencies and projects in foreign files may be long."""


def count(
    file: Path,
    rule: str,
    utility: str,
    completion: str,
    step: Fraction | None,
    as_json: bool,
    say: Callable[[str], None],
) -> None:
    """Raises Refused with one line for a file that can't be read."""
    texts = Texts.load()
    year = datetime.fromtimestamp(TrustedClock()() // 1000, UTC).year
    method = Method(Rule(rule), step or usual_step(year), Utility(utility), Completion(completion))
    began = time.perf_counter()
    try:
        read = pabulib.read(file.read_bytes().decode("utf-8-sig", "replace"))
    except Refusal as no:
        raise Refused(f"{file}: {texts.plain(no.key, no.facts, limit=LONGEST)}") from None
    outcome = counted(read.election, method)
    plain = most_votes(read.election)
    seconds = time.perf_counter() - began
    why = [texts.plain(key, facts, limit=LONGEST) for key, facts in sentences(read.election, outcome, read.currency)]
    if as_json:
        say(json.dumps(_object(read.election, outcome, plain, why, seconds), ensure_ascii=False))
        return
    for line in _lines(texts, read, method, outcome, plain, why):
        say(line)


def _object(election: Any, outcome: Outcome, plain: Outcome, why: Sequence[str], seconds: float) -> dict[str, Any]:
    names = [project.id for project in election.projects]
    return {
        "winners": [names[one] for one in outcome.winners],
        "cost": _number(election.money(election.cost_of(outcome.winners))),
        "sentences": dict(zip(names, why, strict=True)),
        "most_votes": [names[one] for one in plain.winners],
        "raised_percent": _number(outcome.raised * 100),
        "seconds": round(seconds, 6),
    }


def _number(amount: Fraction) -> int | float:
    return int(amount) if amount.denominator == 1 else float(amount)


def _lines(
    texts: Texts, read: pabulib.File, method: Method, outcome: Outcome, plain: Outcome, why: Sequence[str]
) -> list[str]:
    election = read.election

    def money(amount: int) -> str:
        exact = election.money(amount)
        whole = formats.number(int(exact)) if exact.denominator == 1 else f"{float(exact):.2f}".replace(".", ",")
        return f"Rp{whole}" if read.currency == "Rp" else f"{read.currency} {whole}"

    def text(key: str, **facts: object) -> str:
        return texts.plain(key, facts, limit=100 * LONGEST)

    def line(mark: str, one: int) -> str:
        project = election.projects[one]
        title = f"{project.id} {project.name}".strip()
        return f"{mark} {title} ({money(project.cost)})\n   {why[one]}"

    rest = [one for one in range(len(election.projects)) if one not in outcome.winners]
    percent = f"{float(outcome.raised * 100):.6g}".replace(".", ",")
    same = sorted(plain.winners) == sorted(outcome.winners)
    names = formats.listed([election.projects[one].id for one in plain.winners])
    return [
        text(f"count.head.{method.rule.name.lower()}", percent=percent),
        text(
            "count.sum",
            chosen=len(outcome.winners),
            all=len(election.projects),
            voters=election.voters,
            spent=money(election.cost_of(outcome.winners)),
            budget=money(election.budget),
        ),
        *(line(f"{place}.", one) for place, one in enumerate(outcome.winners, 1)),
        *(line("–", one) for one in rest),
        text("count.same") if same else text("count.instead", names=names) if names else text("count.none"),
    ]
