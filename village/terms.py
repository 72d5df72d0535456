"""What a village calls itself, its head, its council and its parts: data by region, changed by the village."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from village.words import line

WORDS = ("desa", "kades", "bpd", "dusun", "kadus", "rt")
"""The words that differ between regions. A text says `{_desa}`, or `{_Desa}` where a sentence begins."""
SETTING = "istilah_"
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Term:
    word: str
    value: str
    year: int
    source: str

    @property
    def key(self) -> str:
        """The name of the setting in which a village keeps it."""
        return SETTING + self.word


@cache
def _table() -> dict[str, list[Term]]:
    data = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))
    return {
        row["code"]: [Term(word, row[word], row["from"], row["source"]) for word in WORDS if word in row]
        for row in data["terms"]
    }


def regions() -> list[str]:
    """The beginnings of codes for which words are known."""
    return sorted(_table())


def usual(code: str) -> list[Term]:
    """The words of the region a village's code tells; empty where the national words are spoken."""
    fitting = [region for region in _table() if code.startswith(region)]
    return _table()[max(fitting)] if fitting else []  # of beginnings of one code the longest sorts last


def bare(word: str, name: str) -> str:
    """A name without what it is: "gampong Cot Trieng" → "Cot Trieng", in whatever region that is said."""
    said = {term.value for region in regions() for term in usual(region) if term.word == word} | {word}
    first = next((term for term in said if name.lower().startswith(f"{term} ")), "")
    return name[len(first) :].strip()


def of(settings: Mapping[str, int | str]) -> dict[str, str]:
    """A village's own words, among its settings."""
    return {
        key.removeprefix(SETTING): str(value) for key, value in settings.items() if key.startswith(SETTING) and value
    }


def tidy(words: str) -> str | None:
    """A term as somebody typed it; None where it has no letters or would be a sentence."""
    term = line(words).rstrip(".")
    return term if len(term) <= LONGEST and any(char.isalpha() for char in term) else None
