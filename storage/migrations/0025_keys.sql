-- The key of a ballot box in the council's hands: no row holds a share, only what recognises one that is typed.
-- A row is a poll that is being prepared, and later the key of that poll. writer_id: who writes the share on paper, of
-- another office than the council. key: the public half; it changes when all shares are made anew.
CREATE TABLE council_key (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    officer_id INTEGER NOT NULL REFERENCES resident,
    writer_id  INTEGER REFERENCES resident,
    numbers    TEXT NOT NULL,
    most_picks INTEGER NOT NULL,
    closes_at  INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    key        BLOB NOT NULL CHECK (length(key) = 32),
    state      TEXT NOT NULL DEFAULT 'making'
               CHECK (state IN ('making', 'dropped', 'running', 'waiting', 'opened', 'unopened', 'lost')),
    poll_id    INTEGER UNIQUE REFERENCES poll,
    asked_at   INTEGER,
    by_hand    INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    settled_at INTEGER
) STRICT;
CREATE INDEX council_key_of ON council_key (village_id, state);
CREATE INDEX council_key_in ON council_key (state, asked_at);

-- place: its x on the line. resident_id: whose it is; NULL for the paper. returned_at: typed back before the opening.
-- given_at, given_by: typed after the closing. proof: recognises the share, made slowly; it tells nothing of it.
CREATE TABLE key_share (
    key_id      INTEGER NOT NULL REFERENCES council_key,
    place       INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER REFERENCES resident,
    proof       BLOB NOT NULL CHECK (length(proof) = 32),
    returned_at INTEGER,
    given_at    INTEGER,
    given_by    INTEGER REFERENCES resident,
    lost_at     INTEGER,
    PRIMARY KEY (key_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX council_key_by ON council_key (officer_id);
CREATE INDEX council_key_paper ON council_key (writer_id);
CREATE INDEX key_share_of ON key_share (resident_id);
CREATE INDEX key_share_by ON key_share (given_by);
