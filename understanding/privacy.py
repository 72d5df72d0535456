"""A message as others may see it: without numbers, names, illness, poverty, accusations, insults and links.

Stricter than `redaction`, which takes out at the door what must not even be kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from understanding.heard import Heard
from understanding.kinds import Route
from understanding.personal import INSTEAD, Personal, Span
from understanding.plain import word_set
from understanding.private_numbers import numbers
from understanding.private_people import people
from village.words import kept

_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_KEYCAP = re.compile(r"([0-9])\ufe0f?\u20e3")
_AGAIN = re.compile(r"(\[(?:keadaan|alamat|kesehatan|bantuan)\]|…)(?:[\s&,]+\1)+")
_NUMBER = "[nomor]"
_BEASTS = word_set("anjing babi monyet asu bojog cicing celeng kunyuk bagong baruak")
_LINK, _INSULT = "[tautan]", "…"


def plain(text: str) -> str:
    """The text as it is read: NFKC, so that a digit is a digit, and without signs that nobody sees."""
    return kept(unicodedata.normalize("NFKC", _KEYCAP.sub(r"\1", _HIDDEN.sub("", text))))


def shown(heard: Heard, places: Sequence[str], route: Route) -> tuple[str, frozenset[Personal]]:
    """(the text for others, what personal there was in it). `heard` is of a `plain` text, `route` whom it concerns."""
    text = heard.text
    spans = [*numbers(text), *people(heard, places, route)]
    beasts = heard.n("beast", "look")
    insults = [
        Span(cue.at, cue.at + len(cue.words), None)
        for cue in heard.found.get("insult", ())
        if not (beasts and cue.words.casefold() in _BEASTS)
    ]
    kinds = frozenset(span.kind for span in spans if span.kind is not None)
    links = [Span(at, at + len(link), None) for link in heard.links if (at := text.find(link)) >= 0]
    pieces: list[str] = []
    end = 0
    for start, stop, kind in _apart([*spans, *insults, *links]):
        link = any(span.start <= start < span.end for span in links)
        pieces += [text[end:start], _instead(kind, link)]
        end = stop
    return _AGAIN.sub(r"\1", "".join([*pieces, text[end:]])), kinds


def _instead(kind: Personal | None, link: bool) -> str:
    if kind is None:
        return _LINK if link else _INSULT
    return INSTEAD.get(kind, _NUMBER)


def _apart(spans: Iterable[Span]) -> list[tuple[int, int, Personal | None]]:
    """Spans that overlap become one, of the kind of the longest."""
    merged: list[tuple[int, int, Personal | None, int]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        length = span.end - span.start
        if merged and span.start < merged[-1][1]:
            start, stop, kind, longest = merged[-1]
            best = span.kind if length > longest or kind is None else kind
            merged[-1] = (start, max(stop, span.end), best, max(length, longest))
        else:
            merged.append((span.start, span.end, span.kind, length))
    return [(start, stop, kind) for start, stop, kind, _ in merged]
