"""A text and its facts become words: whole at first, and shorter only when they must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from locales import formats
from locales.safe import ELLIPSIS, cut, safe, units
from locales.template import MOST_ENTITIES, Template, cut_markup, escape, few_entities, fits, is_address, read

Facts: TypeAlias = Mapping[str, object]
Find: TypeAlias = Callable[[str, Facts, str], Template]
Lines: TypeAlias = dict[tuple[int, bool], tuple[str, int]]
"""Uncut lines and their width, by identity and markup: kept between the attempts to make one text fit."""

NO_TERMS: Mapping[str, str] = {}

_AS = {"moment": formats.moment, "date": formats.date, "time": formats.time}
_UNTIL = {"moment": formats.moment_range, "date": formats.date_range, "time": formats.time_range}


class Rendering:
    """One reader's view: language, zone, their village's own words, and how long one fact may get.

    `cap` is the same for every string and every block of lines, so that the longest give way first
    and short facts, which are names and numbers, stay whole.
    """

    __slots__ = ("cap", "find", "language", "terms", "whole", "zone")

    def __init__(
        self,
        find: Find,
        language: str,
        zone: str,
        cap: int | None = None,
        whole: Lines | None = None,
        terms: Mapping[str, str] = NO_TERMS,
    ) -> None:
        self.find, self.language, self.zone, self.cap, self.terms = find, language, zone, cap, terms
        self.whole = {} if whole is None else whole

    def text(self, key: str, facts: Facts, markup: bool) -> str:
        said = []
        parts = self.find(key, facts, self.language).parts
        if len(parts) == 1 and parts[0].blank is None:
            return parts[0].markup if markup else parts[0].plain
        for part in parts:
            said.append(part.markup if markup else part.plain)
            if part.blank is None:
                continue
            try:
                fact = facts[part.blank]
            except KeyError:
                if part.blank[0] != "_":
                    raise KeyError(f"{key}: the fact {part.blank!r} is missing") from None
                fact = self.term(part.blank)
            if part.hidden:
                # An address is never shortened: it would lead elsewhere.
                said.append(escape(self._capped(None).value(fact, False)) if markup else "")
            elif part.flat and markup:
                said.append(escape(self.value(fact, False)))
            else:
                said.append(self.value(fact, markup))
        return "".join(said)

    def term(self, blank: str) -> str:
        """`_desa`: what the reader's village calls it, else the word that the whole country knows; `_Desa` begins."""
        word = blank[1:].lower()
        said = self.terms.get(word) or self.text(f"term.{word}", {}, False)
        return said[:1].upper() + said[1:] if blank[1].isupper() else said

    def _capped(self, cap: int | None) -> Rendering:
        return Rendering(self.find, self.language, self.zone, cap, terms=self.terms)

    def value(self, fact: object, markup: bool) -> str:
        if isinstance(fact, str):
            return self._words(fact, markup)
        if fact is None:
            return ""
        if isinstance(fact, int) and not isinstance(fact, bool):
            return formats.number(fact)
        if isinstance(fact, Mapping):
            return self._shaped(fact, markup)
        raise TypeError(f"no way to say {fact!r} ({type(fact).__name__})")

    def _words(self, words: str, markup: bool) -> str:
        words = safe(words)
        if self.cap is not None:
            words = cut(words, self.cap)
        return escape(words) if markup else words

    def _shaped(self, fact: Mapping[str, object], markup: bool) -> str:
        match fact:  # what comes most often first
            case {"raw": int(n)}:
                return str(n)
            case {"key": str(key)}:
                inner = fact.get("facts") or {}
                if not isinstance(inner, Mapping):
                    raise TypeError(f"{key}: its facts are no mapping: {inner!r}")
                return self.text(key, inner, markup)
            case {"at": int(at), "to": int(to)}:
                return _UNTIL[str(fact.get("as", "moment"))](at, to, self.zone)
            case {"at": int(at)}:
                return _AS[str(fact.get("as", "moment"))](at, self.zone)
            case {"rupiah": int(amount)}:
                return formats.rupiah(amount)
            case {"about": int(amount), "currency": str(currency)}:
                return formats.about(amount, safe(currency), bool(fact.get("up")))
            case {"list": [*items]}:
                return formats.listed([self.value(item, markup) for item in items])
            case {"lines": [*lines]}:
                return self._lines(lines, markup)
            case {"link": str(url), "text": text}:
                url = safe(url).strip()
                if not (markup and is_address(url)):
                    return self.value(text, markup)
                return f'<a href="{escape(url)}">{escape(self.value(text, False))}</a>'
        raise TypeError(f"no way to say {dict(fact)!r}")

    def _lines(self, lines: Sequence[object], markup: bool) -> str:
        if self.cap is None:
            return "\n".join([self.value(line, markup) for line in lines])
        said: list[str] = []
        used, kept = -1, 0
        for line in lines:
            words, wide = self._line(line, markup)
            said.append(words)
            used += wide + 1
            if used > self.cap:
                break
            kept += used <= self.cap - 2
        else:
            return "\n".join(said)
        if kept:
            return "\n".join([*said[:kept], ELLIPSIS])
        first = self._shortened(lines[0], self.cap - 2, self._line(lines[0], markup)[1], markup)
        if not first or len(lines) == 1:
            return first or ELLIPSIS
        return f"{first}\n{ELLIPSIS}"

    def _line(self, line: object, markup: bool) -> tuple[str, int]:
        """A line and its width; one no wider than the cap holds nothing that would be cut."""
        assert self.cap is not None
        known = id(line), markup
        if known not in self.whole:
            uncut = self._capped(None).value(line, markup)
            self.whole[known] = uncut, _wide(uncut, markup)
        words, wide = self.whole[known]
        if wide > self.cap:
            words = self.value(line, markup)
            wide = _wide(words, markup)
        return words, wide

    def _shortened(self, line: object, room: int, wide: int, markup: bool) -> str:
        """The first line is kept even when it is too long: its own words give way."""
        assert self.cap is not None
        cap = min(self.cap, self.cap - (wide - room))
        while cap > 0:
            said = self._capped(cap).value(line, markup)
            if _wide(said, markup) <= room:
                return said
            cap //= 2
        return ""


def render_markup(reader: Rendering, key: str, facts: Facts, limit: int) -> str:
    """For ParseMode.HTML, valid and within the limit as Telegram counts it."""
    said = reader.text(key, facts, True)
    if not fits(said, limit):
        said = _fitted(reader, key, facts, limit, True)
    if said.count("<") > MOST_ENTITIES:
        said = few_entities(said)
    return said if said[:1].isalnum() or read(said).strip() else ELLIPSIS  # an empty message is refused


def render_plain(reader: Rendering, key: str, facts: Facts, limit: int) -> str:
    """For toasts, labels and captions."""
    said = reader.text(key, facts, False)
    if units(said) > limit:
        said = _fitted(reader, key, facts, limit, False)
    return said if said.strip() else ELLIPSIS


def _wide(said: str, markup: bool) -> int:
    return units(read(said)) if markup else units(said)


def _fitted(reader: Rendering, key: str, facts: Facts, limit: int, markup: bool) -> str:
    """The longest cap with which the whole text fits, found by halving."""

    whole: Lines = {}

    def capped(cap: int) -> str:
        attempt = Rendering(reader.find, reader.language, reader.zone, cap, whole, reader.terms)
        return attempt.text(key, facts, markup)

    def enough(said: str) -> bool:
        return fits(said, limit) if markup else units(said) <= limit

    low, high = 1, limit + 1
    best = capped(low)
    if not enough(best):
        return cut_markup(best, limit) if markup else cut(best, limit)
    while high - low > 1:
        middle = (low + high) // 2
        said = capped(middle)
        if enough(said):
            low, best = middle, said
        else:
            high = middle
    return best
