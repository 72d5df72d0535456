"""What a village asks for most: a few kinds to tap, each with the words that it becomes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    mend: str
    build: str


@cache
def kinds() -> tuple[Kind, ...]:
    data = tomllib.loads(Path(__file__).with_name("everyday.toml").read_text("utf-8"))
    return tuple(Kind(**row) for row in data["kind"])


def kind(name: str) -> Kind | None:
    return next((one for one in kinds() if one.name == name.strip().casefold()), None)
