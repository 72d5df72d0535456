"""A message with its words in plain Indonesian and the cues found among them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understanding.cues import Cue, cues
from understanding.tongue import Word, canonical

_LINK = re.compile(
    r"(?:https?://|www\.|t\.me/|wa\.me/|bit\.ly/|s\.id/|tinyurl\.com/)\S*|\b[\w-]{2,63}\.(?:com|net|org|info|xyz|site|online|id|co|top|"
    r"vip|club|live|me|link|click|shop|example|biz|cc|io|app)\b(?:/\S*)?",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S{1,60}\.(?:apk|exe|xapk|zip)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:m|mtr|meter|m2|km|cm|titik|unit|buah|bh|ekor|ikor|ikua|kk|jiwa|orang|org|tiang|set|ha|hektar|batang|"
    r"bibit|sak|truk|rumah|roma|omah|imah|petak|lembar|lampara|tau|tangkal|urang)\b",
    re.IGNORECASE,
)

_PHONE = re.compile(r"(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}")


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    words: Sequence[Word]
    found: Mapping[str, tuple[Cue, ...]]
    links: tuple[str, ...]
    measured: bool
    """With a length, a number of pieces or of families."""
    called: bool
    """With a telephone number."""

    @property
    def asks(self) -> bool:
        """Does it end with a question mark?"""
        return self.text.rstrip(" \n\"'”’)!.🙏").endswith("?")

    @property
    def known(self) -> float:
        """The share of its words that some tongue knows."""
        real = [word for word in self.words if not word.surface.isdigit()]
        return sum(bool(word.tongue) for word in real) / len(real) if real else 1.0

    def n(self, *groups: str) -> int:
        """At how many places of the text there is a cue of these groups."""
        return len({cue.at for group in groups for cue in self.found.get(group, ())})

    def said(self, *groups: str) -> tuple[str, ...]:
        """The villager's own words for it, each once."""
        every = sorted((cue for group in groups for cue in self.found.get(group, ())), key=lambda cue: cue.at)
        return tuple(dict.fromkeys(cue.words for cue in every))

    def first(self, *groups: str) -> int:
        """Where the first of them stands; behind the end where there is none."""
        return min((cue.at for group in groups for cue in self.found.get(group, ())), default=len(self.text) + 1)


def heard(text: str, own: Mapping[str, str]) -> Heard:
    words = canonical(text, own)
    found: dict[str, list[Cue]] = {}
    for cue in cues(text, words):
        found.setdefault(cue.group, []).append(cue)
    links = tuple(m[0] for pattern in (_LINK, _FILE) for m in pattern.finditer(text))
    return Heard(
        text,
        words,
        {g: tuple(c) for g, c in found.items()},
        links,
        _MEASURE.search(text) is not None,
        _PHONE.search(text) is not None,
    )
