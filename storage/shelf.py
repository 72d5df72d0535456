"""What every shelf has: the connection of this unit of work, and its time."""

import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import orjson


def packed(value: object) -> str:
    return orjson.dumps(value).decode()


def unpacked(text: str) -> Any:
    return orjson.loads(text)


def fresh_id() -> int:
    """A random positive number of 53 bits: says nothing about when or who, and every language can hold it."""
    return secrets.randbits(53) | 1


class Shelf:
    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self.connection = connection
        self.now = now

    def run(self, sql: str, **facts: Any) -> sqlite3.Cursor:
        return self.connection.execute(sql, facts)

    def row(self, sql: str, **facts: Any) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = self.connection.execute(sql, facts).fetchone()
        return found

    def one(self, sql: str, **facts: Any) -> Mapping[str, Any]:
        """The row that must be there; a KeyError if it is not is a bug."""
        found = self.row(sql, **facts)
        if found is None:
            raise KeyError(sql.split(maxsplit=6)[:6])
        return found

    def rows(self, sql: str, **facts: Any) -> Iterator[Mapping[str, Any]]:
        return iter(self.connection.execute(sql, facts).fetchall())
