-- A kader acts for a neighbour without a phone; the council visits some of them; who has been heard is shown.

-- One act in somebody's name. A slip's number is used once in a round (`usulan:<season>`, `suara:<poll>`), and nobody
-- is helped twice with one ballot.
CREATE TABLE aid (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    round       TEXT NOT NULL,
    slip        TEXT NOT NULL,
    resident_id INTEGER NOT NULL REFERENCES resident,
    helper_id   INTEGER NOT NULL REFERENCES resident,
    poll_id     INTEGER REFERENCES poll,
    proposal_id INTEGER REFERENCES proposal,
    state       TEXT NOT NULL CHECK (state IN ('open', 'stands', 'replaced', 'objected')),
    at          INTEGER NOT NULL,
    UNIQUE (village_id, round, slip),
    UNIQUE (poll_id, resident_id),
    CHECK ((poll_id IS NULL) <> (proposal_id IS NULL))
) STRICT;
CREATE INDEX aid_for ON aid (resident_id);
CREATE INDEX aid_by ON aid (helper_id, round);
CREATE INDEX aid_of_proposal ON aid (proposal_id);

-- The draw at a poll's closing, with all that is needed to repeat it (docs/decisions/0019).
CREATE TABLE draw (
    poll_id     INTEGER PRIMARY KEY REFERENCES poll,
    village_id  INTEGER NOT NULL REFERENCES village,
    key         BLOB NOT NULL,
    head        BLOB NOT NULL,
    votes       INTEGER NOT NULL,
    visits      INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

-- Whom the council asks at home: drawn, or because the resident objected.
CREATE TABLE visit (
    aid_id      INTEGER PRIMARY KEY REFERENCES aid,
    village_id  INTEGER NOT NULL REFERENCES village,
    poll_id     INTEGER REFERENCES poll,
    why         TEXT NOT NULL CHECK (why IN ('drawn', 'objected')),
    finding     TEXT CHECK (finding IN ('right', 'wrong', 'absent')),
    by_id       INTEGER,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_open ON visit (village_id, finding);
CREATE INDEX visit_of_poll ON visit (poll_id);

-- The figures about who has been heard, as they were last shown; see village/reach.py.
CREATE TABLE reach_shown (
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    cells       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    tried_at    INTEGER NOT NULL,
    PRIMARY KEY (village_id, season_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX resident_home ON resident (village_id, dusun_id, rt);
