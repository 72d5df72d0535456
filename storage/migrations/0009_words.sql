-- A village's own words and places, taught by its helpers. A word has a meaning, a place its dusun.
-- word: lower case, one space between words. Nothing is deleted: what no longer counts has its end.
CREATE TABLE village_word (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    word       TEXT NOT NULL,
    means      TEXT,
    dusun_id   INTEGER REFERENCES dusun,
    by_id      INTEGER NOT NULL REFERENCES resident,
    at         INTEGER NOT NULL,
    removed_by INTEGER REFERENCES resident,
    removed_at INTEGER,
    CHECK ((means IS NULL) <> (dusun_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX village_word_now ON village_word (village_id, word) WHERE removed_at IS NULL;
