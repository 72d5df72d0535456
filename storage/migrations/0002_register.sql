-- The register of residents: who lives here, with or without Telegram, as the office's list tells.

-- SQLite can't change a CHECK in place: the table is made anew, with `listed`: on the list, nobody speaks for them yet.
CREATE TABLE resident_with_register (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    name        TEXT NOT NULL,
    name_key    TEXT,
    dusun_id    INTEGER REFERENCES dusun,
    rt          TEXT,
    sex         TEXT CHECK (sex IN ('L', 'P')),
    birth_year  INTEGER,
    state       TEXT NOT NULL CHECK (state IN ('listed', 'asked', 'verified', 'refused', 'moved', 'died', 'outside')),
    settled_by  INTEGER,
    asked_at    INTEGER NOT NULL
) STRICT;
INSERT INTO resident_with_register (id, village_id, name, dusun_id, rt, sex, birth_year, state, settled_by, asked_at)
SELECT id, village_id, name, dusun_id, rt, sex, birth_year, state, settled_by, asked_at FROM resident;
DROP TABLE resident;
ALTER TABLE resident_with_register RENAME TO resident;
CREATE INDEX resident_waiting ON resident (village_id, state, birth_year);
CREATE INDEX resident_named ON resident (village_id, birth_year, name_key);

-- A newcomer who turned out to be a resident of the register: the old number still leads to the person.
CREATE TABLE resident_was (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident
) STRICT;
CREATE INDEX resident_was_now ON resident_was (resident_id);

-- A row of `resident` can be dissolved into another; its children must be found without reading their whole table.
CREATE INDEX account_speaker ON account (resident_id);
CREATE INDEX vote_of ON vote (resident_id);

-- What the office's list says of a resident beyond the person: numbers only as hashes whose key lies elsewhere.
CREATE TABLE register_row (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    nik_hash    BLOB,
    kk_hash     BLOB,
    birth_hash  BLOB,
    rw          TEXT,
    import_id   INTEGER NOT NULL,
    UNIQUE (village_id, nik_hash)
) STRICT;
CREATE INDEX register_row_household ON register_row (village_id, kk_hash);

-- Which account a row of the register belongs to: the primary key decides who was first.
CREATE TABLE register_claim (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    account_id  INTEGER NOT NULL REFERENCES account,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE register_import (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    by_id       INTEGER NOT NULL,
    chat_id     INTEGER REFERENCES chat,
    file        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'done', 'refused', 'dropped')),
    facts       TEXT NOT NULL DEFAULT '{}',
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX register_import_of ON register_import (village_id, state);
CREATE INDEX register_import_in ON register_import (state, at);

CREATE TABLE register_stage (
    import_id   INTEGER NOT NULL REFERENCES register_import,
    line        INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    new_id      INTEGER NOT NULL,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    birth_year  INTEGER,
    dusun       TEXT NOT NULL,
    dusun_id    INTEGER,
    rw          TEXT,
    rt          TEXT,
    sex         TEXT,
    state       TEXT NOT NULL,
    nik_hash    BLOB,
    kk_hash     BLOB,
    birth_hash  BLOB,
    resident_id INTEGER,
    change      TEXT,
    PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_stage_match ON register_stage (import_id, resident_id);

-- A letter may show its words in place of an earlier one, told by that one's `once` key.
ALTER TABLE outbox ADD COLUMN edits TEXT NOT NULL DEFAULT '';
