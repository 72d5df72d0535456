"""What the shelves of meetings that are held give out."""

from dataclasses import dataclass

from village.minutes import Count, Item, Outcome, Sitting
from village.people import Resident
from village.presence import Line, Way


@dataclass(frozen=True, slots=True)
class Hall:
    """A meeting whose door is open, or was. `invited`, `present`, `needed`: the quorum when it began.

    shown: the turn of the code that stands in the officer's chat. draft_by waits for a second officer since draft_at
    while sent_at is None. minutes: what was sealed, word for word; digest: its SHA-256 in hex.
    """

    meeting_id: int
    village_id: int
    state: Sitting
    secret: bytes
    opened_by: int
    opened_at: int
    shown: int
    invited: int
    present: int
    needed: int
    began_by: int
    began_at: int | None
    ended_at: int | None
    draft_by: int
    draft_at: int | None
    draft_second: int
    sent_at: int | None
    objects_until: int | None
    sealed_at: int | None
    minutes: str
    digest: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is there. resident None: a guest; guest_id None as well: one whom nobody invited by name."""

    resident: Resident | None
    guest_id: int | None
    way: Way
    voice: bool
    by_id: int


@dataclass(frozen=True, slots=True)
class PaperList:
    officer_id: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HallObjection:
    """Raised in the hall. `withdrawn` empty: it stands; else why whoever raised it took it back."""

    id: int
    item_id: int
    words: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class HallCount:
    """`state`: open, done or declined. voices: how many in the hall had a vote when it was entered."""

    id: int
    item_id: int
    count: Count
    voices: int
    first_id: int
    state: str


@dataclass(frozen=True, slots=True)
class Minute:
    """Everything that is written about one item."""

    item_id: int
    outcome: Outcome | None
    note: str
    notes: tuple[str, ...]
    objections: tuple[HallObjection, ...]
    counts: tuple[HallCount, ...]

    @property
    def standing(self) -> tuple[HallObjection, ...]:
        return tuple(o for o in self.objections if not o.withdrawn)

    @property
    def item(self) -> Item:
        """As the rules see it; a count that the second officer declined is none."""
        return Item(self.outcome, len(self.standing), tuple(c.count for c in self.counts if c.state != "declined"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note of an item. `state`: waiting, typed or unused; seconds: its length."""

    media_id: int
    item_id: int
    meeting_id: int
    state: str
    seconds: int

    @property
    def waits(self) -> bool:
        return self.state == "waiting"


@dataclass(frozen=True, slots=True)
class Sanggah:
    """An objection to the draft, by somebody who attended. `state`: open, granted or kept; answer: the council's.

    helper_id: the kader who wrote it for them, on whose paper it stands under the number `slip`; 0: nobody.
    """

    id: int
    item_id: int
    meeting_id: int
    village_id: int
    resident_id: int
    words: str
    state: str
    answer: str
    helper_id: int = 0
    slip: str = ""
