"""Two proposals that somebody wants to join: what their authors say."""

from actions.proposal_records import Merging
from storage.shelf import Shelf

ADD = """
    INSERT INTO merging (village_id, proposal_id, into_id, first_id, at, due_at)
    VALUES (:village, :proposal, :into, :first, :now, :due)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
COLUMNS = """
    SELECT id, village_id, proposal_id, into_id, first_id, due_at, state, from_agrees, into_agrees FROM merging
"""
GET = f"{COLUMNS} WHERE id = :id AND village_id = :village"
DUE = f"{COLUMNS} WHERE state = 'open' AND due_at <= :now ORDER BY due_at, id"
FROM_AGREES = "UPDATE merging SET from_agrees = 1 WHERE id = :id"
INTO_AGREES = "UPDATE merging SET into_agrees = 1 WHERE id = :id"
SETTLE = "UPDATE merging SET state = :state, settled_at = :now WHERE id = :id AND state = 'open'"
JOINED = """
    SELECT p.id FROM proposal p
     WHERE p.status = 'digabung' AND p.id IN (SELECT s.proposal_id FROM proposal_status s WHERE s.into_id = :into)
       AND :into = (SELECT s.into_id FROM proposal_status s WHERE s.proposal_id = p.id ORDER BY s.seq DESC LIMIT 1)
     ORDER BY p.number
"""


class Mergings(Shelf):
    def add(self, village_id: int, proposal_id: int, into_id: int, first: int, due_at: int) -> int | None:
        """None when the authors are being asked about that proposal already."""
        row = self.row(
            ADD, village=village_id, proposal=proposal_id, into=into_id, first=first, due=due_at,
            now=self.now,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def get(self, merging_id: int, village_id: int) -> Merging | None:
        row = self.row(GET, id=merging_id, village=village_id)
        return Merging(**row) if row else None

    def due(self) -> list[Merging]:
        """Whose authors have been silent too long, in all villages."""
        return [Merging(**row) for row in self.rows(DUE, now=self.now)]

    def agrees(self, merging_id: int, into: bool) -> None:
        self.run(INTO_AGREES if into else FROM_AGREES, id=merging_id)

    def settle(self, merging_id: int, state: str) -> None:
        self.run(SETTLE, id=merging_id, state=state, now=self.now)

    def joined(self, proposal_id: int) -> list[int]:
        """The proposals that go along with this one now."""
        return [row["id"] for row in self.rows(JOINED, into=proposal_id)]
