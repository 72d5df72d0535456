"""Who is in which question, with which answers; drafts have no end date."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from actions.records import Conversation
from storage.shelf import Shelf, packed, unpacked

OF = "SELECT serial, flow, answers FROM conversation WHERE account_id = :account"
BEGIN = """
    INSERT INTO conversation (account_id, serial, flow, answers, at) VALUES (:account, 1, :flow, :answers, :now)
    ON CONFLICT (account_id) DO UPDATE
       SET serial = serial + 1, flow = excluded.flow, answers = excluded.answers, at = excluded.at
    RETURNING serial
"""
KEEP = "UPDATE conversation SET answers = :answers, at = :now WHERE account_id = :account"
END = "UPDATE conversation SET flow = '', answers = '{}', at = :now WHERE account_id = :account"


class Conversations(Shelf):
    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        super().__init__(connection, now)
        self._known: dict[int, Conversation | None] = {}
        """As read since anything was last written: one turn asks several times."""
        self._written = -1

    def of(self, account_id: int) -> Conversation | None:
        if self._written != (written := self.connection.total_changes):
            self.forget()
            self._written = written
        if account_id not in self._known:
            row = self.row(OF, account=account_id)
            found = Conversation(row["serial"], row["flow"], unpacked(row["answers"])) if row and row["flow"] else None
            self._known[account_id] = found
        return self._known[account_id]

    def forget(self) -> None:
        """What was written has been undone."""
        self._known.clear()

    def begin(self, account_id: int, flow: str, answers: Mapping[str, Any]) -> Conversation:
        """Open a conversation in place of any other; its serial tells its buttons from older ones."""
        serial = self.one(BEGIN, account=account_id, flow=flow, answers=packed(answers), now=self.now)["serial"]
        return Conversation(serial, flow, answers)

    def keep(self, account_id: int, answers: Mapping[str, Any]) -> None:
        self.run(KEEP, account=account_id, answers=packed(answers), now=self.now)

    def end(self, account_id: int) -> None:
        """The row stays, so that the next conversation's serial is a new one."""
        self.run(END, account=account_id, now=self.now)
