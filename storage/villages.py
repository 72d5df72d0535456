"""Villages and their dusun."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, packed
from village.place import Dusun, Village

ADD = "INSERT INTO village (code, name, zone, founded_at) VALUES (:code, :name, :zone, :now) RETURNING id"
ADD_DUSUN = "INSERT INTO dusun (village_id, name, rts) VALUES (:village, :name, :rts) RETURNING id"
# A village is read with each update: whole, in one statement.
WHOLE = """
    SELECT v.id, v.code, v.name, v.zone,
           (SELECT json_group_array(json_array(id, name, json(rts)))
              FROM (SELECT * FROM dusun WHERE village_id = v.id ORDER BY id)) AS dusun,
           (SELECT json_group_array(json_array(key, value))
              FROM (SELECT * FROM setting WHERE village_id = v.id ORDER BY year)) AS settings
      FROM village v
"""
GET = WHOLE + " WHERE v.id = :village"
BY_CODE = WHOLE + " WHERE v.code = :code"
NAMED = WHOLE + " WHERE lower(v.name) LIKE :words ESCAPE '\\' ORDER BY v.name, v.code LIMIT 8"
ALL = WHOLE + " ORDER BY v.code"


class Villages(Shelf):
    def add(self, code: str, name: str, zone: str, dusun: Sequence[tuple[str, Sequence[str]]]) -> Village:
        village = self.one(ADD, code=code, name=name, zone=zone, now=self.now)["id"]
        for hamlet, rts in dusun:
            self.run(ADD_DUSUN, village=village, name=hamlet, rts=packed(list(rts)))
        return self.get(village)

    def get(self, village_id: int) -> Village:
        return _village(self.one(GET, village=village_id))

    def by_code(self, code: str) -> Village | None:
        row = self.row(BY_CODE, code=code)
        return _village(row) if row else None

    def named(self, words: str) -> list[Village]:
        pattern = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return [_village(row) for row in self.rows(NAMED, words=f"%{pattern}%")]

    def all(self) -> list[Village]:
        return [_village(row) for row in self.rows(ALL)]


def _village(row: Mapping[str, Any]) -> Village:
    dusun = tuple(Dusun(number, name, tuple(rts)) for number, name, rts in json.loads(row["dusun"]))
    return Village(row["id"], row["code"], row["name"], row["zone"], dusun, dict(json.loads(row["settings"])))
