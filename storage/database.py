"""One SQLite file, one writer thread; jobs that wait together are committed together.

The hop to the thread and the fsync are what costs, not the SQL: a batch of updates is one hop and one fsync.
"""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from storage import boxes
from storage.boxes import Base
from storage.keys import Keys
from storage.migrate import Mismatch, migrate
from storage.sealed import seal_old
from storage.work import Job, SqliteWork, machine_fault, together

T = TypeVar("T")
Connect = Callable[[Path], sqlite3.Connection]
MOST_TOGETHER = 256
FILE = "desa.db"
FAULTS = {
    sqlite3.SQLITE_FULL: "cakram penuh, beri ruang",
    sqlite3.SQLITE_IOERR: "cakram gagal menulis atau membaca",
    sqlite3.SQLITE_CORRUPT: "basis data rusak, pulihkan dari cadangan",
    sqlite3.SQLITE_NOTADB: "basis data rusak, pulihkan dari cadangan",
    sqlite3.SQLITE_CANTOPEN: "basis data tidak dapat dibuka",
    sqlite3.SQLITE_READONLY: "basis data tidak dapat ditulisi, beri izin tulis",
    sqlite3.SQLITE_BUSY: "basis data sedang dipakai program lain",
    sqlite3.SQLITE_LOCKED: "basis data sedang dipakai program lain",
}


class Unusable(Exception):
    """The data folder or the database can't be used; the message says why and what to do."""


class StorageFault(Exception):
    """The disk or a lock failed: nothing of this batch was kept. `fatal`: only a restart can help (failed fsync).

    Its words are ours, so they may be logged and shown.
    """

    def __init__(self, error: sqlite3.Error) -> None:
        self.code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        self.fatal = self.code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT)
        super().__init__(FAULTS.get(self.code, "basis data gagal") + f" ({error})")


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=5, cached_statements=512, factory=Base
    )
    connection.row_factory = sqlite3.Row
    return prepared(connection)


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with our pragmas, read back: a promise about power cuts must not hang on a typo."""
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "secure_delete=ON",
        "cache_size=-16000",
        "journal_size_limit=8388608",
    ):
        connection.execute(f"PRAGMA {pragma}")
    kept = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    if kept != ["wal", 2, 1]:
        connection.close()
        raise Unusable(f"Basis data tidak dapat dibuka dengan aman ({kept}); pindahkan REMBUK_DATA ke cakram setempat.")
    return connection


def prepare(folder: Path) -> Path:
    """The database's path in a folder that only we can read; refuses a folder that can't be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".tulis"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Unusable(f"Folder data {folder} tidak dapat ditulisi ({error.strerror}); beri izin tulis.") from error
    return folder / FILE


class Database:
    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], int]) -> None:
        self._connection = connection
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="basis-data")
        self._waiting: list[tuple[Job, asyncio.Future[Any]]] = []
        self._busy = self._called = False
        self.broken: asyncio.Future[StorageFault] = asyncio.get_running_loop().create_future()
        """The first fatal fault, once there is one; from then on nothing more is written."""

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], int], connect: Connect = connect) -> "Database":
        """Open, check and migrate. Raises Unusable with one clear line."""
        os.umask(0o077)
        path = prepare(folder)
        with contextlib.ExitStack() as undo:
            try:
                connection = connect(path)
                undo.callback(connection.close)
                found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise Unusable(f"Basis data {path} rusak ({' '.join(found.split())}); pulihkan dari cadangan.")
                migrate(connection, path, clock())
                seal_old(folder, Keys(folder))
            except Mismatch as error:
                raise Unusable(f"Basis data {path}: {error}.") from error
            except sqlite3.Error as error:
                raise Unusable(f"Basis data {path} tidak dapat dipakai: {StorageFault(error)}.") from error
            undo.pop_all()
        return cls(connection, clock)

    async def write(self, job: Callable[[SqliteWork], T], refused: Callable[..., T] | None = None) -> T:
        """Run a job in the next commit; returns only when it is on the disk. `refused`: as in `Job`."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((Job(job, refused), future))
        if not (self._busy or self._called):
            self._called = True  # whoever else wants to write in this moment comes along
            asyncio.get_running_loop().call_soon(self._next)
        return await future

    def _next(self) -> None:
        self._called = False
        if self.broken.done():
            for _, future in self._waiting:
                if not future.done():
                    future.set_exception(self.broken.result())
            self._waiting.clear()
        if self._busy or not self._waiting:
            return
        batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
        self._busy = True
        jobs = [job for job, _ in batch]
        run = asyncio.get_running_loop().run_in_executor(self._thread, together, self._connection, self._clock(), jobs)
        run.add_done_callback(partial(self._done, [future for _, future in batch]))

    def _done(self, futures: list["asyncio.Future[Any]"], run: "asyncio.Future[Any]") -> None:
        self._busy = False
        error = run.exception()
        if error is not None:
            told: BaseException = error
            if isinstance(error, sqlite3.Error) and machine_fault(error):
                told = fault = StorageFault(error)
                if fault.fatal and not self.broken.done():
                    self.broken.set_result(fault)
            for future in futures:
                if not future.done():
                    future.set_exception(told)
        else:
            for future, (result, fault) in zip(futures, run.result(), strict=True):
                if future.done():
                    continue
                if fault is not None:
                    future.set_exception(fault)
                else:
                    future.set_result(result)
        if self._waiting:
            # Not at once: what the network has ready is read first, and comes along in the same commit.
            self._called = True
            asyncio.get_running_loop().call_later(0, self._next)

    async def scour(self) -> None:
        """Empty the log of writes, so that what was erased stands in no file of the database any more."""
        await asyncio.get_running_loop().run_in_executor(self._thread, _scoured, self._connection)

    async def close(self) -> None:
        """After everything that waits has been kept."""
        with contextlib.suppress(StorageFault):
            await self.write(lambda work: None)
        await asyncio.get_running_loop().run_in_executor(self._thread, _closed, self._connection)
        self._thread.shutdown()


def _scoured(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _closed(connection: sqlite3.Connection) -> None:
    boxes.of(connection).close()
    connection.close()
