"""The register of residents: lists that wait to be taken over, and who has claimed which row."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.records import Import
from storage.comparison import Comparison
from storage.shelf import fresh_id, packed, unpacked
from village.people import Sex
from village.register import Entry, Row

OPEN = """
    INSERT INTO register_import (village_id, by_id, chat_id, file, state, at)
    VALUES (:village, :by, :chat, :file, 'waiting', :now) RETURNING id
"""
GET = "SELECT * FROM register_import WHERE id = :id"
WAITING = "SELECT * FROM register_import WHERE state = 'waiting' AND chat_id IS NOT NULL ORDER BY id LIMIT 1"
SETTLE = "UPDATE register_import SET state = :state, facts = :facts, file = '' WHERE id = :id"
DROP_OLDER = "UPDATE register_import SET state = 'dropped' WHERE village_id = :village AND id < :id AND state = 'ready'"
DROP_OLD = """
    UPDATE register_import SET state = 'dropped'
     WHERE state IN ('ready', 'waiting') AND at < :before AND (state = 'ready' OR chat_id IS NULL)
"""
LITTER = """
    SELECT i.id FROM register_import i
     WHERE i.state IN ('done', 'refused', 'dropped')
       AND EXISTS (SELECT 1 FROM register_stage s WHERE s.import_id = i.id) LIMIT 1
"""
SWEEP = """
    DELETE FROM register_stage WHERE import_id = :id
       AND line IN (SELECT line FROM register_stage WHERE import_id = :id LIMIT :limit)
"""
STAGE = """
    INSERT INTO register_stage (import_id, line, village_id, new_id, name, name_key, birth_year, dusun, dusun_id, rw,
                                rt, sex, state, nik_hash, kk_hash, birth_hash)
    VALUES (:id, :line, :village, :new, :name, :key, :born, :dusun, :dusun_id, :rw, :rt, :sex, :state, :nik, :kk, :day)
"""

SETTLE_DUSUN = """
    UPDATE register_stage SET dusun_id = :dusun_id WHERE import_id = :id AND dusun_id IS NULL AND dusun = :dusun
"""
ADD_NEW = """
    INSERT INTO resident (id, village_id, name, name_key, dusun_id, rt, sex, birth_year, state, asked_at)
    SELECT new_id, village_id, name, name_key, dusun_id, rt, sex, birth_year, 'listed', :now
      FROM register_stage WHERE import_id = :id AND change = 'new'
"""
CHANGE_RESIDENTS = """
    UPDATE resident
       SET name = CASE WHEN s.joined THEN resident.name ELSE s.name END,
           name_key = CASE WHEN s.joined THEN resident.name_key ELSE s.name_key END,
           birth_year = CASE WHEN s.joined OR s.birth_year IS NULL THEN resident.birth_year ELSE s.birth_year END,
           state = CASE WHEN s.joined THEN resident.state ELSE s.state END,
           dusun_id = COALESCE(s.dusun_id, resident.dusun_id),
           rt = COALESCE(s.rt, resident.rt),
           sex = COALESCE(s.sex, resident.sex)
      FROM (SELECT t.*, (r.state = 'verified' OR c.resident_id IS NOT NULL) AS joined
              FROM register_stage t
              JOIN resident r ON r.id = t.resident_id
              LEFT JOIN register_claim c ON c.resident_id = t.resident_id
             WHERE t.import_id = :id AND t.change = 'changed') s
     WHERE resident.id = s.resident_id
"""
KEEP_ROWS = """
    INSERT INTO register_row (resident_id, village_id, nik_hash, kk_hash, birth_hash, rw, import_id)
    SELECT COALESCE(resident_id, new_id), village_id, nik_hash, kk_hash, birth_hash, rw, import_id
      FROM register_stage WHERE import_id = :id AND change IN ('new', 'changed')
    ON CONFLICT (resident_id) DO UPDATE
       SET nik_hash = COALESCE(excluded.nik_hash, nik_hash), kk_hash = COALESCE(excluded.kk_hash, kk_hash),
           birth_hash = COALESCE(excluded.birth_hash, birth_hash), rw = COALESCE(excluded.rw, rw),
           import_id = excluded.import_id
"""
CLAIM_JOINED = """
    INSERT INTO register_claim (resident_id, village_id, account_id, at)
    SELECT s.resident_id, s.village_id, MIN(a.account_id), :now
      FROM register_stage s JOIN account_resident a ON a.resident_id = s.resident_id
     WHERE s.import_id = :id AND s.change = 'changed'
  GROUP BY s.resident_id, s.village_id
    ON CONFLICT (resident_id) DO NOTHING
"""

ROWS = """
    SELECT r.id, r.name_key, r.dusun_id, r.rt, r.sex, c.resident_id AS claimed
      FROM resident r
      JOIN register_row g ON g.resident_id = r.id
      LEFT JOIN register_claim c ON c.resident_id = r.id
     WHERE r.village_id = :village AND r.birth_year = :born AND r.state IN ('listed', 'asked', 'verified')
"""
RECLAIM = "UPDATE register_claim SET account_id = :account, at = :now WHERE resident_id = :resident"
# Whom only a kader has entered (import 0) is no list.
STANDS = "SELECT 1 FROM register_row WHERE village_id = :village AND import_id > 0 LIMIT 1"
CLAIM = """
    INSERT INTO register_claim (resident_id, village_id, account_id, at) VALUES (:resident, :village, :account, :now)
    ON CONFLICT (resident_id) DO NOTHING
"""


class Register(Comparison):
    # A list on its way

    def begin(self, village_id: int, by: int, chat: int | None, file: str) -> int:
        return int(self.one(OPEN, village=village_id, by=by, chat=chat, file=file, now=self.now)["id"])

    def get(self, import_id: int) -> Import | None:
        row = self.row(GET, id=import_id)
        return _import(row) if row else None

    def waiting(self) -> Import | None:
        """The oldest list that came by chat and is not read yet."""
        row = self.row(WAITING)
        return _import(row) if row else None

    def settle(self, import_id: int, state: str, facts: Mapping[str, Any]) -> None:
        """What became of a list. The name of its file at Telegram is forgotten."""
        self.run(SETTLE, id=import_id, state=state, facts=packed(facts))

    def drop_older(self, village_id: int, import_id: int) -> None:
        """A newer list takes the place of those that nobody has answered."""
        self.run(DROP_OLDER, village=village_id, id=import_id)

    def sweep(self, before: int, limit: int) -> bool:
        """Remove some of what finished lists have left behind; False when there is nothing left."""
        self.run(DROP_OLD, before=before)
        row = self.row(LITTER)
        if row is None:
            return False
        self.run(SWEEP, id=row["id"], limit=limit)
        return True

    def unstage(self, import_id: int, limit: int) -> bool:
        """Remove some of what was staged before; False when nothing was."""
        return self.run(SWEEP, id=import_id, limit=limit).rowcount > 0

    def stage(self, import_id: int, village_id: int, entries: Sequence[tuple[Entry, str, int | None]]) -> None:
        """Lay lines ready, each with the name of its dusun, and with its number where the village has it."""
        self.connection.executemany(
            STAGE,
            [
                {
                    "id": import_id, "line": e.line, "village": village_id, "new": fresh_id(), "name": e.name,
                    "key": e.name_key, "born": e.birth_year, "dusun": dusun, "dusun_id": dusun_id, "rw": e.rw,
                    "rt": e.rt, "sex": e.sex, "state": e.state, "nik": e.nik_hash, "kk": e.kk_hash,
                    "day": e.birth_hash,
                }
                for e, dusun, dusun_id in entries
            ],
        )  # fmt: skip

    def name_dusun(self, import_id: int, dusun: str, dusun_id: int) -> None:
        self.run(SETTLE_DUSUN, id=import_id, dusun=dusun, dusun_id=dusun_id)

    def take_over(self, import_id: int) -> None:
        """Let what was compared become the register, all in this transaction."""
        self.run(ADD_NEW, id=import_id, now=self.now)
        self.run(CHANGE_RESIDENTS, id=import_id)
        self.run(KEEP_ROWS, id=import_id)
        self.run(CLAIM_JOINED, id=import_id, now=self.now)

    # Claims

    def stands(self, village_id: int) -> bool:
        """Has this village a register at all?"""
        return self.row(STANDS, village=village_id) is not None

    def born_in(self, village_id: int, birth_year: int) -> list[Row]:
        return [
            Row(
                r["id"], r["name_key"], r["dusun_id"], r["rt"], Sex(r["sex"]) if r["sex"] else None,
                r["claimed"] is not None,
            )
            for r in self.rows(ROWS, village=village_id, born=birth_year)
        ]  # fmt: skip

    def claim(self, resident_id: int, village_id: int, account_id: int) -> bool:
        """The row becomes this account's; False when another was first. The primary key decides."""
        return self.run(CLAIM, resident=resident_id, village=village_id, account=account_id, now=self.now).rowcount == 1

    def reclaim(self, resident_id: int, account_id: int) -> None:
        """The person behind a claimed row has another phone now."""
        self.run(RECLAIM, resident=resident_id, account=account_id, now=self.now)


def _import(row: Mapping[str, Any]) -> Import:
    return Import(
        row["id"], row["village_id"], row["by_id"], row["chat_id"], row["file"], row["state"],
        unpacked(row["facts"]),
    )  # fmt: skip
