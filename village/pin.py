"""The four digits by which somebody who shares a phone shows who speaks."""

import hashlib
import hmac
from dataclasses import dataclass

LENGTH = 4
"""Not six: what people know as PIN of their bank card must not fit here."""
COST = 2**14
FORWARD = "01234567890"


@dataclass(frozen=True, slots=True)
class Lock:
    """How many wrong tries lock, and for how long the first time, in milliseconds; each further lock is twice that."""

    tries: int
    first: int
    longest: int

    def after(self, wrong: int) -> int:
        """How long the PIN is locked now, after so many wrong tries in a row; 0 while some are left."""
        if wrong == 0 or wrong % self.tries:
            return 0
        return min(self.longest, self.first << (wrong // self.tries - 1))

    def left(self, wrong: int) -> int:
        return self.tries - wrong % self.tries


def hashed(key: bytes, salt: bytes, digits: str, cost: int = COST) -> bytes:
    """Slow on purpose; worth nothing without the key, which lies outside the database."""
    peppered = hmac.digest(key, digits.encode(), hashlib.sha256)
    return hashlib.scrypt(peppered, salt=salt, n=cost, r=8, p=1, dklen=32)


def weak(digits: str, birth_year: int | None) -> bool:
    """What the family would try first: one digit over and over, a run up or down, the year of birth."""
    run = digits in FORWARD or digits[::-1] in FORWARD
    return len(set(digits)) == 1 or run or digits == str(birth_year)
