"""What people type, made fit to keep as a name: one line, no control signs, not too long."""

import unicodedata

_BREAKS = set("\n\r\t")
_DROPPED = {"Cc", "Cs", "Co", "Cn"}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff")


def line(text: str) -> str:
    """The words on one line, NFC."""
    plain = "".join(c for c in text if c in _BREAKS or (unicodedata.category(c) not in _DROPPED and c not in _BIDI))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def clipped(text: str, most: int) -> str:
    """The words on one line, at most `most` characters, NFC."""
    return line(text)[:most].strip()


def kept(text: str, most: int = 4096) -> str:
    """A longer text as it is kept: word for word, without what no font shows and no database holds."""
    plain = "".join(c for c in text if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI))
    return unicodedata.normalize("NFC", plain).strip()[:most]
