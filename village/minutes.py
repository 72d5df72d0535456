"""A meeting from the open door to the sealed minutes, and what may become of each item of its agenda.

Source: domain.md 2.6 and 4; anchors.md 7, ideas 13 and 20: consensus first, a vote only where an objection stands.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from village.refusal import Refusal

LONGEST_NOTE = 1000
LONGEST_REASON = 300
SHORTEST = 3
MOST_VOICES = 5
"""So many voice notes of one item may wait to be typed."""
MOST_COUNTS = 2
"""A second count where the first gave no majority; then the item is left undecided."""


class Sitting(StrEnum):
    ARRIVING = "datang"
    """The door is open, people are written down, the quorum is awaited."""
    SITTING = "berjalan"
    PUT_OFF = "ditunda"
    """Too few came."""
    DRAFTING = "menulis"
    """All items are settled; the secretary writes."""
    OPEN = "sanggah"
    """Those who attended have the draft and may object."""
    SEALED = "tersegel"


NEXT: Mapping[Sitting, frozenset[Sitting]] = {
    Sitting.ARRIVING: frozenset({Sitting.SITTING, Sitting.PUT_OFF}),
    Sitting.SITTING: frozenset({Sitting.DRAFTING}),
    Sitting.DRAFTING: frozenset({Sitting.OPEN}),
    Sitting.OPEN: frozenset({Sitting.SEALED}),
    Sitting.PUT_OFF: frozenset(),
    Sitting.SEALED: frozenset(),
}
ATTENDING = frozenset({Sitting.ARRIVING, Sitting.SITTING})
"""While people may still be written down as present."""


def refuse_unless_next(here: Sitting, to: Sitting) -> None:
    if to not in NEXT[here]:
        raise Refusal(f"hall.refused.is_{here.name.lower()}")


class Outcome(StrEnum):
    SETUJU = "setuju"
    CATATAN = "catatan"
    """All agree, with a note."""
    DITERIMA = "diterima"
    """By the hall's count: more than the majority said yes."""
    TIDAK_DITERIMA = "tidak_diterima"
    TANPA_MAYORITAS = "tanpa_mayoritas"
    """Counted twice, and neither side had the majority."""
    DITUNDA = "ditunda"
    """Not discussed, or left for another meeting."""


CONSENSUS = frozenset({Outcome.SETUJU, Outcome.CATATAN})
BY_COUNT = frozenset({Outcome.DITERIMA, Outcome.TIDAK_DITERIMA, Outcome.TANPA_MAYORITAS})
ADOPTED = CONSENSUS | {Outcome.DITERIMA}


@dataclass(frozen=True, slots=True)
class Count:
    """Hands in the hall. confirmed: a second officer, of another office, has counted the same."""

    yes: int
    no: int
    abstain: int
    confirmed: bool = False

    @property
    def all(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it stands: its outcome if it has one, its objections that still stand, the counts so far."""

    outcome: Outcome | None = None
    standing: int = 0
    counts: tuple[Count, ...] = ()

    @property
    def waiting(self) -> bool:
        """Does a count wait for its second officer?"""
        return bool(self.counts) and not self.counts[-1].confirmed


def refuse_unless_open(item: Item) -> None:
    if item.outcome is not None:
        raise Refusal("minutes.refused.settled")


def refuse_unless_agreed(item: Item, outcome: Outcome) -> None:
    """Consensus, or leaving it for later, is only possible while no count waits; consensus while nobody objects."""
    refuse_unless_open(item)
    if outcome in BY_COUNT:
        raise Refusal("talk.refused.old")
    if item.waiting:
        raise Refusal("minutes.refused.count_waits")
    if outcome in CONSENSUS and item.standing:
        raise Refusal("minutes.refused.objection", n=item.standing)


def refuse_unless_votable(item: Item) -> None:
    """Only an item with an objection that stands goes to a vote."""
    refuse_unless_open(item)
    if not item.standing:
        raise Refusal("minutes.refused.no_objection")
    if item.waiting:
        raise Refusal("minutes.refused.count_waits")


def refuse_unless_possible(count: Count, voices: int) -> None:
    """voices: how many in the hall have a vote."""
    if min(count.yes, count.no, count.abstain) < 0 or not 0 < count.all <= voices:
        raise Refusal("minutes.refused.count", n=voices)


def decided(count: Count, voices: int, share: Fraction, turn: int) -> Outcome | None:
    """What a confirmed count decides; None: neither side had more than `share` of those present, count again.

    turn: 1 for the first count of this item.
    """
    if count.yes > share * voices:
        return Outcome.DITERIMA
    if count.no > share * voices:
        return Outcome.TIDAK_DITERIMA
    return Outcome.TANPA_MAYORITAS if turn >= MOST_COUNTS else None


def refuse_unless_all_settled(items: Sequence[Item]) -> None:
    left = [n for n, item in enumerate(items, start=1) if item.outcome is None]
    if left:
        raise Refusal("minutes.refused.items_left", n=len(left), first=left[0])


def may_seal(here: Sitting, ends_at: int | None, now: int, unanswered: int) -> bool:
    """The time to object is over, and the council has answered whoever did."""
    return here is Sitting.OPEN and ends_at is not None and now >= ends_at and not unanswered


def canonical(told: Mapping[str, Any]) -> str:
    """The minutes as text that is the same wherever it is made: what was sealed can be made again and compared."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256, in hex, of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
