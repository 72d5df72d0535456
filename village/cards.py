"""Codes on printed cards: how they look, and what somebody may have typed."""

import re
from collections.abc import Callable, Sequence

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without what looks alike on paper: no I, L, O, 0, 1."""
GROUPS, SIZE = 3, 4
WRONG_AN_HOUR = 5
_PART = f"[{ALPHABET}]{{{SIZE}}}"
_TYPED = re.compile(rf"(?:(?:KODE|KARTU)[\s:]*)*({_PART})[\s.-]*({_PART})[\s.-]*({_PART})[.!]?")


def made(choice: Callable[[Sequence[str]], str]) -> str:
    """A new code of 12 signs (59 bits), at least one of them a digit, so that no three words can look like it."""
    while True:
        code = "".join(choice(ALPHABET) for _ in range(GROUPS * SIZE))
        if any(c.isdigit() for c in code):
            return code


def shown(code: str) -> str:
    """ "K7QFM2XNP4RS" → "K7QF-M2XN-P4RS"."""
    return "-".join(code[i : i + SIZE] for i in range(0, len(code), SIZE))


def typed(text: str) -> str | None:
    """The code that somebody typed; None for anything else."""
    found = _TYPED.fullmatch(text.strip().upper())
    if found is None:
        return None
    code = "".join(found.groups())
    return code if any(c.isdigit() for c in code) else None
