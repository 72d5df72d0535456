"""Rules as dated data: what law, a village regulation or we ourselves decided, with its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    value: int | str
    unit: str
    year: int
    source: str


@cache
def _table() -> dict[str, list[Rule]]:
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    rules: dict[str, list[Rule]] = {}
    for row in data["rule"]:
        rules.setdefault(row["key"], []).append(Rule(row["key"], row["value"], row["unit"], row["from"], row["source"]))
    return {key: sorted(rows, key=lambda rule: rule.year) for key, rows in rules.items()}


@cache
def national(key: str, year: int) -> Rule:
    """The rule in force in `year`; before the first known year the first one stands in.

    Raises KeyError for a rule that `rules.toml` does not know.
    """
    rows = _table()[key]
    in_force = [rule for rule in rows if rule.year <= year]
    return in_force[-1] if in_force else rows[0]


def number(rule: Rule) -> int:
    """The value of a rule that is a whole number."""
    return int(rule.value)
