"""What the tim verifikasi looks at: dated items with their source, as `rules.toml` holds them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


class Tick(StrEnum):
    YA = "ya"
    TIDAK = "tidak"
    TIDAK_PERLU = "tidak_perlu"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Its text is `check.item.<name>`."""

    name: str
    year: int
    until: int | None
    source: str


@cache
def _all() -> tuple[Item, ...]:
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return tuple(Item(row["name"], row["from"], row.get("until"), row["source"]) for row in data["check"])


def items(year: int) -> tuple[Item, ...]:
    """The list that is in force in `year`, in its order."""
    return tuple(item for item in _all() if item.year <= year and (item.until is None or year <= item.until))


def missing(ticks: Mapping[str, str]) -> list[str]:
    return [name for name, tick in ticks.items() if tick == Tick.TIDAK]
