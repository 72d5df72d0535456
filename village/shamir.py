"""A secret split so that any two of its shares open it, and one alone says nothing (Shamir 1979, threshold 2).

Byte by byte a straight line over GF(256), the field of AES: the secret is where it meets x = 0, a share is its point
at the place x of its holder, from 1 on. Pure: what is drawn at random comes in as bytes.
"""

from collections.abc import Sequence

MOST = 255
"""A field of 256 elements has no more places."""


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * 510, [0] * 256, 1
    for n in range(255):
        powers[n] = powers[n + 255] = value
        logs[value] = n
        value ^= value << 1  # times 3, which generates all elements but 0
        if value & 0x100:
            value ^= 0x11B
    return powers, logs


_POWER, _LOG = _tables()


def times(one: int, other: int) -> int:
    return _POWER[_LOG[one] + _LOG[other]] if one and other else 0


def over(one: int, other: int) -> int:
    if not other:
        raise ZeroDivisionError
    return _POWER[_LOG[one] + 255 - _LOG[other]] if one else 0


def split(secret: bytes, people: int, drawn: bytes) -> list[bytes]:
    """The shares of the places 1 to `people`. `drawn`: a random byte for each of the secret, used for nothing else."""
    if not 2 <= people <= MOST or len(drawn) != len(secret):
        raise ValueError("two to 255 people, and a random byte for each byte of the secret")
    return [
        bytes(s ^ times(slope, place) for s, slope in zip(secret, drawn, strict=True))
        for place in range(1, people + 1)
    ]  # fmt: skip


def joined(shares: Sequence[tuple[int, bytes]]) -> bytes:
    """The secret of which these are two shares: (place, share). Two that don't belong together give another one."""
    (first, one), (second, other) = shares
    if first == second or not 0 < first <= MOST or not 0 < second <= MOST:
        raise ValueError("two shares of different places")
    return bytes(a ^ times(first, over(a ^ b, first ^ second)) for a, b in zip(one, other, strict=True))
