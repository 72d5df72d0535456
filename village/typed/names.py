"""Names in a list, and RT."""

from __future__ import annotations

import re

from village.typed.numbers import plain

_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[,;]))\(?\d{1,2}\s*[.)]\s*(?=[^\W\d])")
_BETWEEN_NAMES = re.compile(r"[\n;,]|\s&\s|\s(?:dan|serta|lan|sareng)\s", re.IGNORECASE)
_KIND = re.compile(r"^(?:dusun|dsn|dukuh|padukuhan|pedukuhan|kampung|kp)\b\.?\s*", re.IGNORECASE)
_KAMPUNG_NAME = re.compile(
    r"^(?:kampung|kp\.?)\s+(?:baru|lama|dalam|tengah|atas|bawah|besar|kecil|anyar|lor|kidul|wetan|kulon|jawa|melayu|bugis)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivx]{1,5}")


def names(text: str) -> list[str]:
    """ "Krajan, Ngasem dan Kalitengah", lines or a numbered list → names without number and "Dusun".

    "Kampung Baru" and its like stay whole: without the first word they would be no name.
    """
    found: dict[str, str] = {}
    lines = re.sub(r"^[^:\n,;]{0,40}:", "", text[:4096].replace("\r", "\n"))
    if len(re.findall(r"^\s*\d{1,2}\s+[^\W\d]", lines, re.MULTILINE)) > 1:
        lines = re.sub(r"^\s*\d{1,2}\s+", "", lines, flags=re.MULTILINE)
    for piece in _BETWEEN_NAMES.split(_NUMBERED.sub("\n", lines)):
        name = " ".join(re.sub(r"^[\s\-–•*·]+|[\s.:\-–]+$", "", piece).split())
        name = re.sub(r"^(?:dan|serta)\s+", "", name, flags=re.IGNORECASE)
        if not _KAMPUNG_NAME.match(name):
            name = _KIND.sub("", name) or name
        if name and len(name) <= 60 and any(char.isalpha() for char in name):
            found.setdefault(name.casefold(), _capital(name))
    return list(found.values())


def _capital(name: str) -> str:
    """ "krajan lor ii" → "Krajan Lor II"; a name with capitals of its own stays as it is."""
    if name != name.lower():
        return name
    return " ".join(word.upper() if _ROMAN.fullmatch(word) else word[:1].upper() + word[1:] for word in name.split())


def rts(text: str) -> list[str]:
    """ "01-04", "1 sampai 4", "RT 1, 2, dan 5" → ["01", …] in order; [] when anything is unclear."""
    said = plain(text)
    if not said:
        return []
    said = re.sub(r"\br[tw]\b\.?|\br[tw](?=\d)|\bdan\b|&", " , ", said)
    said = re.sub(r"\s*(?:-|–|—|\bs\s*/\s*d\b|\bs\.?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b)[\s,]*", "-", said)
    found: set[int] = set()
    for piece in re.split(r"[\s,;/]+", said.strip(" ,;.")):
        bounds = re.fullmatch(r"0*(\d{1,2})(?:-0*(\d{1,2}))?", piece, re.ASCII)
        if not bounds:
            if piece:
                return []
            continue
        first = int(bounds[1])
        last = int(bounds[2] or first)
        if not 1 <= first <= last:
            return []
        found.update(range(first, last + 1))
    return [f"{n:02}" for n in sorted(found)]


def first_rts(many: int) -> list[str]:
    """The names of `many` RT, when somebody only said how many: 4 → 01 … 04."""
    return [f"{n:02}" for n in range(1, min(many, 99) + 1)]
