"""Where proposals end in a season: the annual plan, the list for the kabupaten, the reserve of the mid-term plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from village.detail import Lane
from village.proposal import Status


class Destination(StrEnum):
    RKP = "rkp"
    DU_RKP = "du_rkp"
    RPJM = "rpjm"


STATUSES = {
    Destination.RKP: frozenset({Status.RANCANGAN_RKP, Status.DIBAHAS_MUSRENBANG, Status.DITETAPKAN}),
    Destination.DU_RKP: frozenset({Status.DU_RKP}),
    Destination.RPJM: frozenset({Status.CADANGAN_RPJM}),
}
PLANNED = frozenset().union(*STATUSES.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal there. `low`, `high` in rupiah; None: nobody knows what it costs."""

    lane: Lane
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """`n` proposals, of which `unpriced` have no price; `low` and `high` are of the others alone."""

    n: int = 0
    unpriced: int = 0
    low: int = 0
    high: int = 0


def total(entries: Iterable[Entry]) -> Total:
    known = list(entries)
    priced = [(e.low, e.high) for e in known if e.low is not None and e.high is not None]
    return Total(
        len(known), len(known) - len(priced), sum(low for low, _ in priced), sum(high for _, high in priced)
    )  # fmt: skip


def by_lane(entries: Iterable[Entry]) -> dict[Lane, Total]:
    """The lanes from which something comes, residents first."""
    known = list(entries)
    found = {lane: total(e for e in known if e.lane is lane) for lane in Lane}
    return {lane: summed for lane, summed in found.items() if summed.n}
