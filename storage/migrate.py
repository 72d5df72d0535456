"""Numbered SQL files, each run once, each in one transaction, with a copy of the database before."""

import hashlib
import sqlite3
from pathlib import Path

from storage.files import put
from storage.work import transaction

FOLDER = Path(__file__).with_name("migrations")
NOTES = """
    CREATE TABLE IF NOT EXISTS migration (
        number   INTEGER PRIMARY KEY,
        name     TEXT NOT NULL,
        checksum TEXT NOT NULL,
        at       INTEGER NOT NULL
    ) STRICT
"""


class Mismatch(sqlite3.DatabaseError):
    """The database was made by a newer program, or a migration was changed after it had run."""


def files(folder: Path = FOLDER) -> list[tuple[int, Path]]:
    return [(int(path.name[:4]), path) for path in sorted(folder.glob("[0-9]*.sql"))]


def statements(script: str) -> list[str]:
    """The single statements of a script; triggers with their inner semicolons stay whole."""
    out, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            out.append(rest.strip())
            rest = ""
    return out


def migrate(connection: sqlite3.Connection, path: Path | None, now: int, folder: Path = FOLDER) -> list[str]:
    """Bring the database up to date; returns the names of the migrations that ran. Running twice does nothing.

    Beside `path` lies a copy of how it was before; without one there is none.
    """
    done: dict[int, str] = {}
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
        done = {row["number"]: row["checksum"] for row in connection.execute("SELECT number, checksum FROM migration")}
    known = files(folder)
    if newer := set(done) - {number for number, _ in known}:
        raise Mismatch(f"dibuat oleh Rembuk yang lebih baru, langkah {max(newer)}; pasang versi itu")
    ran = []
    for number, file in known:
        script = file.read_text("utf-8")
        checksum = hashlib.sha256(script.encode("utf-8")).hexdigest()
        if number in done:
            if done[number] != checksum:
                raise Mismatch(f"langkah {file.name} berubah setelah dijalankan; pasang berkas aslinya")
            continue
        if done and path is not None:
            _copy(connection, _copy_name(path, number))
        connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with transaction(connection):
                connection.execute(NOTES)
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(
                    "INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)",
                    (number, file.name, checksum, now),
                )
                if connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise Mismatch(f"langkah {file.name} meninggalkan baris yatim; tidak ada yang diubah")
        finally:
            connection.execute("PRAGMA foreign_keys=ON")
        ran.append(file.name)
    return ran


def _copy(connection: sqlite3.Connection, copy: Path) -> None:
    """Under its name there is only ever a whole copy, also after a power cut."""
    fresh = copy.with_suffix(".baru")
    for left in (fresh, Path(f"{fresh}-journal")):
        left.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(fresh),))
    put(fresh, copy)


def _copy_name(path: Path, number: int) -> Path:
    name, tries = path.with_name(f"{path.stem}-sebelum-{number:04}.db"), 1
    while name.exists():
        tries += 1
        name = path.with_name(f"{path.stem}-sebelum-{number:04}-{tries}.db")
    return name


def schema(connection: sqlite3.Connection) -> str:
    """The whole schema as SQL, in a fixed order: what `schema.sql` holds."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name"
    )
    return "".join(f"{row[0]};\n\n" for row in rows)
