"""Which assisted votes the council visits: how many, and which, by a draw that nobody can choose and all can repeat."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

FALSE_ONE_IN = 10
MISSED_ONE_IN = 20


class Finding(StrEnum):
    """What the council found at the door. ABSENT may still become one of the others."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSENT = "absent"


def enough(votes: int) -> int:
    """The fewest of `votes` that must be visited: if a tenth or more is false, a false one is met with 95 percent.

    Exact: C(votes - false, n) / C(votes, n) is the chance to miss all, with `false` the smallest tenth or more.
    """
    false = -(-votes // FALSE_ONE_IN)
    missed, ways = 1, 1
    for n in range(votes):
        if missed * MISSED_ONE_IN <= ways:
            return n
        missed *= votes - false - n
        ways *= votes - n
    return votes


def key(secret: bytes) -> bytes:
    """The half of the seed that is fixed when the poll opens. Its promise stands in the book from then on."""
    return hashlib.sha256(b"rembuk kunjungan|" + secret).digest()


def promise(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def seed(key: bytes, head: bytes) -> bytes:
    """`head`: the book's last hash before the closing was written, which nobody knew when the key was fixed."""
    return hashlib.sha256(key + head).digest()


def drawn(seed: bytes, votes: Iterable[int], n: int) -> list[int]:
    """The `n` of these numbers that come first when each is hashed with the seed, in that order."""
    return sorted(votes, key=lambda number: hashlib.sha256(seed + b"|%d" % number).digest())[:n]
