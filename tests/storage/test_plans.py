"""What is asked with each update costs the same in a big village: no statement reads a growing table whole."""

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import storage
from storage.database import connect
from storage.migrate import migrate

BEGINS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ")
SMALL = {"village", "machine", "migration", "quarantine", "season", "setting", "dusun", "json_each", "link"}
"""One row for a village, or few in all. An installation has a thousand villages at most."""
WAITING = "outbox_due", "outbox_in_chat", "broadcast_open"
"""Partial indexes: only what is still under way, however long the history."""
SELDOM = {
    "storage.proposals.WHOLE": "never asked alone",
    "storage.residents.WHOLE": "never asked alone",
    "storage.bandings.COLUMNS": "never asked alone",
    "storage.mergings.COLUMNS": "never asked alone",
    "storage.scores.WHOLE": "never asked alone",
    "storage.steps.PENDING": "never asked alone",
    "storage.media.COLUMNS": "never asked alone",
    "storage.media.WITH_BYTES": "once, at start",
    "storage.erasing.ASKED_ABOUT": "only when somebody erases themselves",
    "storage.erasing.LINES": "only when somebody erases themselves",
    "storage.erasing.LAID_ABOUT": "only when somebody erases themselves",
    "storage.roles.OPERATORS": "only when an update was set aside: tells the operators",
}


ELSEWHERE = ("storage.keys.", "storage.sealed.", "storage.box.")
"""Statements on the file of keys and on copies made in memory, none of which an update waits for, and on the boxes.

A box has no index on purpose: what an update asks of it goes by a number, and where lines lie is known in memory.
"""


def statements() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if module.name + "." in ELSEWHERE:
                continue
            if name.isupper() and isinstance(value, str) and value.lstrip().startswith(BEGINS):
                yield f"{module.name}.{name}", value


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = Path(tmp_path_factory.mktemp("plans")) / "desa.db"
    connection = connect(path)
    migrate(connection, path, 0)
    yield connection
    connection.close()


def reads_whole(base: sqlite3.Connection, sql: str) -> list[str]:
    """The steps of the plan that read a growing table from end to end, or build an index for one question."""
    blanks = dict.fromkeys(re.findall(r":(\w+)", sql))
    steps = [row["detail"] for row in base.execute(f"EXPLAIN QUERY PLAN {sql}", blanks)]
    # A foreign key looks through the other table only when its row goes away, and such rows stay.
    asked = set(re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)", sql))
    names = {row["name"] for row in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")} - SMALL
    names &= asked
    short = {alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)\s+(\w+)", sql)}
    wrong = []
    for step in steps:
        found = re.match(r"(?:SCAN|SEARCH(?=.*AUTOMATIC)) (\w+)(.*)", step)
        if found and short.get(found[1], found[1]) in names and not any(i in found[2] for i in WAITING):
            wrong.append(step)
    return wrong


def test_no_statement_reads_a_growing_table_whole(base: sqlite3.Connection) -> None:
    found = {name: reads_whole(base, sql) for name, sql in statements() if name not in SELDOM}
    assert len(found) > 60
    assert {name: steps for name, steps in found.items() if steps} == {}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM outbox WHERE state = 'sent'",
        "SELECT * FROM resident r WHERE r.name = :name",
        "SELECT * FROM dusun d JOIN resident r ON r.dusun_id = d.id",
    ],
)
def test_a_statement_that_does_is_found(base: sqlite3.Connection, sql: str) -> None:
    assert reads_whole(base, sql)
