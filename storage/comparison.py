"""A staged list held against the register: whom each line means, and what it would change."""

from actions.records import Place
from storage.shelf import Shelf
from village import names

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


class Comparison(Shelf):
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
