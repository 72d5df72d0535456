"""The number of a proposal, however it is typed: "usulan no. 143", "#143", "nomer 1 4 3 pripun", "14O"."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from understanding.plain import ADDRESSES, LONGEST, word_set, words_of

PROPOSAL = word_set("usulan usul usulane usulanku proposal")
NUMBER = word_set("nomor nomer nomero nmr nomr no nm num")
_ASKING = word_set(
    "pripun pripuntu piye kepiye kados kumaha gimana gmn gimna bagaimana bgmn bgaimana kabar kabarnya kabare kabaripun "
    "sampai sampe nganti dugi mana endi pundi kemana status statusnya statuse kelanjutannya lanjutannya nasibnya "
    "progres progresnya perkembangan perkembangannya sudah belum sampun dereng kapan hasilnya lihat cek liat buka "
    "tolong mohon mau tanya nanya tanyakan tentang soal yang punya milik saya sy kulo kula ku apa nya itu ini tadi"
)
_AROUND = PROPOSAL | NUMBER | _ASKING | ADDRESSES
_TYPED = [word for word in sorted(PROPOSAL | NUMBER | _ASKING) if len(word) > 3]
_DIGITS = re.compile(r"[0-9oil]*[0-9][0-9oil]*")
_LIKE_DIGITS = str.maketrans("oil", "011")
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Named:
    """`plainly`: the words say that it is a proposal's; `marked`: with a `#`. Else the number could be anything."""

    number: int
    plainly: bool
    marked: bool


def named(text: str) -> Named | None:
    """The number, where a message holds nothing else than it and the words around it; None when it says more."""
    if len(text) > LONGEST:
        return None
    words = words_of(re.sub(r"([^\W\d_]{2,})(\d)", r"\1 \2", text))
    digits = [n for n, word in enumerate(words) if _DIGITS.fullmatch(word) or _lone_zero(words, n)]
    if not digits or digits != list(range(digits[0], digits[-1] + 1)):
        return None
    if sum(len(words[n]) > 1 for n in digits) > 1:
        return None  # "10 11" are two numbers, "1 43" is one
    typed = "".join(words[n] for n in digits).translate(_LIKE_DIGITS)
    around = [_meant(word) for n, word in enumerate(words) if n not in digits]
    if len(typed) > MOST_DIGITS or not _AROUND.issuperset(around):
        return None
    return Named(int(typed), not PROPOSAL.isdisjoint(around), "#" in text)


def _lone_zero(words: list[str], at: int) -> bool:
    """A letter O between digits that stand apart: "1 o 3"."""
    return words[at] == "o" and at > 0 and bool(_DIGITS.fullmatch(words[at - 1]))


def _meant(word: str) -> str:
    """The word itself, or the one of ours that a slip of the finger made it of: "usuln" → usulan."""
    if word in _AROUND or len(word) < 4:
        return word
    return next(iter(get_close_matches(word, _TYPED, n=1, cutoff=0.84)), word)
