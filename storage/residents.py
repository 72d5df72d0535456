"""Residents, with the offices they hold now."""

from collections.abc import Mapping
from typing import Any

from storage.shelf import Shelf, fresh_id
from village.people import Office, Resident, Sex, State

ADD = """
    INSERT INTO resident (id, village_id, name, dusun_id, rt, sex, birth_year, state, asked_at)
    VALUES (:id, :village, :name, :dusun, :rt, :sex, :born, :state, :now)
"""
WHOLE = """
    SELECT r.*, (SELECT group_concat(m.office) FROM mandate m
                  WHERE m.resident_id = r.id AND m.begins_at <= :now AND (m.ends_at IS NULL OR m.ends_at > :now)
                ) AS offices
      FROM resident r
"""
GET = WHOLE + " WHERE r.id = :id"
WAITING = WHOLE + " WHERE r.village_id = :village AND r.state = 'asked' AND r.rt IS NOT NULL ORDER BY r.asked_at"
WAITING_COUNT = """
    SELECT COUNT(*) AS n FROM resident WHERE village_id = :village AND state = 'asked' AND rt IS NOT NULL
"""
SETTLE = "UPDATE resident SET state = :state, settled_by = :by WHERE id = :id"
DESCRIBE = """
    UPDATE resident SET name = :name, dusun_id = :dusun, rt = :rt, sex = :sex, birth_year = :born, state = :state
     WHERE id = :id
"""
ELECTORATE = """
    SELECT COUNT(*) AS n FROM resident
     WHERE village_id = :village AND state = 'verified' AND birth_year <= :born_until
"""


class Residents(Shelf):
    def add(
        self,
        village_id: int,
        name: str,
        state: State,
        dusun_id: int | None = None,
        rt: str | None = None,
        sex: Sex | None = None,
        birth_year: int | None = None,
    ) -> int:
        person = fresh_id()
        self.run(
            ADD, id=person, village=village_id, name=name, dusun=dusun_id, rt=rt, sex=sex, born=birth_year,
            state=state, now=self.now,
        )  # fmt: skip
        return person

    def get(self, resident_id: int) -> Resident | None:
        row = self.row(GET, id=resident_id, now=self.now)
        return _resident(row) if row else None

    def waiting(self, village_id: int) -> list[Resident]:
        """Newcomers whom nobody has vouched for yet, the first to ask first."""
        return [_resident(row) for row in self.rows(WAITING, village=village_id, now=self.now)]

    def waiting_count(self, village_id: int) -> int:
        return int(self.one(WAITING_COUNT, village=village_id)["n"])

    def settle(self, resident_id: int, state: State, by: int) -> None:
        self.run(SETTLE, id=resident_id, state=state, by=by)

    def describe(
        self, resident_id: int, name: str, dusun_id: int, rt: str, sex: Sex, birth_year: int, state: State
    ) -> None:
        self.run(DESCRIBE, id=resident_id, name=name, dusun=dusun_id, rt=rt, sex=sex, born=birth_year, state=state)

    def electorate(self, village_id: int, born_until: int) -> int:
        """How many verified residents were born in that year or before."""
        return int(self.one(ELECTORATE, village=village_id, born_until=born_until)["n"])


def _resident(row: Mapping[str, Any]) -> Resident:
    offices = frozenset(map(Office, row["offices"].split(","))) if row["offices"] else frozenset()
    return Resident(
        row["id"], row["village_id"], row["name"], row["dusun_id"], row["rt"],
        Sex(row["sex"]) if row["sex"] else None, row["birth_year"], State(row["state"]), offices,
    )  # fmt: skip
