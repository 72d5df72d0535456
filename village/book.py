"""The book (buku): a chain of hashes over salted commitments. Pure; who keeps it is `storage/book.py`.

Source: reliability.md section 3.3. A row says which act of which kind on which object, who (a random number) in
which role, when; what exactly is a commitment, whose salt and text lie beside it and can be erased without
breaking the chain.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

DOMAIN = b"musdes-log-v1\n"
START = b"\0" * 32


@dataclass(frozen=True, slots=True)
class Act:
    """What a row of the book says in the clear. `at` in UTC milliseconds; `actor` 0 is the program itself."""

    seq: int
    at: int
    actor: int
    role: str
    action: str
    object: str
    commit: str


@dataclass(frozen=True, slots=True)
class Row:
    act: Act
    prev: bytes
    hash: bytes


def canonical(value: object) -> bytes:
    """JSON with sorted keys, without spaces, UTF-8, words in NFC: the same bytes for the same facts, everywhere.

    Raises TypeError for a fraction: numbers are whole, because machines write fractions differently.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    """NFC goes before JSON: after it, an accent at the start of a line would melt into the `n` of its `\\n`."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"{type(value).__name__} has no place in the book")


def commitment(salt: bytes, facts: bytes) -> str:
    return hashlib.sha256(salt + facts).hexdigest()


def chained(prev: bytes, act: Act) -> bytes:
    return hashlib.sha256(DOMAIN + prev + canonical(asdict(act))).digest()


def first_wrong(rows: Iterable[Row]) -> int | None:
    """The number of the first row that does not follow from the one before it, or None: the chain is whole."""
    prev, expected = START, 1
    for row in rows:
        if row.act.seq != expected or row.prev != prev or row.hash != chained(prev, row.act):
            return expected
        prev, expected = row.hash, expected + 1
    return None
