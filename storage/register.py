"""The register of residents: lists that wait to be taken over, what they change, and who has claimed which row."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.records import Import, Place
from storage.shelf import Shelf, fresh_id, packed, unpacked
from village import names
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
KEYLESS = "SELECT id, name FROM resident WHERE village_id = :village AND name_key IS NULL"
GIVE_KEY = "UPDATE resident SET name_key = :key WHERE id = :id"

FORGET_MATCH = "UPDATE register_stage SET resident_id = NULL, change = NULL WHERE import_id = :id"
MATCH_NIK = """
    UPDATE register_stage
       SET resident_id = (SELECT g.resident_id FROM register_row g
                           WHERE g.village_id = register_stage.village_id AND g.nik_hash = register_stage.nik_hash)
     WHERE import_id = :id AND nik_hash IS NOT NULL
"""
# Without a NIK on either side: name, year and dusun; first with the day of birth (0), then with the RT (1), then alone.
# Only a pair that is the one possibility for both counts.
MATCH_NAME = """
    WITH pair AS (
        SELECT s.line, r.id, COUNT(*) OVER (PARTITION BY s.line) AS fits,
               COUNT(*) OVER (PARTITION BY r.id) AS rivals
          FROM register_stage s
          JOIN resident r ON r.village_id = s.village_id AND r.birth_year = s.birth_year AND r.name_key = s.name_key
                         AND r.dusun_id = s.dusun_id
                         AND (r.state IN ('listed', 'verified', 'moved', 'died')
                              OR (r.state = 'asked' AND EXISTS (SELECT 1 FROM register_row e
                                                                 WHERE e.resident_id = r.id AND e.import_id = 0)))
          LEFT JOIN register_row g ON g.resident_id = r.id
         WHERE s.import_id = :id AND s.resident_id IS NULL
           AND (g.nik_hash IS NULL OR s.nik_hash IS NULL)
           AND (g.birth_hash IS NULL OR s.birth_hash IS NULL OR g.birth_hash = s.birth_hash)
           AND (:step <> 0 OR g.birth_hash = s.birth_hash)
           AND (:step <> 1 OR r.rt = s.rt)
           AND NOT EXISTS (SELECT 1 FROM register_stage t WHERE t.import_id = :id AND t.resident_id = r.id)
    )
    UPDATE register_stage SET resident_id = pair.id
      FROM pair
     WHERE register_stage.import_id = :id AND register_stage.line = pair.line AND pair.fits = 1 AND pair.rivals = 1
"""
SEVERAL = """
    UPDATE register_stage SET change = 'several'
     WHERE import_id = :id AND resident_id IS NULL AND EXISTS (
           SELECT 1 FROM resident r LEFT JOIN register_row g ON g.resident_id = r.id
            WHERE r.village_id = register_stage.village_id AND r.birth_year = register_stage.birth_year
              AND r.name_key = register_stage.name_key AND r.dusun_id = register_stage.dusun_id
              AND r.state IN ('listed', 'verified', 'moved', 'died')
              AND (g.nik_hash IS NULL OR register_stage.nik_hash IS NULL)
              AND (g.birth_hash IS NULL OR register_stage.birth_hash IS NULL
                   OR g.birth_hash = register_stage.birth_hash)
              AND NOT EXISTS (SELECT 1 FROM register_stage t WHERE t.import_id = :id AND t.resident_id = r.id))
"""
CHANGE_NEW = """
    UPDATE register_stage SET change = CASE WHEN state = 'listed' THEN 'new' ELSE 'gone' END
     WHERE import_id = :id AND resident_id IS NULL AND change IS NULL
"""
# Whoever has joined is changed only in place and sex: a list must not take away a name, an age or a vote.
CHANGE_KNOWN = """
    WITH seen AS (
        SELECT s.line,
               CASE
               WHEN r.state = 'verified' OR c.resident_id IS NOT NULL THEN
                    CASE WHEN s.state <> 'listed' THEN 'kept'
                         WHEN g.resident_id IS NULL OR (s.dusun <> '' AND s.dusun_id IS NULL)
                              OR (s.dusun_id IS NOT NULL AND COALESCE(r.dusun_id, 0) <> s.dusun_id)
                              OR COALESCE(s.rt, r.rt, '') <> COALESCE(r.rt, '')
                              OR COALESCE(s.sex, r.sex, '') <> COALESCE(r.sex, '')
                              OR COALESCE(s.nik_hash, g.nik_hash, x'') <> COALESCE(g.nik_hash, x'')
                              OR COALESCE(s.kk_hash, g.kk_hash, x'') <> COALESCE(g.kk_hash, x'') THEN 'changed'
                         ELSE 'same' END
               WHEN g.resident_id IS NULL OR r.state <> s.state OR r.name <> s.name
                    OR COALESCE(s.birth_year, r.birth_year, 0) <> COALESCE(r.birth_year, 0)
                    OR COALESCE(s.birth_hash, g.birth_hash, x'') <> COALESCE(g.birth_hash, x'')
                    OR (s.dusun <> '' AND s.dusun_id IS NULL)
                    OR (s.dusun_id IS NOT NULL AND COALESCE(r.dusun_id, 0) <> s.dusun_id)
                    OR COALESCE(s.rw, g.rw, '') <> COALESCE(g.rw, '')
                    OR COALESCE(s.rt, r.rt, '') <> COALESCE(r.rt, '')
                    OR COALESCE(s.sex, r.sex, '') <> COALESCE(r.sex, '')
                    OR COALESCE(s.nik_hash, g.nik_hash, x'') <> COALESCE(g.nik_hash, x'')
                    OR COALESCE(s.kk_hash, g.kk_hash, x'') <> COALESCE(g.kk_hash, x'') THEN 'changed'
               ELSE 'same' END AS change
          FROM register_stage s
          JOIN resident r ON r.id = s.resident_id
          LEFT JOIN register_row g ON g.resident_id = r.id
          LEFT JOIN register_claim c ON c.resident_id = r.id
         WHERE s.import_id = :id
    )
    UPDATE register_stage SET change = seen.change
      FROM seen WHERE register_stage.import_id = :id AND register_stage.line = seen.line
"""
COUNT = "SELECT change, COUNT(*) AS n FROM register_stage WHERE import_id = :id GROUP BY change"
LINES = "SELECT line FROM register_stage WHERE import_id = :id AND change = 'several' ORDER BY line"
PLACES = """
    SELECT dusun, dusun_id, rw, rt, COUNT(*) AS n FROM register_stage
     WHERE import_id = :id AND change IN ('new', 'changed') GROUP BY dusun, dusun_id, rw, rt ORDER BY dusun, rw, rt
"""
ABSENT = """
    SELECT COUNT(*) AS n FROM register_row g JOIN resident r ON r.id = g.resident_id
     WHERE g.village_id = :village AND r.state IN ('listed', 'verified')
       AND NOT EXISTS (SELECT 1 FROM register_stage s WHERE s.import_id = :id AND s.resident_id = g.resident_id)
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


class Register(Shelf):
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

    def compare(self, import_id: int, village_id: int) -> dict[str, int]:
        """Find for each staged line whom it means; how many are `new`, `changed`, `same`, `kept`, `gone`, `several`.

        kept: has joined, and the list says died or moved. gone: died or moved, and nobody here. several: unclear who.
        """
        for row in self.rows(KEYLESS, village=village_id):
            self.run(GIVE_KEY, id=row["id"], key=names.key(row["name"]))
        for sql in (FORGET_MATCH, MATCH_NIK):
            self.run(sql, id=import_id)
        for step in (0, 1, 2):
            self.run(MATCH_NAME, id=import_id, step=step)
        for sql in (SEVERAL, CHANGE_NEW, CHANGE_KNOWN):
            self.run(sql, id=import_id)
        return {row["change"]: row["n"] for row in self.rows(COUNT, id=import_id)}

    def unclear(self, import_id: int) -> list[int]:
        return [row["line"] for row in self.rows(LINES, id=import_id)]

    def places(self, import_id: int) -> list[Place]:
        """Where the new and changed people live, as the list says."""
        return [Place(r["dusun"], r["dusun_id"], r["rw"], r["rt"], r["n"]) for r in self.rows(PLACES, id=import_id)]

    def absent(self, import_id: int, village_id: int) -> int:
        """How many of the register do not stand on this list."""
        return int(self.one(ABSENT, id=import_id, village=village_id)["n"])

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
