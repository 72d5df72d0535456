"""What officers have added to proposals; and the village's list of unit prices. Rows are only added."""

from collections.abc import Mapping
from typing import Any

from actions.proposal_records import Detail
from storage.shelf import Shelf, packed, unpacked
from village.detail import Field

ADD = """
    INSERT INTO proposal_detail (village_id, proposal_id, field, value, by_id, office, at)
    VALUES (:village, :proposal, :field, :value, :by, :office, :now)
"""
OF = "SELECT field, value, by_id, office, at FROM proposal_detail WHERE proposal_id = :proposal ORDER BY id"


class Details(Shelf):
    def add(
        self, village_id: int, proposal_id: int, field: Field, value: Mapping[str, Any], by: int, office: str
    ) -> None:  # fmt: skip
        self.run(
            ADD, village=village_id, proposal=proposal_id, field=field, value=packed(value), by=by, office=office,
            now=self.now,
        )  # fmt: skip

    def of(self, proposal_id: int) -> list[Detail]:
        """All that was ever added, the oldest first."""
        return [
            Detail(Field(row["field"]), unpacked(row["value"]), row["by_id"], row["office"], row["at"])
            for row in self.rows(OF, proposal=proposal_id)
        ]
