"""Who is in the hall: the code that is spoken there, the ways of being written down, and the paper list typed twice.

Source: domain.md 2.7 and 4 (the list of attendance is what a quorum is counted from); the code is our own decision.
"""

import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from village.refusal import Refusal
from village.rules import own
from village.spans import MINUTE

DIGITS = 4
SECRET_BYTES = 32
MOST_LINES = 300
LONGEST_LINE = 80


class Way(StrEnum):
    """How somebody came onto the list. The first way stays, whatever other way names the same person."""

    KODE = "kode"
    """By the code that was spoken in the hall, on an own phone or the family's."""
    KADER = "kader"
    """Ticked by a kader, kadus or RT, for somebody without a phone."""
    KERTAS = "kertas"
    """From the paper list, as two officers of different offices typed it."""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """How long a code is spoken, how long it still holds afterwards (milliseconds), how many wrong ones are taken."""

    turn: int
    grace: int
    tries: int


def clockwork(settings: Mapping[str, int | str], year: int) -> Clockwork:
    return Clockwork(
        own("kode_hadir", settings, year) * MINUTE,
        own("sisa_kode_hadir", settings, year) * MINUTE,
        own("salah_kode_hadir", settings, year),
    )


def code(secret: bytes, turn: int) -> str:
    """The four digits of one turn. Whoever knows those of other turns knows nothing about these."""
    keyed = hmac.digest(secret, turn.to_bytes(8, "big"), "sha256")
    return f"{int.from_bytes(keyed[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def turn_at(opened: int, now: int, works: Clockwork) -> int:
    """Which turn it is; a clock that is a moment behind after a new start is still in the first."""
    return max(0, now - opened) // works.turn


def current(secret: bytes, opened: int, now: int, works: Clockwork) -> tuple[str, int]:
    """The code to be spoken now, and until when. Turns are counted from the opening."""
    turn = turn_at(opened, now, works)
    return code(secret, turn), opened + (turn + 1) * works.turn


def holds(secret: bytes, opened: int, now: int, works: Clockwork, said: str) -> bool:
    """Is that the code of this turn, or of the last one within its grace?"""
    turn, into = divmod(max(0, now - opened), works.turn)
    valid = [code(secret, turn)]
    if turn and into < works.grace:
        valid.append(code(secret, turn - 1))
    return any(hmac.compare_digest(said.encode(), one.encode()) for one in valid)


def digits(text: str) -> str | None:
    """The code in what was typed: "4 8 2 1", "kode 4821." → 4821; None where there are not four digits."""
    found = "".join(c for c in text if c in "0123456789")
    return found if len(found) == DIGITS else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper list. `person` 0: nobody on the village's list has this name; a guest."""

    key: str
    name: str
    person: int = 0

    @property
    def who(self) -> tuple[int, str]:
        """The same for the same person, however two officers spell the name."""
        return (self.person, "") if self.person else (0, self.key)


@dataclass(frozen=True, slots=True)
class Difference:
    """`mine`, `theirs`: the lines that stand only in the one or only in the other."""

    mine: tuple[Line, ...]
    theirs: tuple[Line, ...]

    @property
    def none(self) -> bool:
        return not (self.mine or self.theirs)


def compare(mine: Sequence[Line], theirs: Sequence[Line]) -> Difference:
    """What two officers typed of one paper; the order does not matter, how often somebody stands there does."""
    return Difference(_beyond(mine, theirs), _beyond(theirs, mine))


def _beyond(lines: Sequence[Line], other: Sequence[Line]) -> tuple[Line, ...]:
    left = Counter(line.who for line in other)
    found = []
    for line in lines:
        if left[line.who]:
            left[line.who] -= 1
        else:
            found.append(line)
    return tuple(found)


def added(lines: Sequence[Line], more: Sequence[Line]) -> list[Line]:
    """The list with more lines; a resident stands there once, a guest may have a namesake only under another name."""
    known, both = {line.who for line in lines}, list(lines)
    for line in more:
        if line.who in known:
            raise Refusal("hall.refused.line_twice", name=line.name)
        known.add(line.who)
        both.append(line)
    if len(both) > MOST_LINES:
        raise Refusal("hall.refused.many_lines", most=MOST_LINES)
    return both
