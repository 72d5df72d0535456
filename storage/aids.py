"""What kader did for neighbours without a phone, and whom the council visits because of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.records import Draw, Visit
from storage import residents
from storage.shelf import Shelf, packed
from village import names
from village.aid import Aid, AidState
from village.people import Resident
from village.visits import Finding

ADD = """
    INSERT INTO aid (village_id, round, slip, resident_id, helper_id, poll_id, proposal_id, state, at)
    VALUES (:village, :round, :slip, :resident, :helper, :poll, :proposal, :state, :now)
    ON CONFLICT DO NOTHING RETURNING id
"""
GET = "SELECT * FROM aid WHERE id = :id"
FOR = "SELECT * FROM aid WHERE resident_id = :resident ORDER BY id"
BY = "SELECT * FROM aid WHERE helper_id = :helper ORDER BY id DESC LIMIT :limit"
COUNT = "SELECT COUNT(*) AS n FROM aid WHERE helper_id = :helper AND round = :round"
SLIP = "SELECT 1 FROM aid WHERE village_id = :village AND round = :round AND slip = :slip"
OF_PROPOSAL = "SELECT helper_id FROM aid WHERE proposal_id = :proposal AND round LIKE 'usulan:%' LIMIT 1"
WITH_BALLOT = "SELECT 1 FROM aid WHERE poll_id = :poll AND resident_id = :resident"
MOVE = "UPDATE aid SET state = :state WHERE id = :id"
REPLACE = """
    UPDATE aid SET state = 'replaced' WHERE poll_id = :poll AND resident_id = :voter AND state IN ('open', 'stands')
"""

# A household is what has one family card, or speaks through one phone. `of` and `among` are JSON lists of residents.
HOUSEMATES = """
    WITH home (kk_hash) AS (
             SELECT g.kk_hash FROM json_each(:of) o JOIN register_row g ON g.resident_id = o.value
              UNION ALL SELECT n.kk_hash FROM json_each(:of) o JOIN newcomer n ON n.resident_id = o.value
         )
    SELECT g.resident_id AS id FROM json_each(:among) a JOIN register_row g ON g.resident_id = a.value
     WHERE g.kk_hash IN (SELECT kk_hash FROM home)
 UNION
    SELECT n.resident_id FROM json_each(:among) a JOIN newcomer n ON n.resident_id = a.value
     WHERE n.kk_hash IN (SELECT kk_hash FROM home)
 UNION
    SELECT b.resident_id FROM json_each(:of) o
      JOIN account_resident t ON t.resident_id = o.value
      JOIN account_resident b ON b.account_id = t.account_id
     WHERE b.resident_id IN (SELECT value FROM json_each(:among))
"""
NEIGHBOURS = (
    residents.WHOLE
    + " WHERE r.village_id = :village AND r.dusun_id = :dusun AND r.state IN ('listed', 'asked', 'verified')"
    + " ORDER BY r.name, r.id"
)
# Whom a kader enters counts as a row of the register, so that a newcomer or a list finds this person and doubles none.
ENTER = """
    INSERT INTO register_row (resident_id, village_id, import_id) VALUES (:resident, :village, 0)
"""
ENTERED_BY = """
    SELECT r.settled_by FROM resident r JOIN register_row g ON g.resident_id = r.id AND g.import_id = 0
     WHERE r.id = :resident AND r.state = 'asked'
"""

DRAW = """
    INSERT INTO draw (poll_id, village_id, key, head, votes, visits, at)
    VALUES (:poll, :village, :key, :head, :votes, :visits, :now)
"""
DRAWN = "SELECT poll_id, key, head, votes, visits FROM draw WHERE poll_id = :poll"
TO_VISIT = """
    INSERT INTO visit (aid_id, village_id, poll_id, why, at)
    SELECT a.id, a.village_id, a.poll_id, :why, :now FROM aid a WHERE a.id = :aid
    ON CONFLICT (aid_id) DO UPDATE SET why = excluded.why, finding = NULL, by_id = NULL, at = excluded.at
"""
VISIT = "SELECT aid_id, poll_id, why, finding FROM visit WHERE aid_id = :aid AND village_id = :village"
FOUND = "UPDATE visit SET finding = :finding, by_id = :by, at = :now WHERE aid_id = :aid"
NOT_VISITED = """
    SELECT aid_id, poll_id, why, finding FROM visit WHERE village_id = :village AND finding IS NULL
 UNION ALL
    SELECT aid_id, poll_id, why, finding FROM visit WHERE village_id = :village AND finding = 'absent'
"""
FINDINGS = "SELECT finding, COUNT(*) AS n FROM visit WHERE poll_id = :poll AND why = 'drawn' GROUP BY finding"


class Aids(Shelf):
    def add(
        self, village_id: int, round: str, slip: str, resident_id: int, helper_id: int,
        poll_id: int | None, proposal_id: int | None,
    ) -> int | None:  # fmt: skip
        """Returns its number; None when the slip is used up in this round, or that ballot is helped already."""
        row = self.row(
            ADD, village=village_id, round=round, slip=slip, resident=resident_id, helper=helper_id, poll=poll_id,
            proposal=proposal_id, state="open" if poll_id else "stands", now=self.now,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def get(self, aid_id: int) -> Aid | None:
        row = self.row(GET, id=aid_id)
        return _aid(row) if row else None

    def done_for(self, resident_id: int) -> list[Aid]:
        """All that was done in this resident's name, the oldest first."""
        return [_aid(row) for row in self.rows(FOR, resident=resident_id)]

    def done_by(self, helper_id: int, limit: int) -> list[Aid]:
        return [_aid(row) for row in self.rows(BY, helper=helper_id, limit=limit)]

    def count(self, helper_id: int, round: str) -> int:
        return int(self.one(COUNT, helper=helper_id, round=round)["n"])

    def slip_used(self, village_id: int, round: str, slip: str) -> bool:
        return self.row(SLIP, village=village_id, round=round, slip=slip) is not None

    def proposed_by(self, proposal_id: int) -> int | None:
        """The kader who entered this proposal for somebody; None when its author did."""
        row = self.row(OF_PROPOSAL, proposal=proposal_id)
        return row["helper_id"] if row else None

    def helped(self, poll_id: int, resident_id: int) -> bool:
        return self.row(WITH_BALLOT, poll=poll_id, resident=resident_id) is not None

    def move(self, aid_id: int, state: AidState) -> None:
        self.run(MOVE, id=aid_id, state=state)

    def replace(self, poll_id: int, voter_id: int) -> bool:
        """The resident votes by an own phone: a kader's vote for this ballot no longer counts. Was there any?"""
        return self.run(REPLACE, poll=poll_id, voter=voter_id).rowcount > 0

    def housemates(self, among: Sequence[int], of: Sequence[int]) -> frozenset[int]:
        """Which `among` these share a household with one `of` those: by the KK number of the register or of the card
        they came with, or by the phone they share.
        """
        return frozenset(row["id"] for row in self.rows(HOUSEMATES, among=packed(among), of=packed(of)))

    def neighbours(self, village_id: int, dusun_id: int) -> list[tuple[Resident, str]]:
        """Everybody of a dusun, with the name as it is compared."""
        rows = self.rows(NEIGHBOURS, village=village_id, dusun=dusun_id, now=self.now)
        return [(residents.resident(row), row["name_key"] or names.key(row["name"])) for row in rows]

    def enter(self, resident_id: int, village_id: int) -> None:
        self.run(ENTER, resident=resident_id, village=village_id)

    def entered_by(self, resident_id: int) -> int | None:
        """The kader who entered this person and waits for a second word; None for everybody else."""
        row = self.row(ENTERED_BY, resident=resident_id)
        return row["settled_by"] if row else None

    # Visits

    def draw(self, poll_id: int, village_id: int, key: bytes, head: bytes, votes: int, visits: Sequence[int]) -> None:
        self.run(
            DRAW, poll=poll_id, village=village_id, key=key, head=head, votes=votes, visits=len(visits), now=self.now
        )
        for aid in visits:
            self.run(TO_VISIT, aid=aid, why="drawn", now=self.now)

    def drawn(self, poll_id: int) -> Draw | None:
        row = self.row(DRAWN, poll=poll_id)
        return Draw(**row) if row else None

    def ask_at_home(self, aid_id: int) -> None:
        """The resident has objected: the council must ask, even if it has asked before."""
        self.run(TO_VISIT, aid=aid_id, why="objected", now=self.now)

    def visit(self, aid_id: int, village_id: int) -> Visit | None:
        row = self.row(VISIT, aid=aid_id, village=village_id)
        return _visit(row) if row else None

    def found(self, aid_id: int, finding: Finding, by: int) -> None:
        self.run(FOUND, aid=aid_id, finding=finding, by=by, now=self.now)

    def not_visited(self, village_id: int) -> list[Visit]:
        """Who is still to be asked: first those nobody has called on, then those who were not at home."""
        return [_visit(row) for row in self.rows(NOT_VISITED, village=village_id)]

    def findings(self, poll_id: int) -> dict[Finding, int]:
        """How many of the drawn visits of a poll ended how; those that are still to come are left out."""
        return {Finding(r["finding"]): r["n"] for r in self.rows(FINDINGS, poll=poll_id) if r["finding"]}


def _aid(row: Mapping[str, Any]) -> Aid:
    return Aid(**{**row, "state": AidState(row["state"])})


def _visit(row: Mapping[str, Any]) -> Visit:
    return Visit(row["aid_id"], row["poll_id"], row["why"], Finding(row["finding"]) if row["finding"] else None)
