"""Villages and their dusun."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from storage.shelf import Shelf, packed
from village.place import Dusun, Village

ADD = "INSERT INTO village (code, name, zone, founded_at) VALUES (:code, :name, :zone, :now) RETURNING id"
ADD_DUSUN = "INSERT INTO dusun (village_id, name, rws, rts) VALUES (:village, :name, :rws, :rts) RETURNING id"
WIDEN = "UPDATE dusun SET rws = :rws, rts = :rts WHERE id = :id"
# A village is read with each update: with its dusun in one statement, a row for each.
WHOLE = """
    SELECT v.id, v.code, v.name, v.zone, d.id AS dusun_id, d.name AS dusun, d.rws, d.rts
      FROM village v LEFT JOIN dusun d ON d.village_id = v.id
"""
GET = WHOLE + " WHERE v.id = :village ORDER BY d.id"
BY_CODE = WHOLE + " WHERE v.code = :code ORDER BY d.id"
NAMED = "SELECT id FROM village WHERE lower(name) LIKE :words ESCAPE '\\' ORDER BY name, code LIMIT 8"
ALL = WHOLE + " ORDER BY v.code, d.id"
SETTINGS = "SELECT key, value FROM setting WHERE village_id = :village ORDER BY year"


class Villages(Shelf):
    def add(self, code: str, name: str, zone: str, dusun: Sequence[Dusun]) -> Village:
        """`dusun` come without an id of their own."""
        village = self.one(ADD, code=code, name=name, zone=zone, now=self.now)["id"]
        for d in dusun:
            self.add_dusun(village, d)
        return self.get(village)

    def add_dusun(self, village_id: int, dusun: Dusun) -> int:
        """Returns its number; `dusun` comes without one."""
        facts = {"name": dusun.name, "rws": packed(list(dusun.rws)), "rts": packed(list(dusun.rts))}
        return int(self.one(ADD_DUSUN, village=village_id, **facts)["id"])

    def widen(self, dusun: Dusun) -> None:
        """The dusun has these RW and RT from now on."""
        self.run(WIDEN, id=dusun.id, rws=packed(list(dusun.rws)), rts=packed(list(dusun.rts)))

    def get(self, village_id: int) -> Village:
        """A KeyError if it is not there is a bug."""
        found = self._found(GET, village=village_id)
        if not found:
            raise KeyError(village_id)
        return found[0]

    def by_code(self, code: str) -> Village | None:
        found = self._found(BY_CODE, code=code)
        return found[0] if found else None

    def named(self, words: str) -> list[Village]:
        pattern = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return [self.get(row["id"]) for row in self.rows(NAMED, words=f"%{pattern}%")]

    def all(self) -> list[Village]:
        return self._found(ALL)

    def _found(self, sql: str, **facts: Any) -> list[Village]:
        return [self._whole(rows) for _, rows in groupby(self.rows(sql, **facts), itemgetter("id"))]

    def _whole(self, rows: Iterable[Mapping[str, Any]]) -> Village:
        first, *more = rows
        dusun = tuple(
            Dusun(row["dusun_id"], row["dusun"], tuple(json.loads(row["rts"])), tuple(json.loads(row["rws"])))
            for row in (first, *more)
            if row["dusun_id"] is not None
        )
        settings = {s["key"]: s["value"] for s in self.rows(SETTINGS, village=first["id"])}
        return Village(first["id"], first["code"], first["name"], first["zone"], dusun, settings)
