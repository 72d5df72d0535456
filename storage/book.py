"""The book of each village: rows that only grow, and beside them what their commitments commit to."""

import secrets
from collections.abc import Mapping
from typing import Any

from actions.letters import Facts
from storage.shelf import Shelf
from village.book import START, Act, Row, canonical, chained, commitment

HEAD = "SELECT seq, hash FROM book WHERE village_id = :village ORDER BY seq DESC LIMIT 1"
ADD = """
    INSERT INTO book (village_id, seq, at, actor, role, action, object, commitment, prev, hash)
    VALUES (:village, :seq, :at, :actor, :role, :action, :object, :commit, :prev, :hash)
"""
ADD_PAGE = "INSERT INTO book_page (village_id, seq, salt, facts) VALUES (:village, :seq, :salt, :facts)"
ROWS = "SELECT * FROM book WHERE village_id = :village ORDER BY seq"
# Once a press: one pass over the village's rows is quick enough, and rows are written all day.
ABOUT = """
    SELECT COUNT(*) AS n FROM book
     WHERE village_id = :village AND substr(object, 1, length(:thing)) = :thing
"""


class Book(Shelf):
    def record(self, village_id: int, actor: int, role: str, action: str, thing: str, facts: Facts) -> Row:
        """Write the next row: the act in the clear, the facts as a commitment with a fresh salt."""
        seq, prev = self.head(village_id)
        salt, page = secrets.token_bytes(32), canonical(facts)
        act = Act(seq + 1, self.now, actor, str(role), action, thing, commitment(salt, page))
        row = Row(act, prev, chained(prev, act))
        self.run(
            ADD, village=village_id, seq=act.seq, at=act.at, actor=act.actor, role=act.role, action=act.action,
            object=act.object, commit=act.commit, prev=row.prev, hash=row.hash,
        )  # fmt: skip
        self.run(ADD_PAGE, village=village_id, seq=act.seq, salt=salt, facts=page.decode("utf-8"))
        return row

    def whole(self, village_id: int) -> list[Row]:
        return [_row(row) for row in self.connection.execute(ROWS, {"village": village_id})]

    def about(self, village_id: int, thing: str) -> int:
        """How many rows are about an object whose name begins so."""
        return int(self.one(ABOUT, village=village_id, thing=thing)["n"])

    def head(self, village_id: int) -> tuple[int, bytes]:
        """(number of rows, hash of the last); of an empty book (0, 32 zero bytes)."""
        row = self.row(HEAD, village=village_id)
        return (row["seq"], row["hash"]) if row else (0, START)


def _row(row: Mapping[str, Any]) -> Row:
    act = Act(row["seq"], row["at"], row["actor"], row["role"], row["action"], row["object"], row["commitment"])
    return Row(act, row["prev"], row["hash"])
