-- Joining: whom a request has reached, what was answered, what is checked again, cards, and knocks at the group's door.

-- How far a newcomer's request has gone: -1 nobody to ask yet, 0 their RT, 1 their dusun, 2 the whole village.
CREATE TABLE newcomer (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    circle      INTEGER NOT NULL CHECK (circle IN (-1, 0, 1, 2)),
    moves_at    INTEGER,
    rounds      INTEGER NOT NULL DEFAULT 0,
    kk_hash     BLOB,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX newcomer_due ON newcomer (moves_at) WHERE moves_at IS NOT NULL;

-- One answer of one officer about one newcomer.
CREATE TABLE vouching (
    resident_id INTEGER NOT NULL REFERENCES resident,
    officer_id  INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    answer      TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
    reason      TEXT NOT NULL DEFAULT '',
    at          INTEGER NOT NULL,
    PRIMARY KEY (resident_id, officer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vouching_by ON vouching (officer_id, at);

-- Who was drawn to be checked by a second officer; `seed` is the head of the book at the drawing.
CREATE TABLE recheck (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    seed        BLOB NOT NULL,
    turn        INTEGER NOT NULL DEFAULT 0,
    checker_id  INTEGER REFERENCES resident,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'same', 'other', 'unknown')),
    moves_at    INTEGER,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX recheck_due ON recheck (moves_at) WHERE moves_at IS NOT NULL;
CREATE INDEX recheck_by ON recheck (checker_id);

-- What the BPD has to decide: somebody was refused and appeals, or two officers do not agree.
CREATE TABLE join_case (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    kind        TEXT NOT NULL CHECK (kind IN ('appeal', 'recheck')),
    reason      TEXT NOT NULL,
    opened_at   INTEGER NOT NULL,
    settled_at  INTEGER,
    settled_by  INTEGER,
    outcome     TEXT CHECK (outcome IN ('yes', 'no')),
    why         TEXT
) STRICT;
CREATE INDEX join_case_in ON join_case (village_id, settled_at);
CREATE UNIQUE INDEX join_case_once ON join_case (resident_id, kind);

-- Printed cards: a household's code, of which only the hash is here, belongs to the first account that brings it.
CREATE TABLE card_sheet (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    dusun_id    INTEGER NOT NULL REFERENCES dusun,
    rt          TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    made_at     INTEGER
) STRICT;
CREATE TABLE card (
    code_hash   BLOB PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    sheet_id    INTEGER NOT NULL REFERENCES card_sheet,
    kk_hash     BLOB NOT NULL,
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    account_id  INTEGER REFERENCES account,
    used_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX card_of_household ON card (village_id, kk_hash);
CREATE INDEX card_of_sheet ON card (sheet_id);
CREATE TABLE code_guess (
    account_id  INTEGER PRIMARY KEY REFERENCES account,
    village_id  INTEGER,
    since       INTEGER NOT NULL,
    n           INTEGER NOT NULL
) STRICT;

-- Who stands at the door of a group and waits to be let in.
CREATE TABLE knock (
    account_id  INTEGER NOT NULL REFERENCES account,
    chat_id     INTEGER NOT NULL REFERENCES chat,
    village_id  INTEGER NOT NULL REFERENCES village,
    at          INTEGER NOT NULL,
    PRIMARY KEY (account_id, chat_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE chat ADD COLUMN may_invite INTEGER NOT NULL DEFAULT 0;

-- In which village an account, or a NIK, has its voice in the season for a plan year: the primary key decides.
CREATE TABLE season_voice (
    who         TEXT NOT NULL,
    year        INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (who, year)
) STRICT, WITHOUT ROWID;
