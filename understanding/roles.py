"""What each word does in a sentence: names a place, a thing that is asked for, what shall be done, what is broken."""

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from understanding.tongue import Word, canonical

_STOPS = frozenset(".,;:!?()\n+&/")
_PLACE_LASTS = 3
_LIKE_LASTS = 2
_ASKED_LASTS = 4


@cache
def _text() -> str:
    return Path(__file__).with_name("words").joinpath("roles.toml").read_text("utf-8")


def version() -> int:
    return crc32(_text().encode())


@cache
def _table() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(_text())
    return {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}


@cache
def dangers() -> Mapping[str, frozenset[str]]:
    """Kind of danger → the words that speak of it."""
    data = tomllib.loads(_text())
    return {kind: frozenset(words.split()) for kind, words in data["dangers"].items()}


PLACE_AFTER = _table()["place_after"]
SPOTS = _table()["spots"]
LANDMARKS: Mapping[str, int] = {
    word: number for number, kind in enumerate(tomllib.loads(_text())["landmarks"].split()) for word in kind.split("/")
}
"""Word → what it is known by, one number for what may be said of the same place."""
ASKS = _table()["asks"]
ACTS = _table()["acts"]
DEFECTS = _table()["defects"]
KEEPS = _table()["keeps"]
EMPTY = _table()["empty"]
BROKEN = _table()["broken"]
NEWS = _table()["news"]
MENDS = _table()["mends"]
BETTER = _table()["better"]
OTHERS = _table()["others"]


def _apart() -> Mapping[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for line, kinds in enumerate(tomllib.loads(_text())["apart"].splitlines()):
        for kind, words in enumerate(kinds.split()):
            for word in words.split("/"):
                found[word] = (*found.get(word, ()), (line, kind))
    return found


APART = _apart()
"""Word → the lines of `apart` it stands on, and which kind of that line it is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word and what it does. `surface` is the villager's own."""

    surface: str
    plain: str
    tongue: str
    at: int
    place: bool
    asked: bool

    @property
    def act(self) -> bool:
        return self.plain in ACTS

    @property
    def builds(self) -> bool:
        return self.plain in ACTS and self.plain not in KEEPS and self.plain not in _NOT_BUILDING

    @property
    def defect(self) -> bool:
        return self.plain in DEFECTS

    @property
    def empty(self) -> bool:
        return self.plain in EMPTY or (self.plain in PLACE_AFTER and self.plain not in SPOTS)


_NOT_BUILDING = frozenset({"usul", "minta", "tolong", "beri", "bantu", "ingin", "perlu"})


def new(plain: Set[str]) -> bool:
    """Is something asked for that is not there yet?"""
    if {"belum", "ada"} <= plain:
        return True
    return not plain.isdisjoint(NEWS) and "ganti" not in plain


def mended(plain: Set[str]) -> bool:
    """Is something that is there to be kept or mended? "Replaced by concrete" is another thing in its place."""
    return not plain.isdisjoint(MENDS) or ("ganti" in plain and plain.isdisjoint(BETTER))


def said(text: str, own: Mapping[str, str] | None = None) -> list[Said]:
    """The words of a text with what they do. `own`: the village's dictionary, and its names mapped to themselves."""
    found: list[Said] = []
    place = asked = end = like = 0
    for word in canonical(text, own):
        if _STOPS & set(text[end : word.at]):
            place = asked = 0
        like = _LIKE_LASTS + 1 if word.plain == "seperti" else max(like - 1, 0)
        if like:  # "holes like a fish pond" asks for no pond
            end = max(end, word.at + len(word.surface))
            continue
        place, asked = _next(word, place, asked)
        found.append(Said(word.surface, word.plain, word.tongue, word.at, place > 0, asked > 0 and not place))
        end = max(end, word.at + len(word.surface))
    return found


def _next(word: Word, place: int, asked: int) -> tuple[int, int]:
    """(for how many words a place is still told, and what is asked for)."""
    if word.plain in PLACE_AFTER:
        return _PLACE_LASTS + 1, asked
    if word.plain in ACTS or word.plain in DEFECTS:
        return 0, _ASKED_LASTS + 1 if word.plain in ASKS else max(asked - 1, 0)
    return max(place - 1, 0), max(asked - 1, 0)
