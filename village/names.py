"""When two ways of writing a name are one person's: titles, initials and spelling differ from list to list."""

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset(
    """
    h hj hjh haji hajjah kh kiai kyai nyai ust ustad ustadz ustadzah drs dra dr ir prof raden r rr rd ny nyonya tn tuan
    bp bpk bapak pak ibu bu sdr sdri alm almh almarhum almarhumah mas mbak gus
    """.split()  # noqa: SIM905 - words are read best as words
)
_DEGREES = re.compile(
    r"\b(?:s\.\s?(?:pd|h|e|t|p|ag|sos|kom|kep|ip|st|km|hut|si|pt)|m\.\s?(?:pd|h|m|t|si|ag|kom|kes)|a\.?\s?md"
    r"|spd|se|sh|sag|skom|skep|sip|mm|mpd|mh|msi|mag)\b\.?(?:\s?i\b\.?)?",
    re.IGNORECASE,
)
_MUHAMMAD = re.compile(r"(?:m[ou]ch?am?m?[ae]d|m[ou]h[ae]m?m?[ae]d|m[ou]h|m[ou]ch|m[ou]hd|mhd|md)")
_WHOLE = {
    "abd": "abdul",
    "abdl": "abdul",
    "st": "siti",
    "ahmd": "ahmad",
    "achmad": "ahmad",
    "akhmad": "ahmad",
    "ach": "ahmad",
}
_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("ie", "i"))
_SHORTEST_TO_MISTYPE = 5


@lru_cache(4096)
def key(name: str) -> str:
    """The name as it is compared: small letters, no titles, one spelling. Equal keys are the same name.

    Never empty for a name with letters: somebody called only by a title is called so.
    """
    plain = unicodedata.normalize("NFKD", name.split(",")[0] if "," in name.strip(" ,") else name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    bare = _DEGREES.sub(" ", plain).strip(" .") or plain
    words = [word for word in re.split(r"[^a-z0-9]+", re.sub(r"['’`]", "", bare)) if word]
    kept = [_spelt(w) for w in words if w not in _TITLES]
    return " ".join(kept or words)


def _spelt(word: str) -> str:
    if _MUHAMMAD.fullmatch(word):
        return "muhammad"
    word = _WHOLE.get(word, word)
    for old, new in _OLD:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


def alike(one: str, other: str) -> bool:
    """May these keys (see `key`) be one person's name? An initial stands for a word, one word may be missing, and
    one letter of a long word may be wrong. At least one word must stand there in full.
    """
    short, long = sorted((one.split(), other.split()), key=len)
    if not short or len(long) - len(short) > 1:
        return False
    place, whole = 0, False
    for word in short:
        while place < len(long) and not _same(word, long[place]):
            place += 1
        if place == len(long):
            return False
        whole = whole or min(len(word), len(long[place])) > 1
        place += 1
    return whole


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return min(len(one), len(other)) >= _SHORTEST_TO_MISTYPE and _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Does one letter more, less, other or two swapped make the one into the other?"""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
