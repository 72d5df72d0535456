"""How a ballot is sealed, so that anybody can recount it and nobody can change it. Pure; the box is kept elsewhere.

Source: reliability.md section 3.2, and the page for whoever recounts, `documents/export/SPEK.md`. Texts go into a
hash as UTF-8, whole numbers as their decimal digits. Nothing here draws anything at random: codes, salts and secrets
come in as bytes.
"""

import hashlib
from collections.abc import Iterable

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no I, L, O or U, which are misread on paper and over the phone."""
CODE = 10
CODE_BYTES = 7
"""Random bytes for one code; 50 bits of them are used."""
SALT_BYTES = 32


def joined_hash(*parts: bytes | str | int) -> bytes:
    """H of the specification: SHA-256 over the parts, each after its length as four bytes, the highest first.

    With the lengths, ("ab", "c") and ("a", "bc") are two things.
    """
    whole = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        whole.update(len(raw).to_bytes(4, "big"))
        whole.update(raw)
    return whole.digest()


def voter_seal(poll: str | int, secret: bytes) -> bytes:
    """s: finds the line of a voter again who brings the secret of the button; says nothing about the choice."""
    return joined_hash("segel", poll, secret)


def commitment(poll: str | int, code: str, choice: str, salt: bytes) -> bytes:
    """c: binds one line of the list to its choice before the list is published.

    `code` is CODE letters without dashes, `choice` is what `choice_text` says.
    """
    return joined_hash("suara", poll, code, choice, salt)


def choice_text(numbers: Iterable[int]) -> str:
    """Numbers of proposals, the smallest first, one space between: "3 12 40". A ballot without a pick is ""."""
    return " ".join(map(str, sorted(set(numbers))))


def code(drawn: bytes) -> str:
    """A code of ten letters from CODE_BYTES random bytes."""
    if len(drawn) != CODE_BYTES:
        raise ValueError(f"a code takes {CODE_BYTES} bytes, not {len(drawn)}")
    number = int.from_bytes(drawn, "big")
    return "".join(LETTERS[number >> (5 * place) & 31] for place in range(CODE))


def shown(code: str) -> str:
    """As people read it: KTQ7-2M9D-4X."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def root(values: Iterable[bytes]) -> bytes:
    """One value for all: the root of RFC 6962 (section 2.1) over the values sorted by their bytes; equal ones stay."""
    level = [hashlib.sha256(b"\0" + value).digest() for value in sorted(values)]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        # Joining neighbours and carrying an odd last one up is the same tree as the RFC's splitting from the top.
        above = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = above + level[len(above) * 2 :]
    return level[0]
