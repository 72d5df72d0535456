"""Databases built wrongly, to prove that races and walks are seen: each breaks one promise of the real one."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from actions.records import Link
from storage import boxes
from storage.box import ENTITLE, VOTE
from storage.database import Database, StorageFault
from storage.polls import Polls
from storage.proposals import Proposals
from storage.residents import Residents
from storage.roles import Links
from storage.work import SqliteWork, machine_fault
from village.people import Office, Resident
from village.poll import Poll, PollState
from village.refusal import Refusal


class TwoSteps(Database):
    """Says why it refused in another unit of work; the worst of them do each of both in a way of their own."""

    async def write(self, job: Callable[[SqliteWork], Any], refused: Callable[..., Any] | None = None) -> Any:
        try:
            return await self._once(job)
        except Refusal as no:
            if refused is None:
                raise
            return await self._once(partial(refused, no=no))

    async def _once(self, job: Callable[[SqliteWork], Any]) -> Any:
        return await Database.write(self, job)


class NoLock(TwoSteps):
    """Everybody begins and commits on the same connection when it suits them; whoever fails undoes what is open."""

    async def _once(self, job: Callable[[SqliteWork], Any]) -> Any:
        connection = self._connection
        await asyncio.sleep(0)
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0)
        try:
            result = job(SqliteWork(connection, self._clock()))
        except Exception as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and machine_fault(error):
                raise StorageFault(error) from error
            raise
        await asyncio.sleep(0)
        if connection.in_transaction:
            connection.execute("COMMIT")
        return result


def _late(act: Callable[[], None], work: SqliteWork) -> None:
    act()


class Deferred(Polls):
    """Looks now, and notes what it will write."""

    def __init__(self, connection: sqlite3.Connection, now: int, later: list[Callable[[], None]]) -> None:
        super().__init__(connection, now)
        self._later = later
        self._noted: dict[tuple[int, bytes], frozenset[int]] = {}

    def picks(self, poll_id: int, secret: bytes) -> frozenset[int]:
        noted = self._noted.get((poll_id, secret))
        return super().picks(poll_id, secret) if noted is None else noted

    def put(self, poll_id: int, resident_id: int, secret: bytes, picks: frozenset[int]) -> bool:
        self._noted[poll_id, secret] = picks
        self._later.append(partial(super().put, poll_id, resident_id, secret, picks))
        return True

    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None:
        self._later.append(partial(super().close, poll_id, electorate, voted, votes))


class TwoTransactions(TwoSteps):
    """Checks in one transaction and writes in the next."""

    async def _once(self, job: Callable[[SqliteWork], Any]) -> Any:
        later: list[Callable[[], None]] = []

        def checked(work: SqliteWork) -> Any:
            work.polls = Deferred(self._connection, work.now, later)
            return job(work)

        result = await super()._once(checked)
        for act in later:
            await super()._once(partial(_late, act))
        return result


class Blind(Polls):
    """The application's own check taken out: it never looks what is there, and never takes anything away."""

    def picks(self, poll_id: int, secret: bytes) -> frozenset[int]:
        return frozenset()

    def has_voted(self, poll_id: int, resident_id: int) -> bool:
        return False

    def put(self, poll_id: int, resident_id: int, secret: bytes, picks: frozenset[int]) -> bool:
        if not picks:
            return True
        box = self._box(poll_id, writing=True)
        box.connection.execute(ENTITLE, {"pid": resident_id})
        if box.connection.execute(VOTE, {"pid": resident_id}).rowcount == 0:
            return False
        put_beside(self, poll_id, secret, picks)
        return True


def put_beside(polls: Polls, poll_id: int, secret: bytes, picks: frozenset[int]) -> None:
    poll, box = polls.get(poll_id), polls._box(poll_id, writing=True)
    assert poll is not None
    for option in poll.options:
        if option.id in picks:
            box._put_in(secret, option.number)


class Unchecked(TwoSteps):
    """No check before a vote is put in: only the schema stands in the way."""

    async def _once(self, job: Callable[[SqliteWork], Any]) -> Any:
        def blind(work: SqliteWork) -> Any:
            work.polls = Blind(self._connection, work.now)
            return job(work)

        return await super()._once(blind)


class Keyless(Unchecked):
    """And the schema does not either."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], int]) -> None:
        unlock(connection)
        super().__init__(connection, clock)


def unlock(connection: sqlite3.Connection) -> None:
    """Take the key off the turnout of every box."""
    for (poll,) in connection.execute("SELECT id FROM poll").fetchall():
        box = boxes.of(connection).get(poll)
        assert box is not None
        for statement in (
            "ALTER TABLE turnout RENAME TO locked",
            "CREATE TABLE turnout (pid INTEGER, voted INTEGER)",
            "INSERT INTO turnout SELECT pid, voted FROM locked",
            "DROP TABLE locked",
        ):
            box.connection.execute(statement)


# Shelves built wrongly, for the walk: what one sees of them is not what the design says.


class Twice(Polls):
    """A tap is put beside what is there, not in its place."""

    def put(self, poll_id: int, resident_id: int, secret: bytes, picks: frozenset[int]) -> bool:
        put_beside(self, poll_id, secret, picks)
        return True


class Again(Polls):
    """A poll is open once more after it was counted."""

    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None:
        super().close(poll_id, electorate, voted, votes)
        self.run("UPDATE poll SET state = 'open' WHERE id = :poll", poll=poll_id)


class Late(Polls):
    """Nobody looks whether the poll has closed."""

    def get(self, poll_id: int) -> Poll | None:
        poll = super().get(poll_id)
        return poll and replace(poll, state=PollState.OPEN, closes_at=self.now + 1)


class Everybody(Residents):
    """Counts newcomers whom nobody has vouched for among those who may vote."""

    def electorate(self, village_id: int, born_until: int) -> int:
        sql = "SELECT COUNT(*) AS n FROM resident WHERE village_id = :village AND birth_year <= :born_until"
        return int(self.one(sql, village=village_id, born_until=born_until)["n"])


class Endless(Links):
    """A link of an office works for whoever opens it next, too."""

    def take(self, kind: str, code: str) -> Link | None:
        found = super().take(kind, code)
        self.run("UPDATE link SET used_at = NULL")
        return found


class Unfrozen(Residents):
    """A frozen mandate still gives its rights."""

    def get(self, resident_id: int) -> Resident | None:
        person = super().get(resident_id)
        held = "SELECT office FROM mandate WHERE resident_id = :id AND ends_at IS NULL"
        return person and replace(
            person, offices=person.offices | {Office(row["office"]) for row in self.rows(held, id=person.id)}
        )


class Unlimited(Proposals):
    """Nobody counts how many proposals somebody has open."""

    def open_of(self, author_id: int, season_id: int) -> int:
        return 0


def broken(**shelves: type[Any]) -> Callable[[sqlite3.Connection, int], SqliteWork]:
    """A unit of work in which these shelves are of another make."""

    def maker(connection: sqlite3.Connection, now: int) -> SqliteWork:
        work = SqliteWork(connection, now)
        for name, shelf in shelves.items():
            setattr(work, name, shelf(connection, now))
        return work

    return maker


SHELVES: dict[str, Callable[[sqlite3.Connection, int], SqliteWork]] = {
    "double-vote": broken(polls=Twice),
    "closing-twice": broken(polls=Again),
    "vote-after-close": broken(polls=Late),
    "electorate-of-all": broken(residents=Everybody),
    "link-works-twice": broken(links=Endless),
    "frozen-works": broken(residents=Unfrozen),
    "no-limit": broken(proposals=Unlimited),
}

TWINS: dict[str, type[Database]] = {
    "no-lock": NoLock,
    "two-transactions": TwoTransactions,
    "unchecked": Unchecked,
    "keyless": Keyless,
}
