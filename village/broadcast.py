"""News for many: to whom it goes, how far it came, and what became of it for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from village.people import Office, Resident

MOST = 1500
"""Signs (UTF-16, as Telegram counts) of one piece of news: with its head and foot it fits any message and WhatsApp."""
LEAST = 10
VALID = 2 * 86_400_000
"""What has not left by then would come too late; a pause does not count."""
DOORS_FOR = 14 * 86_400_000
"""So long the doors of a broadcast stand on the list of whom to call on."""
NEAR = frozenset({Office.KADER, Office.KADUS})
WIDE = frozenset({Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA})
"""Who speaks to the whole village; whoever holds only an office of a dusun or RT speaks to that."""
PREPARE = WIDE | {Office.FASILITATOR}
"""A facilitator prepares news for the whole village; one of the others has to agree."""


def units(text: str) -> int:
    """Signs as Telegram counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Kind(StrEnum):
    ALL = "semua"
    DUSUN = "dusun"
    RT = "rt"
    WOMEN = "perempuan"
    YOUNG = "pemuda"
    OLD = "lansia"
    OFFICERS = "petugas"
    CHATS = "grup"
    """The village's groups and channels, instead of people."""
    COMES = "hadir"
    SENDS = "diwakilkan"
    ABSENT = "tidak"
    UNANSWERED = "belum"
    """Whom a coming meeting is for, and who has not answered it."""


OF_MEETING = (Kind.COMES, Kind.SENDS, Kind.ABSENT, Kind.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Segment:
    """`dusun_id` and `rt` narrow it down; written as `perempuan`, `dusun.3`, `rt.3.02`; of a meeting `hadir.12`."""

    kind: Kind
    dusun_id: int | None = None
    rt: str | None = None
    meeting_id: int | None = None

    def __str__(self) -> str:
        parts = (self.kind.value, self.dusun_id, self.rt, self.meeting_id)
        return ".".join(str(part) for part in parts if part is not None)

    @classmethod
    def read(cls, written: str) -> "Segment | None":
        """None for what is no segment: a button of another time."""
        kind, *place = written.split(".")
        if kind not in list(Kind) or len(place) > 2 or (place and not (place[0].isascii() and place[0].isdigit())):
            return None
        needs = {Kind.DUSUN: 1, Kind.RT: 2, **dict.fromkeys(OF_MEETING, 1)}.get(Kind(kind))
        if needs is not None and len(place) != needs:
            return None
        if Kind(kind) in OF_MEETING:
            return cls(Kind(kind), meeting_id=int(place[0]))
        return cls(Kind(kind), int(place[0]) if place else None, place[1] if len(place) == 2 else None)


def may_address(officer: Resident, segment: Segment) -> bool:
    """Is that segment within this officer's office? Kader and kadus: their dusun; RT: their RT; others: all.

    Of a meeting whoever may change it is asked elsewhere (`actions/audience.py`).
    """
    if officer.offices & PREPARE:
        return True
    if segment.kind is Kind.CHATS or segment.dusun_id is None or segment.dusun_id != officer.dusun_id:
        return False
    if officer.offices & NEAR:
        return True
    return Office.RT in officer.offices and segment.rt is not None and segment.rt == officer.rt


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class Reach(StrEnum):
    """What became of it for one person. Each person is in exactly one class."""

    DELIVERED = "sampai"
    WAITING = "menunggu"
    """Can be reached, and it is not there yet."""
    UNSURE = "belum_pasti"
    BLOCKED = "diblokir"
    NEVER = "belum_mulai"
    """Has an account here, and never opened the chat with this bot."""
    RESTING = "berhenti"
    """Took the consent back: nothing is sent."""
    NO_TELEGRAM = "tanpa_telegram"
    """Stands on the office's list; nobody speaks for this person here."""
    NO_PHONE = "tanpa_hp"
    """A kader has entered or helped this person, who has no phone."""
    LATE = "terlambat"
    CANCELLED = "dibatalkan"


DOORS = (Reach.UNSURE, Reach.BLOCKED, Reach.NEVER, Reach.RESTING, Reach.NO_TELEGRAM, Reach.NO_PHONE, Reach.LATE)
"""Whoever is in one of these has to be told at the door."""


@dataclass(frozen=True, slots=True)
class Way:
    """One chat by which a person may be reached. `letter`: the state of this broadcast's letter there, '' for none."""

    agrees: bool
    open: bool
    why: str = ""
    letter: str = ""
    error: str = ""


_SENT = {"sent": Reach.DELIVERED, "unsure": Reach.UNSURE, "waiting": Reach.WAITING, "sending": Reach.WAITING}


def reached(ways: Sequence[Way], phoneless: bool) -> Reach:
    """The best that any chat came to: on a family's phone, and with two phones, one that arrived is enough."""
    if not ways:
        return Reach.NO_PHONE if phoneless else Reach.NO_TELEGRAM
    found = {_by(way) for way in ways}
    return next(reach for reach in _BEST if reach in found)


_BEST = (
    Reach.DELIVERED, Reach.UNSURE, Reach.WAITING, Reach.CANCELLED, Reach.LATE, Reach.BLOCKED, Reach.NEVER,
    Reach.RESTING,
)  # fmt: skip


def _by(way: Way) -> Reach:
    if way.letter in _SENT:
        return _SENT[way.letter]
    if way.letter == "expired":
        return Reach.CANCELLED if way.error == "cancelled" else Reach.LATE
    if way.letter == "failed":
        return Reach.LATE
    if not way.agrees:
        return Reach.RESTING
    if way.open and not way.letter:
        return Reach.WAITING
    return Reach.NEVER if way.why == "never" else Reach.BLOCKED


@dataclass(frozen=True, slots=True)
class Broadcast:
    id: int
    village_id: int
    by_id: int
    office: str
    words: str
    segment: Segment
    chat_id: int
    state: State
    at: int
    turn: int
    told: str
    settled_at: int | None

    @property
    def settled(self) -> bool:
        return self.settled_at is not None
