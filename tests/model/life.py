"""The village of the life of proposals, in plain words: who is who, what stands where, and who must hear what.

Each act says first what speaks against it (`not_…`: every key that would be a true answer; empty: it must be done),
and then what comes of it: steps, letters, rows of the book. `told` counts by (cause, whom it concerns, chat).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.model.life_rules import (
    BY_TIME,
    CARRIED,
    CONSENT_WITHIN,
    MUSIM,
    OPEN,
    PATIENCE,
    REMIND_AFTER,
    RIGHTS,
    SECOND_AFTER,
    SILENT,
    TEAM,
    VILLAGE_WIDE,
    WAYS,
    WITHDRAWN_OR_REFUSED,
)

DAY = 86_400_000
NOBODY = 0


@dataclass
class Person:
    id: int
    name: str
    dusun: int
    state: str
    phones: tuple[int, ...]
    offices: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Mark:
    """One step of a path. `by` 0: time."""

    status: str
    why: str
    by: int
    second: int
    into: int
    at: int
    note: str = ""


@dataclass
class Offer:
    """A proposal. `helper`: the kader who entered it for somebody. `season`: the plan year it belongs to now."""

    id: int
    number: int
    author: int
    helper: int
    dusun: int | None
    season: int
    born: int
    words: int
    status: str = "diterima"
    version: int = 1
    path: list[Mark] = field(default_factory=list)
    question: int = 0
    pending: int = 0
    supporters: dict[int, int] = field(default_factory=dict)


@dataclass
class Pending:
    id: int
    number: int
    to: str
    why: str
    note: str
    into: int
    first: int
    at: int
    reminded: bool = False


@dataclass
class Question:
    id: int
    number: int
    by: int
    at: int
    reminded: bool = False


@dataclass
class Merging:
    id: int
    number: int
    into: int
    first: int
    due: int
    open: bool = True
    agreed: set[bool] = field(default_factory=set)


@dataclass
class Appeal:
    id: int
    number: int
    seq: int
    whom: int
    open: bool = True


class Village:
    """`told`, `booked` and `moved` are what the last act must have left behind; the walk empties them."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.people: dict[int, Person] = {}
        self.offers: dict[int, Offer] = {}
        self.pendings: dict[int, Pending] = {}
        self.questions: dict[int, Question] = {}
        self.mergings: dict[int, Merging] = {}
        self.appeals: dict[int, Appeal] = {}
        self.polls: dict[int, tuple[frozenset[int], int]] = {}
        """Running polls: the numbers they name, and when they close."""
        self.told: Counter[tuple[str, int, int]] = Counter()
        self.booked: list[tuple[int, str, str]] = []
        self.moved: list[tuple[Offer, str, Mark]] = []

    # the calendar, on the village's clock

    def local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC) + timedelta(hours=7)

    def midnight_after(self, at: int, days: int) -> int:
        """The end of the `days`th day after `at`."""
        day = self.local(at).date() + timedelta(days=days + 1)
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() - 7 * 3600) * 1000

    def season(self) -> int:
        return self.local(self.now).year + 1

    def end_of_season(self) -> int:
        """1 January of the plan year, at midnight."""
        return int(datetime(self.season(), 1, 1, tzinfo=UTC).timestamp() - 7 * 3600) * 1000

    def season_of_new(self) -> int:
        """The plan year for which a new proposal is collected."""
        return self.season() + (self.local(self.now).month >= 7)

    # who may

    def can(self, person: int, *rights: str) -> bool:
        who = self.people[person]
        return who.state != "moved" and any(who.offices & RIGHTS[right] for right in rights)

    def lacks(self, person: int, *rights: str) -> set[str]:
        return set() if self.can(person, *rights) else {f"rights.refused.{right}" for right in rights}

    def near(self, person: int, offer: Offer) -> bool:
        who = self.people[person]
        return bool(who.offices & VILLAGE_WIDE) or offer.dusun == who.dusun

    def on_ballot(self, number: int) -> bool:
        return any(number in numbers for numbers, _ in self.polls.values())

    def speaks(self, person: int, offer: Offer) -> bool:
        """The author, or the kader who entered it."""
        return person in (offer.author, offer.helper)

    def pairs(self, rights: tuple[str, ...], first: int, second: int) -> bool:
        """Two people, two offices that may, one of them the team's."""
        one, other = (
            self.people[p].offices & frozenset().union(*(RIGHTS[r] for r in rights)) for p in (first, second)
        )  # fmt: skip
        return first != second and any(TEAM in (a, b) for a in one for b in other if a != b)

    def seconds(self, offer: Offer, to: str, first: int, into: int) -> list[int]:
        by = WAYS[offer.status, to].by
        concerned = {offer.author, self.offers[into].author if into else NOBODY}
        return [p for p in self.people if p not in concerned and self.pairs(by, first, p)]

    # who hears

    def hear(self, cause: str, person: int, helper: int = 0) -> int:
        """Somebody hears on each of their phones, else through the kader; returns the kader who carries it."""
        carrier = NOBODY if self.people[person].phones else helper
        for chat in self.people[carrier or person].phones:
            self.told[cause, person, chat] += 1
        return carrier

    def news(self, cause: str, offer: Offer, actor: int, proposer: bool = True, heard: tuple[int, ...] = ()) -> None:
        """Proposer and supporters hear, but not who did it; whoever carries it to the proposer has read it."""
        carrier = NOBODY
        if proposer and offer.author not in (actor, *heard):
            carrier = self.hear(cause, offer.author, offer.helper)
        for person, by in offer.supporters.items():
            if person not in (offer.author, actor, carrier, *heard) and self.people[person].state == "verified":
                self.hear(cause, person, by if by != person else NOBODY)

    def supporters(self, offer: Offer) -> list[int]:
        return [p for p in offer.supporters if self.people[p].state == "verified"]

    # what happens

    def book(self, actor: int, action: str, offer: Offer | None = None) -> None:
        self.booked.append((actor, action, f"proposal:{offer.number}:{offer.version}" if offer else ""))

    def move(
        self, offer: Offer, to: str, by: int, why: str = "", note: str = "", second: int = 0, into: int = 0,
        quiet: bool = False,
    ) -> None:  # fmt: skip
        """A step: what waits for the proposal is overtaken. The one whose tap it was need not hear of it."""
        here, left = offer.status, offer.path[-1].into if offer.status == "digabung" else 0
        mark = Mark(to, why, by, second, self.offers[into].id if into else 0, self.now, note)
        offer.status = to
        offer.path.append(mark)
        offer.question = offer.pending = 0
        self.moved.append((offer, here, mark))
        self.book(by, "proposal_withdrawn" if to == "dicabut" else "proposal_moved", offer)
        if quiet:
            return
        actor = second or by
        self.news(f"step:{offer.id}:{len(offer.path)}", offer, actor, proposer=to != "perlu_klarifikasi")
        seq = len(offer.path)
        heard = (offer.author, *self.supporters(offer))
        other = into or next((o.number for o in self.offers.values() if left and o.id == left), 0)
        if other:
            self.news(f"beside:{offer.id}:{seq}", self.offers[other], actor, heard=heard)
        self.tell_joined(offer, str(seq), actor)

    def tell_joined(self, offer: Offer, cause: str, actor: int) -> None:
        heard = (offer.author, *self.supporters(offer))
        for joined in self.joined(offer):
            self.news(f"along:{joined.id}:{offer.id}:{cause}", joined, actor, heard=heard)
            heard = (*heard, joined.author, *self.supporters(joined))

    def joined(self, offer: Offer) -> list[Offer]:
        """Those that go along with it."""
        return [o for o in self.offers.values() if o.status == "digabung" and o.path[-1].into == offer.id]

    def settle_merging(self, merging: Merging) -> None:
        merging.open = False
        self.hear(f"merge-over:{merging.id}", merging.first)

    def pulse(self) -> None:
        """Whatever time brings about."""
        self.polls = {n: poll for n, poll in self.polls.items() if poll[1] > self.now}
        for offer in self.offers.values():
            if question := self.questions.get(offer.question):
                self._unanswered(offer, question)
        for offer in self.offers.values():
            pending = self.pendings.get(offer.pending)
            if pending and not pending.reminded and self.now >= pending.at + SECOND_AFTER * DAY:
                pending.reminded = True
                for second in self.seconds(offer, pending.to, pending.first, pending.into):
                    self.hear(f"second-again:{pending.id}", second)
        for merging in self.mergings.values():
            if merging.open and merging.due <= self.now:
                self.settle_merging(merging)
        for offer in self.offers.values():
            if offer.season < self.season() and offer.status in (*OPEN, *CARRIED):
                self._carry(offer)

    def _unanswered(self, offer: Offer, question: Question) -> None:
        if self.now >= question.at + PATIENCE * DAY:
            self.move(offer, "tertunda", NOBODY, SILENT)
        elif self.now >= question.at + REMIND_AFTER * DAY and not question.reminded:
            question.reminded = True
            self.hear(f"clarify:again:{question.id}", offer.author, offer.helper)

    def _carry(self, offer: Offer) -> None:
        """Same number, next season, as it came in; told once, in one letter, not step by step."""
        if offer.status in OPEN:
            self.move(offer, "tertunda", NOBODY, MUSIM, quiet=True)
        self.move(offer, "diterima", NOBODY, quiet=True)
        offer.season = self.season()
        self.news(f"carry:{offer.id}", offer, NOBODY)
        self.tell_joined(offer, f"carry{offer.season}", NOBODY)

    def stranded(self) -> list[int]:
        """What belongs to a season that is over and has come to no end; right after a pulse there is none."""
        return [o.number for o in self.offers.values() if o.season < self.season() and o.status in (*OPEN, *CARRIED)]

    # what the paths must show, whoever asks

    def due(self, offer: Offer) -> int:
        return self.midnight_after(self.now, CONSENT_WITHIN)

    def blocked(self, offer: Offer, to: str) -> set[str]:
        """A running ballot holds what it names."""
        held = to in WITHDRAWN_OR_REFUSED and self.on_ballot(offer.number)
        return {"proposal.refused.on_ballot"} if held else set()


assert set(BY_TIME) & set(WAYS) == {("dibahas_musdus", "tertunda")}
