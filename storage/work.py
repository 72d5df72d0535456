"""The unit of work: the only place that begins, commits or rolls back."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from storage import boxes
from storage.accounts import Accounts, Chats
from storage.aids import Aids
from storage.bandings import Bandings
from storage.book import Book
from storage.boxes import Boxes
from storage.broadcasts import Broadcasts
from storage.cards import Cards
from storage.clarifications import Clarifications
from storage.complaints import Complaints
from storage.consents import Consents
from storage.conversations import Conversations
from storage.details import Details
from storage.erasing import Erasing
from storage.gatherings import Gatherings
from storage.halls import Halls
from storage.households import Households
from storage.knocks import Knocks
from storage.lexicon import Lexicon
from storage.machine import Machine, Quarantine, Seen
from storage.media import MediaShelf
from storage.meetings import Meetings
from storage.mergings import Mergings
from storage.minutes import Minutes
from storage.newcomers import Newcomers
from storage.news_choices import NewsChoices
from storage.outbox import Outbox
from storage.own import Own
from storage.polls import Polls
from storage.prices import Prices
from storage.proposals import Proposals
from storage.reach import Reach
from storage.register import Register
from storage.reminders import Reminders
from storage.residents import Residents
from storage.roles import Links, Roles
from storage.scores import Scores
from storage.seasons import Seasons
from storage.shares import Shares
from storage.steps import Steps, Supports
from storage.terms import Terms
from storage.verifications import Verifications
from storage.villages import Villages
from village.refusal import Refusal

# Not the fault of what was asked, but of the disk or of another process: the whole batch is undone and comes again.
_MACHINE_FAULTS = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)


class SqliteWork:
    """All shelves on one transaction. `now` is the trusted time in UTC milliseconds."""

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self.now = now
        self._connection = connection
        self.villages = Villages(connection, now)
        self.residents = Residents(connection, now)
        self.register = Register(connection, now)
        self.newcomers = Newcomers(connection, now)
        self.cards = Cards(connection, now)
        self.knocks = Knocks(connection, now)
        self.accounts = Accounts(connection, now)
        self.households = Households(connection, now)
        self.chats = Chats(connection, now)
        self.roles = Roles(connection, now)
        self.links = Links(connection, now)
        self.seasons = Seasons(connection, now)
        self.proposals = Proposals(connection, now)
        self.steps = Steps(connection, now)
        self.clarifications = Clarifications(connection, now)
        self.details = Details(connection, now)
        self.prices = Prices(connection, now)
        self.gatherings = Gatherings(connection, now)
        self.meetings = Meetings(connection, now)
        self.reminders = Reminders(connection, now)
        self.halls = Halls(connection, now)
        self.minutes = Minutes(connection, now)
        self.supports = Supports(connection, now)
        self.scores = Scores(connection, now)
        self.bandings = Bandings(connection, now)
        self.media = MediaShelf(connection, now)
        self.verifications = Verifications(connection, now)
        self.mergings = Mergings(connection, now)
        self.terms = Terms(connection, now)
        self.lexicon = Lexicon(connection, now)
        self.polls = Polls(connection, now)
        self.shares = Shares(connection, now)
        self.aids = Aids(connection, now)
        self.reach = Reach(connection, now)
        self.broadcasts = Broadcasts(connection, now)
        self.complaints = Complaints(connection, now)
        self.consents = Consents(connection, now)
        self.conversations = Conversations(connection, now)
        self.erasing = Erasing(connection, now)
        self.own = Own(connection, now)
        self.news_choices = NewsChoices(connection, now)
        self.outbox = Outbox(connection, now)
        self.book = Book(connection, now)
        self.seen = Seen(connection, now)
        self.quarantine = Quarantine(connection, now)
        self.machine = Machine(connection, now)

    def _forget(self) -> None:
        """What shelves remember may be of the part that is undone."""
        self.villages.forget()
        self.conversations.forget()
        self.polls.forget()

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the work that is undone alone when it raises."""
        beside = _boxes(self._connection)
        self._connection.execute("SAVEPOINT part")
        beside.enter()
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO part")
                beside.leave(undo=True)
                self._forget()
                self._connection.execute("RELEASE part")
            raise
        beside.leave(undo=False)
        self._connection.execute("RELEASE part")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is kept, or nothing. The write lock is taken at once, so a later write can't fail for it.

    Ballot boxes are kept first, and the main database after them: see `storage/boxes.py`.
    """
    beside = _boxes(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        beside.commit()
        connection.execute("COMMIT")
    except BaseException:
        beside.rollback()
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    beside.kept()


_NO_BOXES = Boxes(None)


def _boxes(connection: sqlite3.Connection) -> Boxes:
    """Those beside this database; a copy or a file of keys has none."""
    try:
        return boxes.of(connection)
    except AttributeError:
        return _NO_BOXES


def machine_fault(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _MACHINE_FAULTS


@dataclass(frozen=True, slots=True)
class Job:
    """What to do in a transaction; `refused`: what to do in the same place when the village says no to it.

    Without `refused` the Refusal is the job's error. In the same place: else what the neighbours do would come between,
    and the act, repeated after a crash, might meet another village.
    """

    do: Callable[[SqliteWork], Any]
    refused: Callable[..., Any] | None = None
    """Gets `no=`, the Refusal."""


def together(connection: sqlite3.Connection, now: int, jobs: Sequence[Job]) -> list[tuple[Any, Exception | None]]:
    """Run many jobs in one commit, each undone alone when it raises. Returns (result, error) for each.

    A fault of disk or lock is nobody's own: it undoes all and is raised.
    """
    results: list[tuple[Any, Exception | None]] = []
    with transaction(connection):
        work = SqliteWork(connection, now)
        if _boxes(connection).ahead:
            work.polls.catch_up()
        for job in jobs:
            result, error = _tried(work, job.do)
            if isinstance(error, Refusal) and job.refused is not None:
                result, error = _tried(work, partial(job.refused, no=error))
            results.append((result, error))
    return results


def _tried(work: SqliteWork, do: Callable[[SqliteWork], Any]) -> tuple[Any, Exception | None]:
    try:
        with work.part():
            return do(work), None
    except Exception as error:
        if machine_fault(error):
            raise
        return None, error
