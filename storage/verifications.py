"""Filled-in lists of the tim verifikasi; nothing is ever changed."""

from collections.abc import Mapping

from actions.proposal_records import Verification
from storage.shelf import Shelf, packed, unpacked

ADD = """
    INSERT INTO verification (village_id, proposal_id, by_id, answers, note, result, at)
    VALUES (:village, :proposal, :by, :answers, :note, :result, :now)
"""
NEWEST = """
    SELECT by_id, answers, note, result, at FROM verification WHERE proposal_id = :proposal ORDER BY id DESC LIMIT 1
"""


class Verifications(Shelf):
    def add(
        self, village_id: int, proposal_id: int, by: int, answers: Mapping[str, str], note: str, result: str
    ) -> None:
        self.run(
            ADD, village=village_id, proposal=proposal_id, by=by, answers=packed(dict(answers)), note=note,
            result=result, now=self.now,
        )  # fmt: skip

    def newest(self, proposal_id: int) -> Verification | None:
        row = self.row(NEWEST, proposal=proposal_id)
        return Verification(**{**row, "answers": unpacked(row["answers"])}) if row else None
