"""The steps of proposals: taken, and waiting for a second person; and who stands behind them."""

from collections.abc import Collection, Mapping
from typing import Any

from actions.proposal_records import Pending, Taken
from storage.shelf import Shelf, packed
from village.proposal import Proposal, Status
from village.steps import Why

MOVE = "UPDATE proposal SET status = :status WHERE id = :id"
ADD = """
    INSERT INTO proposal_status
           (proposal_id, seq, village_id, status, why, note, by_id, office, second_id, second_office, into_id, at)
    SELECT :id, COALESCE(MAX(seq), 0) + 1, :village, :status, :why, :note, :by, :office, :second, :second_office,
           :into, :now
      FROM proposal_status WHERE proposal_id = :id
    RETURNING seq
"""
HISTORY = """
    SELECT seq, status, why, note, by_id, office, second_id, second_office, into_id, at
      FROM proposal_status WHERE proposal_id = :id ORDER BY seq
"""
ASK = """
    INSERT INTO pending_step (village_id, proposal_id, status, why, note, into_id, first_id, at)
    VALUES (:village, :id, :status, :why, :note, :into, :first, :now)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
PENDING = "SELECT id, village_id, proposal_id, status, why, note, into_id, first_id, at FROM pending_step"
GET = f"{PENDING} WHERE id = :id AND village_id = :village AND state = 'open'"
OPEN = f"{PENDING} WHERE village_id = :village AND state = 'open' ORDER BY id"
OPEN_OF = f"{PENDING} WHERE proposal_id = :id AND state = 'open'"
UNREMINDED = f"{PENDING} WHERE state = 'open' AND reminded_at IS NULL AND at <= :before ORDER BY at, id"
REMINDED = "UPDATE pending_step SET reminded_at = :now WHERE id = :id"
SETTLE = """
    UPDATE pending_step SET state = :state, second_id = :second, settled_at = :now WHERE id = :id AND state = 'open'
"""
OVERTAKE = "UPDATE pending_step SET state = 'overtaken', settled_at = :now WHERE proposal_id = :id AND state = 'open'"
# What moves in a season that is over may have to be carried on.
WAKE = """
    UPDATE season SET settled_at = NULL
     WHERE id = (SELECT COALESCE(carried_id, season_id) FROM proposal WHERE id = :id) AND settled_at IS NOT NULL
"""
ASKED = "UPDATE clarification SET state = 'closed', settled_at = :now WHERE proposal_id = :id AND state = 'open'"

SUPPORT = """
    INSERT INTO support (proposal_id, resident_id, village_id, by_id, at)
    VALUES (:id, :resident, :village, :by, :now)
    ON CONFLICT (proposal_id, resident_id) DO UPDATE SET ended_at = NULL, by_id = excluded.by_id, at = excluded.at
     WHERE support.ended_at IS NOT NULL
"""
LEAVE = """
    UPDATE support SET ended_at = :now WHERE proposal_id = :id AND resident_id = :resident AND ended_at IS NULL
"""
# Whoever has moved away, died, or was no resident after all no longer stands behind anything.
STANDING = """
      FROM support s JOIN resident r ON r.id = s.resident_id AND r.state = 'verified'
     WHERE s.proposal_id = :id AND s.ended_at IS NULL
"""
SUPPORTERS = f"SELECT s.resident_id, s.by_id {STANDING} ORDER BY s.at, s.resident_id"
SUPPORTS = f"SELECT COUNT(*) AS n {STANDING}"
COUNTS = """
    SELECT s.proposal_id, COUNT(*) AS n
      FROM support s JOIN resident r ON r.id = s.resident_id AND r.state = 'verified'
     WHERE s.proposal_id IN (SELECT value FROM json_each(:ids)) AND s.ended_at IS NULL
     GROUP BY s.proposal_id
"""
STANDS = """
    SELECT 1 AS one FROM support WHERE proposal_id = :id AND resident_id = :resident AND ended_at IS NULL
"""


class Steps(Shelf):
    def take(
        self, proposal: Proposal, to: Status, why: Why | None = None, note: str = "", by: int = 0, office: str = "",
        second: int = 0, second_office: str = "", into: int | None = None,
    ) -> int:  # fmt: skip
        """Note a step that `village.steps` has allowed; returns its number within the proposal."""
        self.run(MOVE, id=proposal.id, status=to)
        self.run(OVERTAKE, id=proposal.id, now=self.now)
        self.run(ASKED, id=proposal.id, now=self.now)
        self.run(WAKE, id=proposal.id)
        row = self.one(
            ADD, id=proposal.id, village=proposal.village_id, status=to, why=why or "", note=note, by=by,
            office=office, second=second, second_office=second_office, into=into, now=self.now,
        )  # fmt: skip
        return int(row["seq"])

    def of(self, proposal_id: int) -> list[Taken]:
        return [_taken(row) for row in self.rows(HISTORY, id=proposal_id)]

    def ask(
        self, proposal: Proposal, to: Status, why: Why | None, note: str, first: int, into: int | None = None
    ) -> int | None:
        """Put a step before a second person; None when one waits already."""
        row = self.row(
            ASK, village=proposal.village_id, id=proposal.id, status=to, why=why or "", note=note, into=into,
            first=first, now=self.now,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def pending(self, pending_id: int, village_id: int) -> Pending | None:
        row = self.row(GET, id=pending_id, village=village_id)
        return _pending(row) if row else None

    def waiting(self, village_id: int) -> list[Pending]:
        return [_pending(row) for row in self.rows(OPEN, village=village_id)]

    def waits(self, proposal_id: int) -> Pending | None:
        row = self.row(OPEN_OF, id=proposal_id)
        return _pending(row) if row else None

    def unreminded(self, before: int) -> list[Pending]:
        """Asked by then and still open, and nobody has been reminded; of all villages."""
        return [_pending(row) for row in self.rows(UNREMINDED, before=before)]

    def reminded(self, pending_id: int) -> None:
        self.run(REMINDED, id=pending_id, now=self.now)

    def settle(self, pending_id: int, state: str, second: int) -> None:
        self.run(SETTLE, id=pending_id, state=state, second=second, now=self.now)


class Supports(Shelf):
    def add(self, proposal: Proposal, resident_id: int, by: int) -> bool:
        """False when the resident stands behind it already."""
        facts = {"id": proposal.id, "resident": resident_id, "village": proposal.village_id, "by": by}
        return self.run(SUPPORT, **facts, now=self.now).rowcount > 0

    def end(self, proposal_id: int, resident_id: int) -> bool:
        return self.run(LEAVE, id=proposal_id, resident=resident_id, now=self.now).rowcount > 0

    def of(self, proposal_id: int) -> dict[int, int]:
        """Residents behind it, the first first, each with who gave it: they themselves, or a kader for them."""
        return {row["resident_id"]: row["by_id"] for row in self.rows(SUPPORTERS, id=proposal_id)}

    def count(self, proposal_id: int) -> int:
        return int(self.one(SUPPORTS, id=proposal_id)["n"])

    def counts(self, ids: Collection[int]) -> dict[int, int]:
        """How many stand behind each of these; those with nobody are left out."""
        return {row["proposal_id"]: row["n"] for row in self.rows(COUNTS, ids=packed(sorted(ids)))}

    def stands(self, proposal_id: int, resident_id: int) -> bool:
        return self.row(STANDS, id=proposal_id, resident=resident_id) is not None


def _why(word: str) -> Why | None:
    return Why(word) if word else None


def _taken(row: Mapping[str, Any]) -> Taken:
    return Taken(**{**row, "status": Status(row["status"]), "why": _why(row["why"])})


def _pending(row: Mapping[str, Any]) -> Pending:
    return Pending(**{**row, "status": Status(row["status"]), "why": _why(row["why"])})
