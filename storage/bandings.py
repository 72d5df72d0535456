"""What the council is asked to look at again."""

from actions.proposal_records import Banding
from storage.shelf import Shelf

ADD = """
    INSERT INTO banding (village_id, proposal_id, seq, resident_id, at, due_at)
    VALUES (:village, :proposal, :seq, :resident, :now, :due)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
COLUMNS = "SELECT id, village_id, proposal_id, seq, resident_id, words, at, due_at, state, note FROM banding"
GET = f"{COLUMNS} WHERE id = :id AND village_id = :village"
AGAINST = f"{COLUMNS} WHERE proposal_id = :proposal AND seq = :seq"
OPEN = f"{COLUMNS} WHERE village_id = :village AND state = 'open' ORDER BY due_at, id"
EXPLAIN = "UPDATE banding SET words = :words WHERE id = :id AND state = 'open'"
SETTLE = """
    UPDATE banding SET state = :state, member_id = :member, note = :note, settled_at = :now
     WHERE id = :id AND state = 'open'
"""


class Bandings(Shelf):
    def add(self, village_id: int, proposal_id: int, seq: int, resident_id: int, due_at: int) -> int | None:
        """None when somebody has asked about this step before."""
        row = self.row(
            ADD, village=village_id, proposal=proposal_id, seq=seq, resident=resident_id, due=due_at, now=self.now
        )
        return int(row["id"]) if row else None

    def get(self, banding_id: int, village_id: int) -> Banding | None:
        row = self.row(GET, id=banding_id, village=village_id)
        return Banding(**row) if row else None

    def against(self, proposal_id: int, seq: int) -> Banding | None:
        row = self.row(AGAINST, proposal=proposal_id, seq=seq)
        return Banding(**row) if row else None

    def open(self, village_id: int) -> list[Banding]:
        """What is not answered yet, the most urgent first."""
        return [Banding(**row) for row in self.rows(OPEN, village=village_id)]

    def explain(self, banding_id: int, words: str) -> None:
        self.run(EXPLAIN, id=banding_id, words=words)

    def settle(self, banding_id: int, state: str, member_id: int, note: str) -> None:
        self.run(SETTLE, id=banding_id, state=state, member=member_id, note=note, now=self.now)
