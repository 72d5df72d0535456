"""What an action may use: shelves, the outbox, the book and the time. `storage/work.py` is the real thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from actions.letters import Facts, Letter
from village.book import Row
from village.people import Office, Resident, Sex, State
from village.place import Village
from village.poll import Option, Poll
from village.proposal import Proposal, Status
from village.season import Phase, Season


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account as we know it: our number, its private chat, who speaks. `resident` 0: nobody yet."""

    id: int
    chat: int
    resident: int
    village_id: int | None
    language: str


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
class Mandate:
    id: int
    resident_id: int
    office: Office
    provisional: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A single-use link of an officer, already taken out of the drawer."""

    kind: str
    village_id: int | None
    facts: Mapping[str, Any]


class Villages(Protocol):
    def add(self, code: str, name: str, zone: str, dusun: Sequence[tuple[str, Sequence[str]]]) -> Village: ...
    def get(self, village_id: int) -> Village: ...
    def by_code(self, code: str) -> Village | None: ...
    def named(self, words: str) -> list[Village]: ...
    def all(self) -> list[Village]: ...


class Residents(Protocol):
    def add(
        self,
        village_id: int,
        name: str,
        state: State,
        dusun_id: int | None = None,
        rt: str | None = None,
        sex: Sex | None = None,
        birth_year: int | None = None,
    ) -> int: ...
    def get(self, resident_id: int) -> Resident | None: ...
    def waiting(self, village_id: int) -> list[Resident]: ...
    def settle(self, resident_id: int, state: State, by: int) -> None: ...
    def describe(
        self, resident_id: int, name: str, dusun_id: int, rt: str, sex: Sex, birth_year: int, state: State
    ) -> None: ...
    def electorate(self, village_id: int, born_until: int) -> int: ...


class Accounts(Protocol):
    def bind(self, account_id: int, resident_id: int, village_id: int) -> None: ...
    def speak(self, account_id: int, language: str) -> None: ...
    def chats_of(self, resident_id: int) -> list[int]: ...
    def chats_of_voters(self, village_id: int, born_until: int) -> list[tuple[int, int]]: ...
    def readers(self, village_id: int) -> int: ...


class Chats(Protocol):
    def groups(self, village_id: int) -> list[int]: ...
    def link(self, chat_id: int, village_id: int) -> None: ...
    def move(self, chat_id: int, telegram_id: int) -> None: ...
    def stop(self, chat_id: int, state: str) -> None: ...


class Roles(Protocol):
    def grant(self, village_id: int, resident_id: int, office: Office, provisional: bool) -> None: ...
    def holders(self, village_id: int, *offices: Office) -> list[int]: ...
    def provisional(self, village_id: int) -> list[Mandate]: ...
    def confirm(self, mandate_id: int, village_id: int) -> Mandate | None: ...
    def end(self, mandate_id: int, village_id: int) -> Mandate | None: ...
    def operators(self) -> list[int]: ...


class Links(Protocol):
    def issue(self, kind: str, village_id: int | None, facts: Mapping[str, Any], days: int) -> str: ...
    def take(self, kind: str, code: str) -> Link | None: ...
    def standing(self, kind: str) -> bool: ...


class Seasons(Protocol):
    def add(self, village_id: int, year: int, phases: Sequence[Phase]) -> Season: ...
    def of(self, village_id: int) -> list[Season]: ...


class Proposals(Protocol):
    def add(
        self,
        village_id: int,
        season_id: int,
        title: str,
        words: str,
        dusun_id: int | None,
        rt: str | None,
        benefit: str,
        author_id: int,
    ) -> Proposal: ...
    def numbered(self, village_id: int, number: int) -> Proposal | None: ...
    def listed(self, village_id: int, offset: int, limit: int) -> tuple[list[Proposal], int]: ...
    def eligible(self, village_id: int) -> list[Proposal]: ...
    def chosen(self, village_id: int, numbers: Sequence[int]) -> list[Proposal]: ...
    def open_of(self, author_id: int, season_id: int) -> int: ...
    def history(self, proposal_id: int) -> list[tuple[Status, int]]: ...


class Polls(Protocol):
    def add(
        self, village_id: int, season_id: int, most_picks: int, closes_at: int, seal: str, age: int,
        options: Sequence[Option],
    ) -> Poll: ...  # fmt: skip
    def get(self, poll_id: int) -> Poll | None: ...
    def running(self, village_id: int) -> list[Poll]: ...
    def due(self) -> list[Poll]: ...
    def picks(self, poll_id: int, resident_id: int) -> frozenset[int]: ...
    def put(self, poll_id: int, resident_id: int, picks: frozenset[int]) -> None: ...
    def ballots(self, poll_id: int) -> list[list[int]]: ...
    def turnout_by_dusun(self, poll_id: int) -> dict[str, int]: ...
    def voted(self, poll_id: int) -> int: ...
    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None: ...
    def results(self, village_id: int, limit: int) -> list[tuple[Poll, int, int, dict[int, int] | None]]: ...
    def ballot_secret(self, poll_id: int) -> bytes: ...


class Conversations(Protocol):
    def of(self, account_id: int) -> Conversation | None: ...
    def begin(self, account_id: int, flow: str, answers: Mapping[str, Any]) -> Conversation: ...
    def keep(self, account_id: int, answers: Mapping[str, Any]) -> None: ...
    def end(self, account_id: int) -> None: ...


class Outbox(Protocol):
    def post(self, letter: Letter) -> bool: ...


class Book(Protocol):
    def record(self, village_id: int, actor: int, role: str, action: str, thing: str, facts: Facts) -> Row: ...
    def whole(self, village_id: int) -> list[Row]: ...
    def head(self, village_id: int) -> tuple[int, bytes]: ...


class Work(Protocol):
    """One unit of work: all of it is kept, or nothing. `now` is the trusted time in UTC milliseconds."""

    now: int
    villages: Villages
    residents: Residents
    accounts: Accounts
    chats: Chats
    roles: Roles
    links: Links
    seasons: Seasons
    proposals: Proposals
    polls: Polls
    conversations: Conversations
    outbox: Outbox
    book: Book
