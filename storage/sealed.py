"""Backups in which everything personal is sealed under the key of its person.

A copy is made in memory, sealed there, and written once: no file ever holds it in clear. In place of what was personal
stand empty values; beside them lies the table `sealed`. Opened again, whoever's key was destroyed stays erased.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage import cipher, erasing
from storage.files import put
from storage.keys import Keys
from storage.migrate import migrate
from storage.shelf import packed, unpacked
from storage.work import transaction

TABLE = """
    CREATE TABLE sealed (
        place TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        held  BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
"""
ADD = "INSERT INTO sealed (place, owner, held) VALUES (?, ?, ?)"


class NotSealed(Exception):
    """The file is no sealed backup."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Columns that belong to a person: `owner` is SQL over the row `t`, `blank` what stands there instead."""

    table: str
    key: Sequence[str]
    owner: str
    blank: dict[str, str]
    where: str = "1"


ACCOUNT_OF = "'a:' || (SELECT a.id FROM account a WHERE a.chat_id = t.{})"
AUTHOR = "'r:' || (SELECT p.author_id FROM proposal p WHERE p.id = t.proposal_id)"
PAGE_OF = f"'r:' || (SELECT {erasing.PAGE_OWNER} FROM book b WHERE b.village_id = t.village_id AND b.seq = t.seq)"  # noqa: S608
PERSONAL = (
    Personal(
        "resident", ("id",), "'r:' || t.id",
        {"name": "''", "name_key": "NULL", "dusun_id": "NULL", "rt": "NULL", "sex": "NULL", "birth_year": "NULL"},
    ),
    Personal(
        "register_row", ("resident_id",), "'r:' || t.resident_id",
        {"nik_hash": "NULL", "kk_hash": "NULL", "birth_hash": "NULL", "rw": "NULL"},
    ),
    Personal("proposal_version", ("proposal_id", "version"), AUTHOR, {"words": "''"}),
    Personal("clarification", ("id",), AUTHOR, {"words": "''"}),
    Personal("aid", ("id",), "'r:' || t.resident_id", {"slip": "'-' || t.id"}),
    Personal("pin", ("resident_id",), "'r:' || t.resident_id", {"salt": "NULL", "hash": "NULL"}),
    Personal("matter", ("id",), "'r:' || t.resident_id", {"facts": "'{}'"}),
    Personal(
        "draft", ("account_id", "resident_id"), "'r:' || t.resident_id", {"flow": "''", "answers": "'{}'"},
    ),
    Personal("news_choice", ("resident_id",), "'r:' || t.resident_id", {"supported": "'langsung'"}),
    Personal(
        "broadcast_person", ("broadcast_id", "resident_id"), "'r:' || t.resident_id",
        {"reach": "''", "visited_at": "NULL", "visited_by": "0"},
    ),
    Personal(
        "meeting_answer", ("meeting_id", "resident_id"), "'r:' || t.resident_id",
        {"answer": "'absent'", "people": "0", "transport": "0", "child_care": "0"},
    ),
    Personal("meeting_item", ("id",), "'r:' || t.by_id", {"words": "''"}, "t.kind = 'question'"),
    Personal("meeting_draft", ("id",), "'r:' || t.by_id", {"answers": "'{}'"}),
    Personal("sanggah", ("id",), "'r:' || t.resident_id", {"words": "''", "slip": "''"}),
    # Whoever is not in the register has no key; the name is sealed under that of the officer who wrote it.
    Personal("meeting_guest", ("id",), "'r:' || COALESCE(t.resident_id, t.by_id)", {"name": "''", "sex": "NULL"}),
    Personal("speaking", ("account_id",), "'a:' || t.account_id", {"said": "''"}),
    Personal(
        "media", ("id",), "'r:' || t.resident_id",
        {"file": "''", "message": "0", "line": "''", "latitude": "NULL", "longitude": "NULL"},
    ),
    Personal("complaint", ("id",), "'r:' || t.author_id", {"words": "''"}),
    Personal("banding", ("id",), "'r:' || t.resident_id", {"words": "''"}),
    Personal("book_page", ("village_id", "seq"), PAGE_OF, {"salt": "x''", "facts": "'{}'"}),
    Personal("conversation", ("account_id",), "'a:' || t.account_id", {"flow": "''", "answers": "'{}'"}),
    Personal(
        "outbox", ("id",), ACCOUNT_OF.format("chat_id"), {"facts": "'{}'", "buttons": "'[]'"},
        "t.state = 'waiting'",
    ),
    Personal("chat", ("id",), ACCOUNT_OF.format("id"), {"telegram_id": f"{erasing.NOWHERE} - id", "title": "''"}),
    Personal("account", ("id",), "'a:' || t.id", {"telegram_id": f"{erasing.NOWHERE} - id", "first_seen": "0"}),
)  # fmt: skip
KEY_OF = {kind.table: kind.key for kind in PERSONAL}
# What a backup need not hold at all: letters that have left, letters about others, lists on their way.
FORGET = (
    ("outbox", "UPDATE outbox SET facts = '{}', buttons = '[]' WHERE state NOT IN ('waiting', 'sending')"),
    (
        "outbox",
        "UPDATE outbox SET facts = '{}', buttons = '[]', state = 'gone'"
        " WHERE state = 'sending' OR (state = 'waiting' AND (key LIKE 'vouch.%' OR key LIKE 'council.%'"
        " OR key LIKE 'complaint.%' OR key LIKE 'aid.%' OR key LIKE 'visit.%' OR key LIKE 'matter.%'"
        " OR facts LIKE '%\"name\"%' OR buttons LIKE '%\"name\"%'))",
    ),
    (
        "conversation",
        f"UPDATE conversation SET flow = '', answers = '{{}}' WHERE flow IN {erasing.ABOUT_OTHERS}",  # noqa: S608
    ),
    ("draft", f"DELETE FROM draft WHERE flow IN {erasing.ABOUT_OTHERS}"),  # noqa: S608
    # What lies open in a chat is no longer what it was when a backup is brought back.
    ("open_ballot", "DELETE FROM open_ballot"),
    # Made anew from the proposals.
    ("proposal_term", "DELETE FROM proposal_term"),
    ("proposal_read", "UPDATE proposal_read SET words = 0"),
    ("register_stage", "DELETE FROM register_stage"),
    ("paper_list", "UPDATE paper_list SET lines = '[]', state = 'done'"),
    ("register_import", "UPDATE register_import SET state = 'dropped', file = '' WHERE state IN ('waiting', 'ready')"),
)


def copy(source: sqlite3.Connection, keys: Keys, target: Path) -> None:
    """Write a sealed backup; under its name there is only ever a whole one."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    memory.row_factory = sqlite3.Row
    try:
        source.backup(memory)
        _seal(memory, keys)
        _write(memory, target)
    finally:
        memory.close()


def seal_old(folder: Path, keys: Keys) -> int:
    """Seal the copies that were made before each migration, and are still open. Returns how many."""
    count = 0
    for file in sorted(folder.glob("*-sebelum-*.db")):
        source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        source.row_factory = sqlite3.Row
        try:
            if not _columns(source, "sealed"):
                copy(source, keys, file)
                count += 1
        finally:
            source.close()
    return count


def _write(memory: sqlite3.Connection, target: Path) -> None:
    fresh = target.with_suffix(".baru")
    for left in (fresh, Path(f"{fresh}-journal")):
        left.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    memory.execute("VACUUM INTO ?", (str(fresh),))
    put(fresh, target)


def backup(base: Path, keys: Keys, target: Path) -> Path:
    """A sealed copy of a database that may be in use."""
    with contextlib.closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True, timeout=10)) as source:
        copy(source, keys, target)
    return target


def take_back(file: Path, keys: Keys, base: Path, now: int) -> int:
    """Put a backup in the database's place; what stood there stays beside it, sealed. Nobody may have it open."""
    fresh = base.with_name(f"{base.stem}-pulih.db")
    erased = restore(file, keys, fresh, now)
    if base.exists():
        with contextlib.closing(sqlite3.connect(base)) as present:
            copy(present, keys, base.with_name(f"{base.stem}-sebelum-pulih-{now}.db"))
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for name in (f"{base.name}-wal", f"{base.name}-shm"):
            base.with_name(name).unlink(missing_ok=True)
    put(fresh, base)
    return erased


def restore(backup: Path, keys: Keys, target: Path, now: int) -> int:
    """Write an open database from a sealed backup. Returns how many people stay erased. Raises NotSealed."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    memory.row_factory = sqlite3.Row
    try:
        with contextlib.closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as source:
            source.backup(memory)
        erased = _unseal(memory, keys, now)
        _write(memory, target)
        return erased
    except (sqlite3.DatabaseError, cipher.Broken) as error:
        raise NotSealed from error
    finally:
        memory.close()


def _columns(base: sqlite3.Connection, table: str) -> set[str]:
    return {row["name"] for row in base.execute(f"PRAGMA table_info({table})")}


def _seal(base: sqlite3.Connection, keys: Keys) -> None:
    with transaction(base):
        triggers = _without_triggers(base)
        for table, sql in FORGET:
            if _columns(base, table):
                base.execute(sql)
        base.execute(TABLE)
        found = [(kind, list(_rows(base, kind))) for kind in PERSONAL if _fits(base, kind)]
        given = keys.given(owner for _, rows in found for _, owner, _ in rows)
        for kind, rows in found:
            base.executemany(
                ADD, [(place, who, cipher.seal(given[who], place, held)) for place, who, held in rows if who in given]
            )
            base.execute(_blanked(base, kind))
        for sql in triggers:
            base.execute(sql)


def _fits(base: sqlite3.Connection, kind: Personal) -> bool:
    """An older database may lack the table, or a table that says whose a row is."""
    return bool(_columns(base, kind.table)) and bool(_columns(base, "account"))


def _owner(base: sqlite3.Connection, kind: Personal) -> str:
    """Before kader helped anybody there was no table that says for whom it was."""
    return kind.owner if _columns(base, "aid") else kind.owner.replace(erasing.OF_AID, "")


def _kept_columns(base: sqlite3.Connection, kind: Personal) -> list[str]:
    there = _columns(base, kind.table)
    return [name for name in kind.blank if name in there]


def _rows(base: sqlite3.Connection, kind: Personal) -> Iterator[tuple[str, str, bytes]]:
    """(place, owner, what is personal there) of each row that belongs to somebody."""
    names = _kept_columns(base, kind)
    asked = ", ".join(f"t.{name}" for name in (*kind.key, *names))
    for row in base.execute(f"SELECT {_owner(base, kind)} AS owner, {asked} FROM {kind.table} t WHERE {kind.where}"):  # noqa: S608
        if row["owner"] is not None:
            place = packed([kind.table, *(row[name] for name in kind.key)])
            yield place, row["owner"], packed({name: _kept(row[name]) for name in names}).encode()


def _blanked(base: sqlite3.Connection, kind: Personal) -> str:
    blanks = ", ".join(f"{name} = {kind.blank[name]}" for name in _kept_columns(base, kind))
    return f"UPDATE {kind.table} AS t SET {blanks} WHERE {kind.where} AND {_owner(base, kind)} IS NOT NULL"  # noqa: S608


def _unseal(base: sqlite3.Connection, keys: Keys, now: int) -> int:
    if not _columns(base, "sealed"):
        raise NotSealed
    known = keys.known()
    lost: set[str] = set()
    with transaction(base):
        triggers = _without_triggers(base)
        for row in base.execute("SELECT place, owner, held FROM sealed").fetchall():
            if row["owner"] in known:
                _put_back(base, row["place"], cipher.opened(known[row["owner"]], row["place"], bytes(row["held"])))
            else:
                lost.add(row["owner"])
        base.execute("DROP TABLE sealed")
        for sql in triggers:
            base.execute(sql)
    people = [int(owner[2:]) for owner in lost if owner.startswith("r:")]
    if people:
        migrate(base, None, now)  # who is erased is so in every table of today
    with transaction(base):  # a number that somebody had before is nobody's row
        return sum(bool(erasing.Erasing(base, now).wipe(person)) for person in people)


def _put_back(base: sqlite3.Connection, place: str, held: bytes) -> None:
    table, *key = unpacked(place)
    told = {name: _told(value) for name, value in unpacked(held.decode()).items()}
    sets = ", ".join(f"{name} = ?" for name in told)
    where = " AND ".join(f"{name} = ?" for name in KEY_OF[table])
    base.execute(f"UPDATE {table} SET {sets} WHERE {where}", (*told.values(), *key))  # noqa: S608


def _without_triggers(base: sqlite3.Connection) -> list[str]:
    """Take the triggers away while rows are turned over; returns how they are made again."""
    found = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for row in found:
        base.execute(f"DROP TRIGGER {row['name']}")
    return [row["sql"] for row in found]


def _kept(value: Any) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _told(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
