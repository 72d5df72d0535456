"""Power cuts while the database is brought up to date: the old state or the new one, and a whole copy of the old."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from storage.database import FILE, prepared
from storage.migrate import files, migrate
from tests.faults.cuts import Found, Judge, Look, digest, look_at, points
from tests.faults.disk import Recorded, Trace, watched

NOW = 1_772_500_000_000
NEVER = 1 << 60
ENDED_EVERY = 5
"""Every so many disks are upgraded to the end; that syncs, and takes its time."""
STEPS = (
    "ALTER TABLE village ADD COLUMN motto TEXT NOT NULL DEFAULT '';\n"
    "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;\n",
    # As SQLite's own advice for what ALTER TABLE can't do: a new table, everything over, the old one away.
    "CREATE TABLE outbox_new AS SELECT * FROM outbox;\nDROP TABLE outbox;\nALTER TABLE outbox_new RENAME TO outbox;\n",
)


def newer(folder: Path) -> Path:
    """The product's migrations, and two that a later version might bring."""
    folder.mkdir()
    for _, file in files():
        shutil.copy(file, folder)
    last = max(number for number, _ in files())
    for number, step in enumerate(STEPS, last + 1):
        (folder / f"{number:04}_later.sql").write_text(step)
    return folder


def upgrade(folder: Path, base: bytes, migrations: Path) -> Trace:
    """Bring a database up to date on a recorded disk."""
    folder.mkdir()
    (folder / FILE).write_bytes(base)
    trace = Trace(folder, before={FILE: base})
    with watched(trace) as layer:
        connection: Any = prepared(Recorded(folder / FILE, trace, layer, digest))  # type: ignore[arg-type]
        migrate(connection, folder / FILE, NOW, migrations)
        connection.close()
    return trace


def upgrade_cuts(folder: Path, base: bytes, most: int) -> Found:
    """Upgrade this database, cut the power at every point of it."""
    migrations = newer(folder / "migrations")
    trace = upgrade(folder / "upgrade", base, migrations)
    place = folder / "cut"
    place.mkdir()
    return UpgradeJudge(trace, place, migrations).run(points(len(trace.ops), most))


class UpgradeJudge(Judge):
    """Whatever is called a copy is whole and old; it is there before anything new is; the next start ends the work."""

    def __init__(self, trace: Trace, folder: Path, migrations: Path) -> None:
        super().__init__(trace, folder, starts_every=NEVER)
        self._migrations = migrations

    def _look(self, left: dict[str, bytes]) -> Look:
        look = super()._look(left)
        if not look.fault:
            look.fault = self._copies(look.digest)
            look.kind = "copy"
        if not look.fault and self.found.disks % ENDED_EVERY == 0:
            look.fault = self._ended()
            look.kind = "unusable"
        return look

    def _copies(self, now: str) -> str:
        whole = []
        for name in sorted(path.name for path in self._folder.glob("*-sebelum-*.db")):
            look = look_at(self._folder / name)
            if look.digest not in self._trace.digests:
                return f"{name} is no whole copy ({look.fault or 'a state that never was'})"
            whole.append(look.digest)
        reached = self._trace.digests.index(now)
        missing = set(self._trace.digests[:reached]) - set(whole)
        return f"step {reached} is kept, the copy of before it is not" if missing else ""

    def _ended(self) -> str:
        with contextlib.closing(sqlite3.connect(self._folder / FILE, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA synchronous=OFF")
            migrate(db, self._folder / FILE, NOW, self._migrations)
            ended = digest(db)
        if ended != self._trace.digests[-1]:
            return "the next start does not end the upgrade"
        return self._copies(ended)
