"""Where residents talk about proposals before the village does: a dusun, the women, a group. Its list and its order.

Source: domain.md 1A steps 4 to 6 and 6 (women). What such a meeting wants is a list in the order of importance; two
officers enter it. Invitations, attendance and minutes are no part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from village.people import Resident
from village.proposal import Status
from village.refusal import Refusal
from village.steps import STEPS, Why

LONGEST_NAME = 60
SHORTEST_NAME = 3
MOST_ITEMS = 30
MOST_PEOPLE = 5000
OLDEST_DAYS = 366


class Kind(StrEnum):
    MUSDUS = "musdus"
    MKP = "mkp"
    """Only women, of the whole village or of a dusun."""
    KELOMPOK = "kelompok"
    """A group with a name: farmers, PKK, pengajian, youth."""


GROUPS = ("pkk", "tani", "pengajian", "karang_taruna")
"""Groups that most villages have; as a name they stand for words in the reader's language."""
DISCUSSED = frozenset({Status.DITERIMA, Status.DIBAHAS_MUSDUS, Status.VERIFIKASI, Status.LAYAK})
"""What may stand on its list; whatever has gone further keeps its place and gets a rank."""
LATER = tuple(why for why in Why if why in STEPS[Status.DIBAHAS_MUSDUS, Status.TERTUNDA].reasons - {Why.MUSIM})
"""Why a gathering may let a proposal wait."""


@dataclass(frozen=True, slots=True)
class Item:
    """`rank` 1 is the most important. `later`: it waits for the next season, for this reason."""

    rank: int
    proposal_id: int
    later: Why | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """`held_on`: the midnight at which its day begins. goes_on: what it discussed is checked next, not talked about."""

    kind: Kind
    dusun_id: int | None
    name: str
    held_on: int
    men: int
    women: int
    goes_on: bool
    items: tuple[Item, ...]
    first_id: int = 0
    id: int = 0
    at: int = 0

    @property
    def people(self) -> int:
        return self.men + self.women


def refuse_unless_whole(gathering: Gathering, midnight: int, oldest: int) -> None:
    """midnight: the end of today; oldest: the first day that is not too long ago."""
    if not gathering.items:
        raise Refusal("gather.refused.nothing")
    if len(gathering.items) > MOST_ITEMS:
        raise Refusal("gather.refused.many", most=MOST_ITEMS)
    if not oldest <= gathering.held_on < midnight:
        raise Refusal("gather.refused.day")
    if not 0 < gathering.people <= MOST_PEOPLE:
        raise Refusal("gather.refused.people")
    if (gathering.kind is Kind.MUSDUS and gathering.dusun_id is None) or (
        gathering.kind is Kind.KELOMPOK and len(gathering.name) < SHORTEST_NAME
    ):
        raise Refusal("talk.refused.old")


def way(status: Status, later: Why | None, goes_on: bool) -> Sequence[Status]:
    """The steps that a proposal takes because it was discussed."""
    if status not in (Status.DITERIMA, Status.DIBAHAS_MUSDUS):
        return ()
    first = (Status.DIBAHAS_MUSDUS,) if status is Status.DITERIMA else ()
    if later:
        return (*first, Status.TERTUNDA)
    return (*first, Status.VERIFIKASI) if goes_on else first


def reaches(officer: Resident, everywhere: bool, dusun_id: int | None) -> bool:
    """Is a gathering of that dusun (None: of the whole village) in the officer's area?"""
    return everywhere or (dusun_id is not None and officer.dusun_id == dusun_id)
