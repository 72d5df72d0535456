"""Rules as dated data: what law, a village regulation or we ourselves decided, with its source."""

import tomllib
from collections.abc import Mapping, Sequence
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
    return rules


@cache
def national(key: str, year: int) -> Rule:
    """The rule in force in `year`; before the first known year the first one stands in.

    Raises KeyError for a rule that `rules.toml` does not know.
    """
    return in_force(_table()[key], year)


def in_force(rules: Sequence[Rule], year: int) -> Rule:
    """The newest of these rules that is in force in `year`, else the oldest there is."""
    oldest_first = sorted(rules, key=lambda rule: rule.year)
    return next((rule for rule in reversed(oldest_first) if rule.year <= year), oldest_first[0])


def own(key: str, settings: Mapping[str, int | str], year: int) -> int:
    """The whole number in force in a village: its own regulation stands over the national rule."""
    local = settings.get(key)
    return int(local) if local is not None else number(national(key, year))


def keys() -> list[str]:
    return sorted(_table())


def number(rule: Rule) -> int:
    """The value of a rule that is a whole number."""
    return int(rule.value)
