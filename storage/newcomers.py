"""Newcomers on their way in: how far a request has gone, what was answered, who looks again, what the BPD decides."""

from collections.abc import Mapping
from typing import Any

from actions.records import Case, Request, Second
from storage.shelf import Shelf

ADD = """
    INSERT INTO newcomer (resident_id, village_id, circle, moves_at, kk_hash, at)
    VALUES (:person, :village, :circle, :moves_at, :kk, :now)
    ON CONFLICT (resident_id) DO UPDATE SET circle = excluded.circle, moves_at = excluded.moves_at, rounds = 0
"""
GET = "SELECT * FROM newcomer WHERE resident_id = :person"
MOVE = "UPDATE newcomer SET circle = :circle, moves_at = :moves_at, rounds = :rounds WHERE resident_id = :person"
DUE = "SELECT * FROM newcomer WHERE moves_at <= :now ORDER BY moves_at LIMIT :limit"

ANSWER = """
    INSERT INTO vouching (resident_id, officer_id, village_id, answer, reason, at)
    VALUES (:person, :officer, :village, :answer, :reason, :now)
    ON CONFLICT (resident_id, officer_id) DO UPDATE
       SET answer = excluded.answer, reason = excluded.reason, at = excluded.at
"""
ANSWERS = "SELECT officer_id, answer, reason FROM vouching WHERE resident_id = :person ORDER BY at, officer_id"
DECIDED = """
    SELECT COUNT(*) AS n FROM vouching WHERE officer_id = :officer AND at >= :since AND answer IN ('yes', 'no')
"""

HOUSEHOLD = """
    SELECT kk_hash FROM register_row WHERE resident_id = :person AND kk_hash IS NOT NULL
     UNION SELECT kk_hash FROM newcomer WHERE resident_id = :person AND kk_hash IS NOT NULL
"""

DRAW = """
    INSERT INTO recheck (resident_id, village_id, seed, state, moves_at, at)
    VALUES (:person, :village, :seed, 'waiting', :now, :now) ON CONFLICT DO NOTHING
"""
SECOND = "SELECT * FROM recheck WHERE resident_id = :person"
SECOND_DUE = "SELECT * FROM recheck WHERE moves_at <= :now ORDER BY moves_at LIMIT :limit"
SECOND_MOVE = """
    UPDATE recheck SET turn = :turn, checker_id = :checker, state = :state, moves_at = :moves_at
     WHERE resident_id = :person
"""

OPEN_CASE = """
    INSERT INTO join_case (village_id, resident_id, kind, reason, opened_at)
    VALUES (:village, :person, :kind, :reason, :now) ON CONFLICT (resident_id, kind) DO NOTHING RETURNING *
"""
CASE = "SELECT * FROM join_case WHERE id = :id"
CASES = "SELECT * FROM join_case WHERE village_id = :village AND settled_at IS NULL ORDER BY id"
SETTLE_CASE = """
    UPDATE join_case SET settled_at = :now, settled_by = :by, outcome = :outcome, why = :why
     WHERE id = :id AND settled_at IS NULL
"""


class Newcomers(Shelf):
    # A request on its way

    def add(self, person: int, village_id: int, circle: int, moves_at: int | None, kk_hash: bytes | None) -> None:
        self.run(ADD, person=person, village=village_id, circle=circle, moves_at=moves_at, kk=kk_hash, now=self.now)

    def get(self, person: int) -> Request | None:
        row = self.row(GET, person=person)
        return _request(row) if row else None

    def move(self, person: int, circle: int, moves_at: int | None, rounds: int) -> None:
        self.run(MOVE, person=person, circle=circle, moves_at=moves_at, rounds=rounds)

    def due(self, limit: int) -> list[Request]:
        return [_request(row) for row in self.rows(DUE, now=self.now, limit=limit)]

    # What was answered

    def answer(self, person: int, officer: int, village_id: int, answer: str, reason: str) -> None:
        """The last answer of an officer counts."""
        self.run(ANSWER, person=person, officer=officer, village=village_id, answer=answer, reason=reason, now=self.now)

    def answers(self, person: int) -> dict[int, tuple[str, str]]:
        """Officer → (answer, reason)."""
        return {r["officer_id"]: (r["answer"], r["reason"]) for r in self.rows(ANSWERS, person=person)}

    def decided(self, officer: int, since: int) -> int:
        """How many newcomers this officer has decided about since then."""
        return int(self.one(DECIDED, officer=officer, since=since)["n"])

    def households(self, person: int) -> frozenset[bytes]:
        """The hashed KK numbers by which this person is known: of the register, and of the card they came with."""
        return frozenset(row["kk_hash"] for row in self.rows(HOUSEHOLD, person=person))

    # The second look

    def draw(self, person: int, village_id: int, seed: bytes) -> None:
        self.run(DRAW, person=person, village=village_id, seed=seed, now=self.now)

    def second(self, person: int) -> Second | None:
        row = self.row(SECOND, person=person)
        return _second(row) if row else None

    def seconds_due(self, limit: int) -> list[Second]:
        return [_second(row) for row in self.rows(SECOND_DUE, now=self.now, limit=limit)]

    def look(self, person: int, turn: int, checker: int | None, state: str, moves_at: int | None) -> None:
        self.run(SECOND_MOVE, person=person, turn=turn, checker=checker, state=state, moves_at=moves_at)

    # What the BPD decides

    def open_case(self, person: int, village_id: int, kind: str, reason: str) -> Case | None:
        """None when there was one of that kind already: nobody appeals twice."""
        row = self.row(OPEN_CASE, person=person, village=village_id, kind=kind, reason=reason, now=self.now)
        return _case(row) if row else None

    def case(self, case_id: int) -> Case | None:
        row = self.row(CASE, id=case_id)
        return _case(row) if row else None

    def cases(self, village_id: int) -> list[Case]:
        return [_case(row) for row in self.rows(CASES, village=village_id)]

    def settle_case(self, case_id: int, by: int, outcome: str, why: str) -> bool:
        """False when it was settled before."""
        return self.run(SETTLE_CASE, id=case_id, by=by, outcome=outcome, why=why, now=self.now).rowcount == 1


def _request(row: Mapping[str, Any]) -> Request:
    return Request(row["resident_id"], row["village_id"], row["circle"], row["rounds"], row["kk_hash"])


def _second(row: Mapping[str, Any]) -> Second:
    return Second(row["resident_id"], row["village_id"], row["seed"], row["turn"], row["checker_id"], row["state"])


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        row["id"], row["village_id"], row["resident_id"], row["kind"], row["reason"], row["settled_at"] is not None
    )
