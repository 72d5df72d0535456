"""A village's own words: what they mean, and which places it knows by name."""

import re
from dataclasses import dataclass

from village.words import line

LONGEST = 40
MOST = 500
"""Words of one village."""
_MEANS = re.compile(
    r"\s*(?:=|→|->|:|\bartinya\b|\bartine\b|\bhartosna\b|\bitu\s+artinya\b|\badalah\b|\bmaksudnya\b)\s*", re.IGNORECASE
)
_AT = re.compile(
    r"^(?P<place>.+?)\s*[,(]?\s*\b(?:di|ada\s+di|ning|neng|di\s+dusun)\s+(?P<dusun>[^()]+?)\)?$", re.IGNORECASE
)
_OPENING = re.compile(r"^(?:kata|tempat|kamus|tambah(?:kan)?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with what it `means`, or a place with its dusun."""

    id: int
    word: str
    means: str | None
    dusun_id: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody typed: `means` or `place_in` are None where it was left open."""

    word: str
    means: str | None = None
    place_in: str | None = None


def key(word: str) -> str:
    """As it is kept and compared: lower case, one line, without quotation marks."""
    return line(word).casefold().strip(" \"'“”«».,;:")


def told(typed: str) -> Told | None:
    """ "kreteg = jembatan", "musola Al Ikhlas di Ngasem"; None where there is no word in it, or too many."""
    text = _OPENING.sub("", line(typed))
    word, *rest = _MEANS.split(text, maxsplit=1)
    if rest:
        return _fit(Told(key(word), means=key(rest[0]) or None))
    if match := _AT.match(text):
        return _fit(Told(key(match["place"]), place_in=match["dusun"].strip()))
    return _fit(Told(key(text)))


def _fit(one: Told) -> Told | None:
    fits = all(part is None or 2 <= len(part) <= LONGEST for part in (one.word, one.means))
    return one if fits and any(sign.isalpha() for sign in one.word) else None
