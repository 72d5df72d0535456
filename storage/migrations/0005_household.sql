-- Several people behind one phone, and what neighbours in office have to say about somebody who is known already.

-- Frozen: somebody says that another phone speaks for this person; nobody acts for them until neighbours have met them.
ALTER TABLE resident ADD COLUMN frozen_at INTEGER;

-- Only accounts of several people have a row here. Who speaks has shown it by PIN and need not until then; `said` is
-- what came in before it was known who speaks.
CREATE TABLE speaking (
    account_id  INTEGER PRIMARY KEY REFERENCES account,
    village_id  INTEGER REFERENCES village,
    until       INTEGER NOT NULL,
    said        TEXT NOT NULL DEFAULT ''
) STRICT;

-- The question that is open with somebody who shares a phone, while another of the family speaks.
CREATE TABLE draft (
    account_id  INTEGER NOT NULL REFERENCES account,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    flow        TEXT NOT NULL,
    answers     TEXT NOT NULL,
    PRIMARY KEY (account_id, resident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of ON draft (resident_id);

-- A slow salted hash whose key lies outside the database. Without a hash a PIN may be set until `open_until`.
CREATE TABLE pin (
    resident_id  INTEGER PRIMARY KEY REFERENCES resident,
    village_id   INTEGER NOT NULL REFERENCES village,
    salt         BLOB,
    hash         BLOB,
    wrong        INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    open_until   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Another phone, a forgotten PIN, another house, gone from the village, dead: what people in office have to confirm.
CREATE TABLE matter (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    kind        TEXT NOT NULL CHECK (kind IN ('phone', 'pin', 'house', 'moved', 'died')),
    state       TEXT NOT NULL CHECK (state IN ('open', 'contested', 'done', 'refused')),
    facts       TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    settled_by  INTEGER
) STRICT;
CREATE INDEX matter_of ON matter (resident_id, kind);
