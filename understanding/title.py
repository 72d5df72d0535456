"""A plain title out of a villager's sentence: no greeting, no personal numbers, one line."""

import re

LONGEST = 80
_GREETING = re.compile(
    r"^\s*(?:(?:ass?alam\S*|wr\.?\s*wb\.?|selamat\s+(?:pagi|siang|sore|malam)|permisi|nuwun\s*sewu|punten|halo|hai|pak|bu|"
    r"bapak|ibu|min|mas|mbak|kang|lurah|kades|mohon|usul(?:an)?|saya|kami|mau|ingin|minta|tolong|nyuwun|ulun|sos|darurat|kula|kulo|abdi|hoyong)\b[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"[.!?;,]\s*usul(?:an)?(?:\s+(?:saya|kami|abdi|kula))?[\s:]+(?!di\w*\b|segera\b)(?=(?:\S+\s+){2})", re.IGNORECASE
)
"""Before what is wished for, behind why."""
_LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[\s.-]?\d){8,}(?!\w)")
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)


def redacted(text: str) -> str:
    """The text without what must not be shown: NIK and KK numbers, phone numbers, links."""
    return _LINK.sub("…", _LONG_NUMBER.sub("…", text))


def without_links(text: str) -> str:
    """The text as it may be shown: nobody is led anywhere by a link that somebody sent in."""
    return _LINK.sub("…", text)


def title_of(words: str) -> str:
    """One line of at most 80 characters, beginning with a capital. Never empty: odd text stands for itself."""
    line = " ".join(redacted(words).split())
    plain = _GREETING.sub("", line) or line
    if (wish := _WISH.search(plain)) is not None:
        plain = plain[wish.end() :]
    first = (
        re.split(r"(?<=[^\d\s])[.!?;](?:\s|$)|,\s+(?=karena|supaya|agar|soalnya)", plain, maxsplit=1)[0].strip(" ,.-")
        or plain
    )
    if len(first) > LONGEST:
        first = first[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,.-") + "…"
    return first[:1].upper() + first[1:]
