"""One key for each person and each account, in a file of their own beside the database, in no backup of it.

To erase somebody is to destroy their key: what any old backup holds of them is then noise. A destroyed key leaves its
owner's number behind, so that no later backup makes them a new one.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from storage import cipher
from storage.files import put
from storage.work import transaction
from village.spans import WEEK

FILE = "kunci-warga.db"
KEPT_FOR = WEEK
"""How long a copy of this file may live: after that what was erased is unreadable in every backup there is."""
MAKE = "CREATE TABLE IF NOT EXISTS warga (owner TEXT PRIMARY KEY, secret BLOB) STRICT, WITHOUT ROWID"
ADD = "INSERT INTO warga (owner, secret) VALUES (?, ?) ON CONFLICT (owner) DO NOTHING"
DESTROY = "INSERT INTO warga (owner, secret) VALUES (?, NULL) ON CONFLICT (owner) DO UPDATE SET secret = NULL"


class Keys:
    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Overwrites what it deletes, and leaves no journal with old keys behind."""
        self._file.touch(mode=0o600, exist_ok=True)
        connection = sqlite3.connect(self._file, isolation_level=None, timeout=10)
        try:
            for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(MAKE)
            yield connection
        finally:
            connection.close()

    def given(self, owners: Iterable[str]) -> dict[str, bytes]:
        """The key of each owner, made where there is none yet; whose key was destroyed is missing."""
        wanted = set(owners)
        with self._open() as file:
            with transaction(file):
                file.executemany(ADD, [(owner, cipher.fresh()) for owner in wanted])
            return {owner: key for owner, key in self._all(file).items() if owner in wanted}

    def known(self) -> Mapping[str, bytes]:
        with self._open() as file:
            return self._all(file)

    def _all(self, file: sqlite3.Connection) -> dict[str, bytes]:
        rows = file.execute("SELECT owner, secret FROM warga WHERE secret IS NOT NULL")
        return {owner: bytes(key) for owner, key in rows}

    def destroy(self, owners: Iterable[str]) -> None:
        """When this returns, the keys are gone from the disk. Twice does no harm."""
        with self._open() as file, transaction(file):
            file.executemany(DESTROY, [(owner,) for owner in owners])

    def copy(self, folder: Path, now: int) -> Path:
        """A copy for another place, and an end to those there that are older than a week."""
        target = folder / f"{Path(FILE).stem}-{now}.db"
        fresh = target.with_suffix(".baru")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        with self._open() as file:
            file.execute("VACUUM INTO ?", (str(fresh),))
        put(fresh, target)
        prune(folder, now)
        return target


def prune(folder: Path, now: int) -> None:
    """Remove the copies of the keys that have lived for a week."""
    for old in folder.glob(f"{Path(FILE).stem}-[0-9]*.db"):
        made = old.stem.rpartition("-")[2]
        if made.isdigit() and now - int(made) >= KEPT_FOR:
            old.unlink(missing_ok=True)
