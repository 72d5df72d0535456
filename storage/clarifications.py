"""Questions to proposers, one open at a time for each proposal."""

from collections.abc import Mapping
from typing import Any

from actions.proposal_records import Clarification
from storage.shelf import Shelf
from village.clarify import Ask

ADD = """
    INSERT INTO clarification (village_id, proposal_id, question, words, asked_by, asked_at, moves_at)
    VALUES (:village, :proposal, :question, :words, :by, :now, :moves_at)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
COLUMNS = "id, village_id, proposal_id, question, words, asked_by, asked_at, state, reminded_at"
GET = f"SELECT {COLUMNS} FROM clarification WHERE id = :id"  # noqa: S608
OPEN_OF = f"SELECT {COLUMNS} FROM clarification WHERE proposal_id = :proposal AND state = 'open'"  # noqa: S608
DUE = f"""
    SELECT {COLUMNS} FROM clarification WHERE state = 'open' AND moves_at <= :now ORDER BY moves_at LIMIT :limit
"""  # noqa: S608
REMIND = "UPDATE clarification SET reminded_at = :now, moves_at = :moves_at WHERE id = :id"
SETTLE = "UPDATE clarification SET state = :state, settled_at = :now WHERE id = :id AND state = 'open'"


class Clarifications(Shelf):
    def add(
        self, village_id: int, proposal_id: int, question: Ask, words: str, by: int, moves_at: int
    ) -> int | None:  # fmt: skip
        """None when one is open already."""
        row = self.row(
            ADD, village=village_id, proposal=proposal_id, question=question, words=words, by=by, now=self.now,
            moves_at=moves_at,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def get(self, clarification_id: int) -> Clarification | None:
        row = self.row(GET, id=clarification_id)
        return _clarification(row) if row else None

    def open_of(self, proposal_id: int) -> Clarification | None:
        row = self.row(OPEN_OF, proposal=proposal_id)
        return _clarification(row) if row else None

    def due(self, limit: int) -> list[Clarification]:
        return [_clarification(row) for row in self.rows(DUE, now=self.now, limit=limit)]

    def remind(self, clarification_id: int, moves_at: int) -> None:
        self.run(REMIND, id=clarification_id, now=self.now, moves_at=moves_at)

    def settle(self, clarification_id: int, state: str) -> None:
        self.run(SETTLE, id=clarification_id, state=state, now=self.now)


def _clarification(row: Mapping[str, Any]) -> Clarification:
    return Clarification(**{**row, "question": Ask(row["question"])})
