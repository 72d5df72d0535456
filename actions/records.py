"""What the shelves hand out: rows as they are read, without behaviour of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from village.broadcast import Reach, Segment
from village.meeting import Kind
from village.people import Sex
from village.visits import Finding


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """A ballot that lies open on a shared phone. `message`: Telegram's number of it."""

    message: int
    resident: int
    village: int
    poll: int


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account as we know it: our number, its private chat, who speaks. `resident` 0: nobody yet.

    consent: the version that the speaker need not be asked about any more; 0: not looked up yet; -1: withdrawn.
    """

    id: int
    chat: int
    resident: int
    village_id: int | None
    language: str
    until: int | None = None
    """Of a shared phone only: until when it is known who speaks. None: one person has it alone."""

    consent: int = 0

    @property
    def shared(self) -> bool:
        return self.until is not None


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    kind: str
    village_id: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Which question is open with an account: the flow, its serial (old buttons carry another), the answers."""

    serial: int
    flow: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A single-use link of an officer, already taken out of the drawer."""

    kind: str
    village_id: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's PIN as it is kept. No `hash`: none is set; one may be set until `open_until`."""

    salt: bytes
    hash: bytes
    wrong: int
    locked_until: int
    open_until: int


@dataclass(frozen=True, slots=True)
class Matter:
    """Something about a resident that people in office have to confirm: `phone`, `pin`, `house`, `moved`, `died`."""

    id: int
    village_id: int
    resident_id: int
    kind: str
    state: str
    facts: Mapping[str, Any]
    by: int
    at: int
    settled_by: int | None


@dataclass(frozen=True, slots=True)
class Import:
    """A list of residents on its way into the register. `file` is Telegram's name of it while it waits to be read."""

    id: int
    village_id: int
    by: int
    chat: int | None
    file: str
    state: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where `people` of a list live. `dusun_id` None: the village does not have that dusun yet."""

    dusun: str
    dusun_id: int | None
    rw: str | None
    rt: str | None
    people: int


@dataclass(frozen=True, slots=True)
class Request:
    """How far a newcomer's request has gone: `circle` of village/newcomers.py, reminded `rounds` times since."""

    resident_id: int
    village_id: int
    circle: int
    rounds: int
    kk_hash: bytes | None


@dataclass(frozen=True, slots=True)
class Second:
    """A second look at somebody who was taken in: `turn` officers could not tell before `checker` was asked."""

    resident_id: int
    village_id: int
    seed: bytes
    turn: int
    checker: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Case:
    """What the BPD decides: somebody `appeal`s, or a `recheck` did not agree. `reason`: what was said against them."""

    id: int
    village_id: int
    resident_id: int
    kind: str
    reason: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A printed card that somebody has brought: the household it was made for."""

    sheet_id: int
    village_id: int
    kk_hash: bytes
    dusun_id: int
    rt: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One RT's cards. `made_at` is None until they have left for the first time."""

    id: int
    village_id: int
    dusun_id: int
    rt: str
    by: int
    made_at: int | None


@dataclass(frozen=True, slots=True)
class Draw:
    """Which helped votes of a poll were drawn for a visit, with the two halves of the seed."""

    poll_id: int
    key: bytes
    head: bytes
    votes: int
    visits: int


@dataclass(frozen=True, slots=True)
class Visit:
    """`why`: `drawn`, or `objected` by the resident. `finding` None: nobody has called there yet."""

    aid_id: int
    poll_id: int | None
    why: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Home:
    """Adults of one place: how many, and how many of them were heard."""

    dusun_id: int | None
    rt: str | None
    sex: Sex | None
    people: int
    heard: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """Somebody from whom nobody has heard yet. `household`: those with the same number share a family card."""

    name: str
    household: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody whom a broadcast did not reach. `reach`: why not."""

    resident: int
    name: str
    reach: Reach
    visited: bool


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A call that a facilitator has prepared; answers: those of the conversation that makes a call."""

    id: int
    by_id: int
    kind: Kind
    answers: Mapping[str, Any]
    open: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """News that a facilitator has prepared."""

    id: int
    by_id: int
    words: str
    segment: Segment
    open: bool
