"""The key of a ballot box in the council's hands: one share for each member and one on paper; any two open it."""

from dataclasses import dataclass
from enum import StrEnum

LEAST = 2
"""So many shares open a box, and so many members a council needs to hold its key."""


class KeyState(StrEnum):
    MAKING = "making"
    """Shares are being written down and typed back; the poll is not open yet."""
    DROPPED = "dropped"
    RUNNING = "running"
    WAITING = "waiting"
    """The box is closed and waits for two shares."""
    OPENED = "opened"
    UNOPENED = "unopened"
    """Too few have voted: nobody opens it."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Share:
    """`resident_id` is None for the share on paper."""

    place: int
    resident_id: int | None
    returned_at: int | None = None
    given_at: int | None = None
    given_by: int | None = None
    lost_at: int | None = None

    @property
    def paper(self) -> bool:
        return self.resident_id is None


@dataclass(frozen=True, slots=True)
class CouncilKey:
    """`key`: the public half. `writer_id`: who writes the paper, of another office than the council."""

    id: int
    village_id: int
    officer_id: int
    writer_id: int | None
    numbers: tuple[int, ...]
    most_picks: int
    closes_at: int
    at: int
    key: bytes
    state: KeyState
    poll_id: int | None
    asked_at: int | None
    by_hand: bool
    settled_at: int | None
    shares: tuple[Share, ...]

    @property
    def waits_for(self) -> list[Share]:
        """The shares that nobody has typed back yet."""
        return [share for share in self.shares if share.returned_at is None]

    @property
    def left(self) -> int:
        """How many shares are not reported lost."""
        return sum(share.lost_at is None for share in self.shares)

    @property
    def paper(self) -> Share:
        return next(share for share in self.shares if share.paper)

    @property
    def members(self) -> list[int]:
        return [share.resident_id for share in self.shares if share.resident_id is not None]

    def of(self, resident: int) -> Share | None:
        return next((share for share in self.shares if share.resident_id == resident), None)

    def to_write(self, resident: int, place: int) -> Share | None:
        """The share of this place, if this person is the one who writes it down."""
        share = next((share for share in self.shares if share.place == place), None)
        writer = self.writer_id if share and share.paper else share.resident_id if share else None
        return share if writer == resident else None


def two_people(given: dict[int, int]) -> tuple[int, int] | None:
    """Two places whose shares two different people have typed; `given`: place → who. None while there are none."""
    places = sorted(given)
    return next(((a, b) for a in places for b in places if a < b and given[a] != given[b]), None)
