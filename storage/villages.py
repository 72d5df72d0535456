"""Villages and their dusun."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, packed
from village.place import Dusun, Village

ADD = "INSERT INTO village (code, name, zone, founded_at) VALUES (:code, :name, :zone, :now) RETURNING id"
ADD_DUSUN = "INSERT INTO dusun (village_id, name, rws, rts) VALUES (:village, :name, :rws, :rts) RETURNING id"
WIDEN = "UPDATE dusun SET rws = :rws, rts = :rts WHERE id = :id"
GET = "SELECT * FROM village WHERE id = :village"
BY_CODE = "SELECT * FROM village WHERE code = :code"
NAMED = "SELECT * FROM village WHERE lower(name) LIKE :words ESCAPE '\\' ORDER BY name, code LIMIT 8"
ALL = "SELECT * FROM village ORDER BY code"
DUSUN = "SELECT * FROM dusun WHERE village_id = :village ORDER BY id"
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
        return self._whole(self.one(GET, village=village_id))

    def by_code(self, code: str) -> Village | None:
        row = self.row(BY_CODE, code=code)
        return self._whole(row) if row else None

    def named(self, words: str) -> list[Village]:
        pattern = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return [self._whole(row) for row in self.rows(NAMED, words=f"%{pattern}%")]

    def all(self) -> list[Village]:
        return [self._whole(row) for row in self.rows(ALL)]

    def _whole(self, row: Mapping[str, Any]) -> Village:
        dusun = tuple(
            Dusun(d["id"], d["name"], tuple(json.loads(d["rts"])), tuple(json.loads(d["rws"])))
            for d in self.rows(DUSUN, village=row["id"])
        )
        settings = {s["key"]: s["value"] for s in self.rows(SETTINGS, village=row["id"])}
        return Village(row["id"], row["code"], row["name"], row["zone"], dusun, settings)
