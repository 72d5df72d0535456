"""Migrations: together they make schema.sql, each runs once, and a strange database is left as it was."""

import sqlite3
from pathlib import Path

import pytest

from storage.database import FILE, connect
from storage.migrate import FOLDER, Mismatch, files, migrate, schema
from storage.work import SqliteWork

SCHEMA = FOLDER.parent / "schema.sql"
NOW = 1_772_416_800_000


def tables(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return schema(connection)
    finally:
        connection.close()


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Two migrations of their own, the second not yet there."""
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_people.sql").write_text(
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;\n"
        "CREATE TRIGGER person_stays BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'no; never'); END;\n",
        "utf-8",
    )
    return folder


def test_all_migrations_make_the_schema_that_people_read(tmp_path: Path) -> None:
    connection = connect(tmp_path / FILE)
    ran = migrate(connection, tmp_path / FILE, NOW)
    assert ran == [path.name for _, path in files()] and ran
    head = "-- The result of all migrations; a test holds it against them.\n\n"
    assert head + schema(connection) == SCHEMA.read_text("utf-8")
    assert migrate(connection, tmp_path / FILE, NOW) == []
    connection.close()


def test_the_schema_file_alone_makes_the_same_database(tmp_path: Path) -> None:
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW)
    other = sqlite3.connect(tmp_path / "other.db")
    for line in sorted(SCHEMA.read_text("utf-8").split(";\n\n"), key=lambda s: "CREATE TABLE" not in s):
        if line.strip():
            other.execute(line)
    assert schema(other) == schema(connection)
    connection.close()
    other.close()


def test_every_table_is_strict_and_numbers_are_given_once() -> None:
    numbers = [number for number, _ in files()]
    assert numbers == sorted(set(numbers)) and numbers[0] == 1
    text = SCHEMA.read_text("utf-8")
    assert text.count("CREATE TABLE") == text.count(") STRICT")


def test_a_step_runs_once_keeps_the_rows_and_leaves_a_copy_from_before(tmp_path: Path, steps: Path) -> None:
    path = tmp_path / FILE
    connection = connect(path)
    assert migrate(connection, path, NOW, steps) == ["0001_people.sql"]
    connection.execute("INSERT INTO person (name) VALUES ('Sari')")
    (steps / "0002_born.sql").write_text("ALTER TABLE person ADD COLUMN born INTEGER;\n", "utf-8")
    assert migrate(connection, path, NOW, steps) == ["0002_born.sql"]
    assert [tuple(row) for row in connection.execute("SELECT name, born FROM person")] == [("Sari", None)]
    assert migrate(connection, path, NOW, steps) == []
    connection.close()
    copy = tmp_path / "desa-sebelum-0002.db"
    assert "born" not in tables(copy)
    with sqlite3.connect(copy) as before:
        assert before.execute("SELECT name FROM person").fetchall() == [("Sari",)]
    before.close()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda steps: (steps / "0001_people.sql").write_text("CREATE TABLE person (id INTEGER);\n"), "berubah"),
        (lambda steps: (steps / "0001_people.sql").unlink(), "lebih baru"),
    ],
    ids=["changed", "newer"],
)
def test_a_database_of_another_program_is_refused_unchanged(
    tmp_path: Path, steps: Path, harm: object, says: str
) -> None:
    path = tmp_path / FILE
    connection = connect(path)
    migrate(connection, path, NOW, steps)
    before = schema(connection)
    harm(steps)  # type: ignore[operator]
    with pytest.raises(Mismatch, match=says):
        migrate(connection, path, NOW, steps)
    assert schema(connection) == before
    connection.close()


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE house (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);\n",
        "CREATE TABLE house (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person) STRICT;\n"
        "INSERT INTO house VALUES (1, 77);\n",
    ],
    ids=["fails", "orphan"],
)
def test_a_step_that_fails_leaves_everything_as_it_was(tmp_path: Path, steps: Path, script: str) -> None:
    path = tmp_path / FILE
    connection = connect(path)
    migrate(connection, path, NOW, steps)
    before = schema(connection)
    (steps / "0002_house.sql").write_text(script, "utf-8")
    with pytest.raises(sqlite3.DatabaseError):
        migrate(connection, path, NOW, steps)
    assert schema(connection) == before
    assert connection.execute("SELECT COUNT(*) FROM migration").fetchone()[0] == 1
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    connection.close()


def test_what_is_acknowledged_is_synced(tmp_path: Path) -> None:
    connection = connect(tmp_path / FILE)
    told = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in
            ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")}  # fmt: skip
    connection.close()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}


def test_mandates_from_before_their_letters_run_on_and_ended_ones_warn_nobody(tmp_path: Path) -> None:
    path = tmp_path / FILE
    first = tmp_path / "first"
    first.mkdir()
    for _, file in files()[:2]:
        (first / file.name).write_bytes(file.read_bytes())
    connection = connect(path)
    migrate(connection, path, NOW, first)
    connection.execute("INSERT INTO village VALUES (1, '33.01.02.2003', 'Sumberagung', 'Asia/Jakarta', 0)")
    connection.execute(
        "INSERT INTO resident (id, village_id, name, state, asked_at) VALUES (5, 1, 'Wati', 'verified', 0)"
    )
    connection.execute("INSERT INTO mandate VALUES (1, 1, 5, 'kader', 0, 0, NULL)")
    connection.execute("INSERT INTO mandate VALUES (2, 1, 5, 'rt', 0, 0, 77)")
    migrate(connection, path, NOW)
    work = SqliteWork(connection, NOW)
    person = work.residents.get(5)
    assert person is not None and person.offices == {"kader"}
    assert work.roles.ending() == [] and [m.office for m in work.roles.listed(1)] == ["kader"]
    connection.close()
