"""What people type, made fit to be shown again, and cut to a length as Telegram counts it."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
MARKS_IN_A_ROW = 4
LEFT_OF_A_CUT = 0.5
"""How much of the room must be used at least when a text is cut after a word."""

_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls; a newline may stay, a tab has become a space before
    "\u200b\u2060\ufeff"  # invisible, and joins nothing
    "\u202a-\u202e\u2066-\u2069"  # would turn the writing around, ours too
    "\ud800-\udfff"  # half a character
    "\U000e0000-\U000e007f]"  # tags: text nobody sees
)
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_MAYBE_PILED = re.compile(f"[\u0300-\U0010ffff]{{{MARKS_IN_A_ROW + 1}}}")
_JOINERS = "\u200c\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG = range(0x1F1E6, 0x1F200)


def safe(text: str) -> str:
    """Keep every script and every emoji family whole; drop what only misleads, hides or piles up."""
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    if _MAYBE_PILED.search(text):
        text = _levelled(text)
    return _EMPTY_LINES.sub("\n\n", text)


def units(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts: an emoji is two or more."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """At most `limit` units, with "…" where something is missing: after a whole word, never inside a character."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    if limit <= 0:
        return ""
    room = (limit - units(ELLIPSIS)) * 2
    kept = text[: room // 2].encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore")
    return kept[: _after_a_word(text, _whole(text, len(kept)))].rstrip() + ELLIPSIS


def _levelled(text: str) -> str:
    """Marks above and below a letter: four are writing, forty cover the neighbours."""
    kept, marks = [], 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_IN_A_ROW:
                continue
        elif char not in _JOINERS:
            marks = 0
        kept.append(char)
    return "".join(kept)


def _whole(text: str, end: int) -> int:
    """The last place at or before `end` where no accent, joined emoji or flag would be torn."""
    for place in range(end, max(end - 32, 0), -1):
        after, before = text[place], text[place - 1]
        if before in _JOINERS or after in _JOINERS or ord(after) in _SKIN or unicodedata.category(after)[0] == "M":
            continue
        if ord(after) in _FLAG and _flags_before(text, place) % 2:
            continue
        return place
    return 0 if end <= 32 else end


def _after_a_word(text: str, end: int) -> int:
    """The end of the last whole word, unless that word is so long that too little would be left."""
    if not end or text[end].isspace() or text[end - 1].isspace():
        return end
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return space if space >= end * LEFT_OF_A_CUT else end


def _flags_before(text: str, place: int) -> int:
    start = place
    while start and ord(text[start - 1]) in _FLAG:
        start -= 1
    return place - start
