"""Databases built wrongly, to prove that races and walks are seen: each breaks one promise of the real one."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from storage.database import Database, StorageFault
from storage.polls import PUT, Polls
from storage.work import SqliteWork, machine_fault, transaction


class NoLock(Database):
    """Everybody begins and commits on the same connection when it suits them; whoever fails undoes what is open."""

    async def write(self, job: Callable[[SqliteWork], Any]) -> Any:
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


class Deferred(Polls):
    """Looks now, and notes what it will write."""

    def __init__(self, connection: sqlite3.Connection, now: int, later: list[Callable[[], None]]) -> None:
        super().__init__(connection, now)
        self._later = later
        self._noted: dict[tuple[int, int], frozenset[int]] = {}

    def picks(self, poll_id: int, resident_id: int) -> frozenset[int]:
        noted = self._noted.get((poll_id, resident_id))
        return super().picks(poll_id, resident_id) if noted is None else noted

    def put(self, poll_id: int, resident_id: int, picks: frozenset[int]) -> None:
        self._noted[poll_id, resident_id] = picks
        self._later.append(partial(super().put, poll_id, resident_id, picks))

    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None:
        self._later.append(partial(super().close, poll_id, electorate, voted, votes))


class TwoTransactions(Database):
    """Checks in one transaction and writes in the next."""

    async def write(self, job: Callable[[SqliteWork], Any]) -> Any:
        later: list[Callable[[], None]] = []

        def checked(work: SqliteWork) -> Any:
            work.polls = Deferred(self._connection, work.now, later)
            return job(work)

        result = await super().write(checked)
        for act in later:
            await super().write(lambda work, act=act: act())
        return result


class Blind(Polls):
    """The application's own check taken out: it never looks what is there, and never takes anything away."""

    def picks(self, poll_id: int, resident_id: int) -> frozenset[int]:
        return frozenset()

    def put(self, poll_id: int, resident_id: int, picks: frozenset[int]) -> None:
        for option in picks:
            self.run(PUT, poll=poll_id, voter=resident_id, option=option)


class Unchecked(Database):
    """No check before a vote is put in: only the schema stands in the way."""

    async def write(self, job: Callable[[SqliteWork], Any]) -> Any:
        def blind(work: SqliteWork) -> Any:
            work.polls = Blind(self._connection, work.now)
            return job(work)

        return await super().write(blind)


class Keyless(Unchecked):
    """And the schema does not either."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], int]) -> None:
        unlock(connection)
        super().__init__(connection, clock)


def unlock(connection: sqlite3.Connection) -> None:
    """Take the key off the votes."""
    with transaction(connection):
        connection.execute("ALTER TABLE vote RENAME TO locked")
        connection.execute(
            "CREATE TABLE vote (poll_id INTEGER, resident_id INTEGER, option_id INTEGER, village_id INTEGER)"
        )
        connection.execute("INSERT INTO vote SELECT poll_id, resident_id, option_id, village_id FROM locked")
        connection.execute("DROP TABLE locked")


TWINS: dict[str, type[Database]] = {
    "no-lock": NoLock,
    "two-transactions": TwoTransactions,
    "unchecked": Unchecked,
    "keyless": Keyless,
}
