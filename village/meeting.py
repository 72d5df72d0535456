"""A meeting that is called: its kinds, who convenes it, whom it invites, what it is about, what people answer.

Source: domain.md 1C, 4 and 5.2. A chat invites and counts answers; the decision is taken in the hall.
"""

from dataclasses import dataclass
from enum import StrEnum

from village.people import Sex


class Kind(StrEnum):
    MUSDUS = "musdus"
    MKP = "mkp"
    """Musyawarah khusus perempuan: only women, of the whole village or of a dusun."""
    MUSDES = "musdes"
    MUSRENBANGDES = "musrenbangdes"
    MUSRENBANG_KECAMATAN = "musrenbang_kecamatan"
    """Only called: it is held by the kecamatan."""
    REMBUK_STUNTING = "rembuk_stunting"
    OWN = "own"
    """Any other, with a name of its own."""


class State(StrEnum):
    PLANNED = "planned"
    CALLED = "called"
    POSTPONED = "postponed"
    """Called, with another date than at first."""
    CANCELLED = "cancelled"
    RUNNING = "running"
    HELD = "held"
    FAILED = "failed"
    """Too few came; a second meeting may follow."""


AHEAD = frozenset({State.CALLED, State.POSTPONED})
"""It is still to come: people answer, and are reminded."""


class Segment(StrEnum):
    ALL = "all"
    DUSUN = "dusun"
    RT = "rt"
    WOMEN = "women"
    OFFICE = "office"


class Said(StrEnum):
    COMES = "comes"
    SENDS = "sends"
    """Somebody else comes in the person's place."""
    ABSENT = "absent"


class ItemKind(StrEnum):
    AGENDA = "agenda"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Audience:
    """`which`: empty for all; the dusun's number, or empty, for women; the dusun's number; "dusun/rt"; an office."""

    segment: Segment
    which: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Moments in UTC milliseconds. `closes_at`: until when one registers for a vote; 0: there is no registration.

    dusun_id None: of the whole village. office: in which the convener calls it. version counts every change that people
    were told, date_version those of the date alone.
    """

    id: int
    village_id: int
    season_id: int
    kind: Kind
    name: str
    dusun_id: int | None
    convener_id: int
    office: str
    place: str
    starts_at: int
    ends_at: int
    closes_at: int = 0
    state: State = State.CALLED
    version: int = 1
    date_version: int = 1
    reason: str = ""
    unsur_note: str = ""
    second_of: int | None = None
    created_at: int = 0
    changed_at: int = 0

    @property
    def ahead(self) -> bool:
        return self.state in AHEAD


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """`proposal_id`: it is this proposal, and `words` is empty. by_id: who put it there."""

    id: int
    kind: ItemKind
    rank: int
    proposal_id: int | None
    words: str
    by_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Invited by name to speak for an unsur, with a vote. `resident_id` None: known by `name` only."""

    id: int
    resident_id: int | None
    name: str
    sex: Sex | None
    unsur: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said about coming. `people`: how many come with this answer. registered_at None: without a vote."""

    resident_id: int
    said: Said
    people: int
    transport: bool = False
    child_care: bool = False
    at: int = 0
    registered_at: int | None = None
    by_id: int = 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many answers of each kind, how many people come by them, and what they need."""

    comes: int = 0
    sends: int = 0
    absent: int = 0
    people: int = 0
    transport: int = 0
    child_care: int = 0
    registered: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """One moment at which people are reminded. `before`: minutes before what it is about; `version`: of which date."""

    id: int
    village_id: int
    meeting_id: int | None
    season_id: int | None
    what: str
    version: int
    before: int
    at: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer wants to call. `proposals`: their numbers, in the order of the agenda; `topics`: other lines."""

    kind: Kind
    name: str
    dusun_id: int | None
    audience: tuple[Audience, ...]
    place: str
    starts_at: int
    proposals: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    unsur_note: str = ""
