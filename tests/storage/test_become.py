"""A newcomer who becomes a resident of the register leaves nothing behind, and nobody is there twice."""

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from actions import claim
from actions.found import found
from storage import residents
from storage.database import FILE, Database, connect
from storage.migrate import FOLDER, files, migrate
from storage.work import SqliteWork, transaction
from village import names
from village.people import Resident, Sex, State
from village.place import Dusun
from village.register import Entry

NOW = 1_772_416_800_000
NEVER_A_NEWCOMER_S = {
    "took_part": "only verified residents vote",
    "sanggah": "only verified residents object to minutes",
    "register_row": "a newcomer is not on the list",
    "register_claim": "a newcomer is not on the list",
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW)
    yield connection
    connection.close()


def referring(connection: sqlite3.Connection) -> set[str]:
    """The tables with a column that refers to a resident."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {t for t in tables if any(k[2] == "resident" for k in connection.execute(f"PRAGMA foreign_key_list({t})"))}


def moved() -> set[str]:
    """The tables whose rows go over to the resident."""
    found = (re.match(r"UPDATE (?:OR IGNORE )?(\w+)", sql) for sql in residents.BECOME)
    return {match[1] for match in found if match}


def test_every_table_that_refers_to_a_resident_goes_over(base: sqlite3.Connection) -> None:
    assert referring(base) == moved() | set(NEVER_A_NEWCOMER_S)


def test_a_table_that_was_forgotten_would_be_seen(base: sqlite3.Connection) -> None:
    base.execute("CREATE TABLE gift (resident_id INTEGER NOT NULL REFERENCES resident) STRICT")
    assert referring(base) - moved() - set(NEVER_A_NEWCOMER_S) == {"gift"}


def listed(work: SqliteWork, village: int, dusun: int, name: str) -> int:
    """A resident of the register, as an import leaves one."""
    number = work.register.begin(village, 0, None, "")
    entry = Entry(2, name, names.key(name), 1985, "P", "Krajan", None, "02", "listed", b"n", b"k", b"b")
    work.register.stage(number, village, [(entry, "Krajan", dusun)])
    work.register.compare(number, village)
    work.register.take_over(number)
    return int(work.register.born_in(village, 1985)[0].resident_id)


def newcomer(work: SqliteWork, village: int, dusun: int, telegram: int) -> int:
    chat = work.chats.met(telegram, "private", "")
    account = work.accounts.met(telegram, chat.id)
    person = work.residents.add(village, "Siti Aminah", State.ASKED, dusun, "02", Sex.FEMALE, 1985)
    work.accounts.bind(account.id, person, village)
    return person


def test_the_old_number_leads_to_the_person(base: sqlite3.Connection) -> None:
    with transaction(base):
        work = SqliteWork(base, NOW)
        village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("02",))])
        dusun = village.dusun[0].id
        row = listed(work, village.id, dusun, "Siti Aminah")
        was = newcomer(work, village.id, dusun, 77)
        person = work.residents.get(was)
        assert person is not None
        fit = claim.fit(work, person)
        assert fit is not None and claim.take(work, person, fit, 1, "kader") == row
        now = work.residents.get(was)
        assert now is not None and now.id == row
        assert work.residents.now_called(was) == row and work.accounts.chats_of(row)
    assert base.execute("SELECT COUNT(*) FROM resident").fetchone()[0] == 1
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


async def rush(folder: Path, take: Callable[[SqliteWork, Resident], bool]) -> tuple[int, int, int]:
    """1,000 claims of one row over 20 accounts at once: (successes, claims kept, accounts that speak for the row)."""
    database = Database.open(folder, lambda: NOW)

    def begin(work: SqliteWork) -> tuple[int, list[int]]:
        village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("02",))])
        dusun = village.dusun[0].id
        return listed(work, village.id, dusun, "Siti Aminah"), [
            newcomer(work, village.id, dusun, 1000 + n) for n in range(20)
        ]

    def one(person: int, work: SqliteWork) -> bool:
        who = work.residents.get(person)
        assert who is not None
        if who.id != person:
            return False  # has become the resident already
        return take(work, who)

    row, people = await database.write(begin)
    results = await asyncio.gather(*(database.write(partial(one, people[n % 20])) for n in range(1000)))

    def count(work: SqliteWork) -> tuple[int, int]:
        claims = work.register.rows("SELECT COUNT(*) AS n FROM register_claim WHERE resident_id = :row", row=row)
        return next(claims)["n"], len(work.accounts.of(row))

    kept, speakers = await database.write(count)
    await database.close()
    return sum(results), kept, speakers


async def test_a_thousand_claims_of_one_row_over_twenty_accounts_one_succeeds(tmp_path: Path) -> None:
    def take(work: SqliteWork, person: Resident) -> bool:
        fit = claim.fit(work, person)
        # Claimed or not as it seems: the key has to decide, not the look before.
        return fit is not None and claim.take(work, person, fit, 1, "kader") is not None

    assert await rush(tmp_path, take) == (1, 1, 1)


async def test_without_the_key_many_would_succeed(tmp_path: Path) -> None:
    def take(work: SqliteWork, person: Resident) -> bool:
        fit = claim.fit(work, person)
        if fit is None:
            return False
        work.residents.become(person.id, fit.resident_id)
        return True

    successes, _, speakers = await rush(tmp_path, take)
    assert successes > 1 and speakers > 1


def test_a_database_from_before_the_register_keeps_its_people(tmp_path: Path) -> None:
    path = tmp_path / FILE
    first = tmp_path / "steps"
    first.mkdir()
    for number, file in files():
        if number == 1:
            (first / file.name).write_bytes(file.read_bytes())
    connection = connect(path)
    migrate(connection, path, NOW, first)
    connection.execute("INSERT INTO village VALUES (1, '33.01.02.2003', 'Sumberagung', 'Asia/Jakarta', 0)")
    connection.execute("INSERT INTO resident VALUES (5, 1, 'Sari', NULL, '02', 'P', 1985, 'verified', 9, 3)")
    connection.execute("INSERT INTO chat VALUES (1, 77, 'private', '', NULL, 'ok', 0)")
    connection.execute("INSERT INTO account VALUES (1, 77, 1, 1, 5, 'id', 0)")
    connection.execute("INSERT INTO mandate VALUES (1, 1, 5, 'kader', 0, 0, NULL)")
    assert "0002_register.sql" in migrate(connection, path, NOW, FOLDER)
    person = SqliteWork(connection, NOW).residents.get(5)
    assert person is not None and (person.name, person.state, person.birth_year) == ("Sari", State.VERIFIED, 1985)
    assert person.offices and connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM resident WHERE id = 5")
    connection.close()
