"""A small village on a database in memory, with its twin in the reference: where races are run."""

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from actions import appoint, install, propose, vote
from actions.records import Account
from handlers.opening import ONLY, SERVER
from handlers.sentence import READ
from storage import boxes
from storage.boxes import Base
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from tests.boxes import secret_of
from tests.model.reference import DAY, HOUR, Link, Mandate, Model, Person, Poll, Proposal
from village.consent import current
from village.people import Office, Resident, Sex, State
from village.place import Dusun

FOUNDED = 1_772_416_800_000  # Monday 2 March 2026, 09.00 WIB
OPENED = FOUNDED + 1_000_000
CLOSES = OPENED + HOUR
LATER = OPENED + 2 * DAY
GROUP = -100
AUTHORS = {1: "Sari", 2: "Sari", 3: "Budi", 4: "Tono", 5: "Tono"}
ON_BALLOT = (1, 2, 3)
OFFICES = {"Wati": Office.KADER, "Karso": Office.RT, "Slamet": Office.TIM_PENYUSUN, "Ratna": Office.BPD_KETUA}
SPEAKERS = ("Sari", "Budi", "Tono", "Dewi", *OFFICES, "Joko", "Baru", "Lain")
"""Who has a phone. Dewi still waits to be known, Joko serves from outside, Baru and Lain are strangers."""
SECOND_PHONE = 201
SILENT = 11


class Failing(Base):
    """A connection whose next commit fails when it is `armed`, when the boxes are kept already: the disk was full."""

    armed = False

    def execute(self, sql: str, *given: object) -> sqlite3.Cursor:  # type: ignore[override]
        if sql == "COMMIT" and self.armed:
            self.armed = False
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, *given)


def bare() -> sqlite3.Connection:
    """An empty connection like the product's, but in memory: a disk would only cost time here."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=512, factory=Failing
    )
    connection.row_factory = sqlite3.Row
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def ballots_in(connection: sqlite3.Connection) -> dict[tuple[int, int], frozenset[int]]:
    """What each resident's ballot names in each poll that has a box, by number of the proposal.

    Lines and voters that no ballot explains stand under -1.
    """
    found: dict[tuple[int, int], frozenset[int]] = {}
    people = [row[0] for row in connection.execute("SELECT id FROM resident")]
    for (poll,) in connection.execute("SELECT id FROM poll").fetchall():
        box = boxes.of(connection).get(poll)
        if box is None:
            continue
        named = connection.execute("SELECT number FROM poll_option WHERE poll_id = ?", (poll,))
        numbers = [row[0] for row in named]
        kept = {(poll, who): box.picks(secret_of(poll, who), numbers) for who in people}
        found |= {key: picks for key, picks in kept.items() if picks}
        if sum(map(len, kept.values())) != len(box.sealed_lines()):
            found[poll, -1] = frozenset({len(box.sealed_lines())})
        if {who for (_, who), picks in kept.items() if picks} != set(box.voters()):
            found[poll, -2] = frozenset(box.voters())
    return found


def copied(one: sqlite3.Connection) -> sqlite3.Connection:
    """A copy in memory, with copies of its boxes beside it."""
    other = bare()
    one.backup(other)
    boxes.of(other).copy(boxes.of(one))
    return other


class Hamlet:
    """What the database holds at first. `chats` are our own numbers by Telegram's."""

    def __init__(self, most: int) -> None:
        self.connection = bare()
        self.people: dict[str, int] = {}
        self.accounts: dict[str, int] = {}
        self.chats: dict[int, int] = {}
        self.model = Model(OPENED)
        migrate(self.connection, Path("desa.db"), FOUNDED)
        with transaction(self.connection):
            work = SqliteWork(self.connection, FOUNDED)
            self._people(work)
            self._offices(work)
            self._proposals(work)
        with transaction(self.connection):
            work = SqliteWork(self.connection, OPENED)
            self._ballot(work, most)
            self._questions(work)

    def _people(self, work: SqliteWork) -> None:
        accounts = {name: self._account(work, telegram(name)) for name in SPEAKERS}
        dusun = [Dusun(0, "Krajan", ("01", "02")), Dusun(0, "Ngasem", ("01",))]
        joko = accounts["Joko"]
        village = install.settle(work, joko, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", dusun, "Joko")
        self.village = village.id
        self.model.villages[village.id] = 2027
        self.people["Joko"] = work.accounts.get(joko.id).resident
        self.model.people[self.people["Joko"]] = Person(village.id, "outside")
        for name in (*SPEAKERS[:8], *(f"Diam{n}" for n in range(SILENT))):
            state = State.ASKED if name == "Dewi" else State.VERIFIED
            person = work.residents.add(village.id, name, state, village.dusun[0].id, "01", Sex.FEMALE, 1985)
            self.people[name] = person
            self.model.people[person] = Person(village.id, state.value, 1985)
            if name in accounts:
                work.accounts.bind(accounts[name].id, person, village.id)
        work.accounts.bind(self._account(work, SECOND_PHONE).id, self.people["Sari"], village.id)
        for person in self.people.values():
            work.consents.agree(person, village.id, current(work.now))
        for name, account in accounts.items():
            self.accounts[name] = account.id
            self.model.accounts[account.id] = self.people.get(name)
        self.chats[GROUP] = work.chats.met(GROUP, "supergroup", "Warga").id
        work.chats.link(self.chats[GROUP], village.id)
        self.model.groups[GROUP] = village.id

    def _account(self, work: SqliteWork, telegram: int) -> Account:
        chat = work.chats.met(telegram, "private", "")
        self.chats[telegram] = chat.id
        return work.accounts.met(telegram, chat.id)

    def _offices(self, work: SqliteWork) -> None:
        for name, office in OFFICES.items():
            work.roles.grant(self.village, self.people[name], office, provisional=name == "Slamet")
        for row in self.connection.execute("SELECT * FROM mandate"):
            given = Mandate(row["resident_id"], self.village, row["office"], bool(row["provisional"]))
            self.model.mandates[row["id"]] = given
        self.provisional = next(n for n, m in self.model.mandates.items() if m.provisional)
        self.next_mandate = max(self.model.mandates) + 1
        chair, village = self.resident(work, "Ratna"), work.villages.get(self.village)
        self.link = appoint.invite(work, chair, village, Office.PEMDES).removeprefix("tugas_")
        self.model.links[self.link] = Link(self.village, "pemdes", False, FOUNDED + 14 * DAY, self.people["Ratna"])

    def resident(self, work: SqliteWork, name: str) -> Resident:
        found = work.residents.get(self.people[name])
        assert found is not None
        return found

    def _proposals(self, work: SqliteWork) -> None:
        village = work.villages.get(self.village)
        for number, name in AUTHORS.items():
            propose.submit(work, self.resident(work, name), village, f"Usulan {name} {number}", None, None, "semua")
            self.model.proposals[self.village, number] = Proposal(self.people[name], 2027)

    def _ballot(self, work: SqliteWork, most: int) -> None:
        """A poll runs, and those who are silent here have voted already: so that counts are shown at the end."""
        village = work.villages.get(self.village)
        poll = vote.open_poll(work, self.resident(work, "Slamet"), village, ON_BALLOT, most, CLOSES)
        self.poll, self.options = poll.id, {o.id: o.number for o in poll.options}
        self.model.polls[poll.id] = Poll(self.village, ON_BALLOT, most, OPENED, CLOSES)
        for turn in range(SILENT):
            option, voter = poll.options[turn % 3], self.people[f"Diam{turn}"]
            work.polls.put(poll.id, voter, secret_of(poll.id, voter), frozenset({option.id}))
            self.model.votes[poll.id, voter] = frozenset({option.number})

    def _questions(self, work: SqliteWork) -> None:
        """Two officers are asked whether to open a poll, two residents whether to send a proposal."""
        self.serials = {}
        self.asked = {
            "Slamet": ((4, 5), 1, LATER),
            "Ratna": ((5, 3) if self.model.polls[self.poll].most == 1 else (4, 5), 1, LATER),
        }
        for name, (numbers, _, _) in self.asked.items():
            answers = {
                "village": self.village,
                "numbers": list(numbers),
                "page": 0,
                "ok": True,
                "most": 1,
                "closes": LATER,
                "holder": SERVER,
                ONLY: True,
            }
            self.serials[name] = work.conversations.begin(self.accounts[name], "poll", answers).serial
        for name in ("Budi", "Wati"):
            answers = {"village": self.village, "words": f"Usul {name}", "dusun": 0, "rt": "", "benefit": "semua"}
            answers[READ] = True  # nothing is asked about the words any more
            self.serials[name] = work.conversations.begin(self.accounts[name], "propose", answers).serial
        self.connection.execute("DELETE FROM outbox")

    def kept(self, connection: sqlite3.Connection) -> Model:
        """What a database holds now, in the words of the reference. Polls opened later are numbered from -1 down."""
        found = Model(0)
        polls = {row["id"]: row for row in connection.execute("SELECT * FROM poll ORDER BY id")}
        options: dict[int, list[sqlite3.Row]] = {poll: [] for poll in polls}
        for row in connection.execute("SELECT * FROM poll_option ORDER BY number"):
            options[row["poll_id"]].append(row)
        for place, (poll, row) in enumerate(polls.items()):
            numbers = tuple(o["number"] for o in options[poll])
            votes = tuple(o["votes"] for o in options[poll])
            result = (row["electorate"], row["voted"], None if None in votes else votes)
            found.polls[poll if poll == self.poll else -place] = Poll(
                self.village, numbers, row["most_picks"], row["opens_at"], row["closes_at"],
                result if row["state"] == "closed" else None,
            )  # fmt: skip
        found.votes = ballots_in(connection)
        for row in connection.execute("SELECT * FROM proposal"):
            found.proposals[self.village, row["number"]] = Proposal(row["author_id"], 2027, row["status"])
        for row in connection.execute("SELECT * FROM mandate"):
            found.mandates[row["id"]] = Mandate(
                row["resident_id"], self.village, row["office"], bool(row["provisional"]), row["ends_at"]
            )
        for row in connection.execute("SELECT * FROM resident"):
            found.people[row["id"]] = Person(self.village, row["state"], row["birth_year"])
        return found


def telegram(name: str) -> int:
    return 101 + SPEAKERS.index(name)


@cache
def hamlet(most: int) -> Hamlet:
    return Hamlet(most)


def alike(ours: Model, theirs: Model, fresh: Any) -> bool:
    """The same votes, polls, proposals, people and mandates? Somebody new has a number of their own in each."""

    def polls(model: Model) -> list[str]:
        return sorted(str(poll._replace(opens=0)) for poll in model.polls.values())

    return (
        ours.votes == theirs.votes
        and polls(ours) == polls(theirs)
        and ours.proposals == theirs.proposals
        and _named(ours, fresh) == _named(theirs, fresh)
    )


def _named(model: Model, known: Any) -> tuple[Any, ...]:
    def name(person: int) -> int:
        return person if person in known else 0

    people = sorted((name(n), p.state, p.born or 0) for n, p in model.people.items())
    mandates = sorted((n, name(m.person), m.office, m.provisional, m.ends is None) for n, m in model.mandates.items())
    return tuple(people), tuple(mandates)
