"""A share of a key as everyday words that can be written on paper: eight of its own, and one that finds a mistake.

The words stand in kata.toml: 1,024, no two of them one slip of the finger apart.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from village.refusal import Refusal

SHARE_BYTES = 10
"""80 bits, behind a derivation made slow (storage/boxkeys.py): for some days they keep figures that come too early."""
WORDS = 9
BITS = 10
LIKELY = 6
"""So many words of the list in one message, and it is taken for a key that was typed."""


@cache
def words() -> tuple[str, ...]:
    """The list in its order, which is part of the format."""
    told = tomllib.loads((Path(__file__).parent / "kata.toml").read_text(encoding="utf-8"))
    return tuple(told["kata"].split())


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(words())}


def _check(share: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"rembuk kata kunci" + share).digest()[:2], "big") % len(words())


def told(share: bytes) -> list[str]:
    """The words of a share."""
    if len(share) != SHARE_BYTES:
        raise ValueError(f"a share takes {SHARE_BYTES} bytes, not {len(share)}")
    number, mask = int.from_bytes(share, "big"), (1 << BITS) - 1
    own = [number >> BITS * (WORDS - 2 - n) & mask for n in range(WORDS - 1)]
    return [words()[place] for place in (*own, _check(share))]


def said(text: str) -> list[str]:
    """The words somebody typed, without the numbers, commas and capitals that people put there."""
    cleaned = "".join(c if c.isalpha() else " " for c in text.casefold())
    return cleaned.split()


def likely(text: str) -> bool:
    """Does this look like a key? Then no word of it may be kept anywhere."""
    typed = said(text)
    return WORDS - 2 <= len(typed) <= WORDS + 2 and sum(word in _places() for word in typed) >= LIKELY


def read(text: str) -> bytes:
    """The share that was typed; a refusal names what to look at, and never a word."""
    typed = said(text)
    unknown = [place for place, word in enumerate(typed, 1) if word not in _places()]
    if len(typed) != WORDS:
        raise Refusal("key.refused.count", n=len(typed), words=WORDS)
    if unknown:
        raise Refusal("key.refused.word", place=unknown[0])
    *own, check = [_places()[word] for word in typed]
    share = _bytes(own)
    if _check(share) != check:
        raise Refusal("key.refused.check")
    return share


def _bytes(places: Sequence[int]) -> bytes:
    number = 0
    for place in places:
        number = number << BITS | place
    return number.to_bytes(SHARE_BYTES, "big")
