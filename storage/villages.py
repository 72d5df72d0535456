"""Villages and their dusun."""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from storage.shelf import Shelf, packed, unpacked
from village.place import Dusun, Village
from village.rules import Rule

ADD = "INSERT INTO village (code, name, zone, founded_at) VALUES (:code, :name, :zone, :now) RETURNING id"
ADD_DUSUN = "INSERT INTO dusun (village_id, name, rws, rts) VALUES (:village, :name, :rws, :rts) RETURNING id"
SET = """
    INSERT INTO setting (village_id, key, value, source, year) VALUES (:village, :key, :value, :source, :year)
    ON CONFLICT (village_id, key, year) DO UPDATE SET value = excluded.value, source = excluded.source
"""
DATED = """
    SELECT s.key, s.value, s.source, s.year FROM setting s
     WHERE s.village_id = :village AND substr(s.key, 1, :length) = :beginning
       AND s.year = (SELECT MAX(n.year) FROM setting n WHERE n.village_id = s.village_id AND n.key = s.key)
     ORDER BY s.key
"""
WIDEN = "UPDATE dusun SET rws = :rws, rts = :rts WHERE id = :id"
# A village is read with each update: in one statement and one row.
WHOLE = """
    SELECT v.id AS number, v.code, v.name, v.zone,
           (SELECT json_group_array(json_array(id, name, json(rts), json(rws)))
              FROM (SELECT * FROM dusun WHERE village_id = v.id ORDER BY id)) AS dusun,
           (SELECT json_group_object(key, value)
              FROM (SELECT key, value FROM setting WHERE village_id = v.id ORDER BY year)) AS settings
      FROM village v
"""
GET = WHOLE + " WHERE v.id = :village"
BY_CODE = WHOLE + " WHERE v.code = :code"
NAMED = WHOLE + " WHERE lower(v.name) LIKE :words ESCAPE '\\' ORDER BY v.name, v.code LIMIT 8"
ALL = WHOLE + " ORDER BY v.code"


class Villages(Shelf):
    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        super().__init__(connection, now)
        self._known: dict[int, Village] = {}
        """As they stand in this unit of work; whatever changes one here empties it."""

    def forget(self) -> None:
        """What was written has been undone, or something new is written."""
        self._known.clear()

    def add(self, code: str, name: str, zone: str, dusun: Sequence[Dusun]) -> Village:
        """`dusun` come without an id of their own."""
        village = self.one(ADD, code=code, name=name, zone=zone, now=self.now)["id"]
        for d in dusun:
            self.add_dusun(village, d)
        return self.get(village)

    def add_dusun(self, village_id: int, dusun: Dusun) -> int:
        """Returns its number; `dusun` comes without one."""
        self.forget()
        facts = {"name": dusun.name, "rws": packed(list(dusun.rws)), "rts": packed(list(dusun.rts))}
        return int(self.one(ADD_DUSUN, village=village_id, **facts)["id"])

    def widen(self, dusun: Dusun) -> None:
        """The dusun has these RW and RT from now on."""
        self.forget()
        self.run(WIDEN, id=dusun.id, rws=packed(list(dusun.rws)), rts=packed(list(dusun.rts)))

    def set(self, village_id: int, key: str, value: str, source: str, year: int) -> None:
        """A setting of the village from this year on, with its source; an empty value gives the national one back."""
        self.forget()
        self.run(SET, village=village_id, key=key, value=value, source=source, year=year)

    def dated(self, village_id: int, beginning: str) -> list[Rule]:
        """The settings whose key begins so, each with its source and its newest year."""
        rows = self.rows(DATED, village=village_id, beginning=beginning, length=len(beginning))
        return [Rule(row["key"], row["value"], "", row["year"], row["source"]) for row in rows]

    def get(self, village_id: int) -> Village:
        """A KeyError if it is not there is a bug."""
        if village_id not in self._known:
            self._known[village_id] = _village(**self.one(GET, village=village_id))
        return self._known[village_id]

    def by_code(self, code: str) -> Village | None:
        row = self.row(BY_CODE, code=code)
        return _village(**row) if row else None

    def named(self, words: str) -> list[Village]:
        pattern = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return [_village(**row) for row in self.rows(NAMED, words=f"%{pattern}%")]

    def all(self) -> list[Village]:
        return [_village(**row) for row in self.rows(ALL)]


@lru_cache(1024)
def _village(number: int, code: str, name: str, zone: str, dusun: str, settings: str) -> Village:
    """The same columns give the same village: what changes is read anew with each statement."""
    return Village(
        number, code, name, zone,
        tuple(Dusun(id_, called, tuple(rts), tuple(rws)) for id_, called, rts, rws in unpacked(dusun)),
        unpacked(settings),
    )  # fmt: skip
