-- The team's desk: questions to proposers.

-- moves_at: when the next reminder is due, and after it the end of waiting.
CREATE TABLE clarification (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    question    TEXT NOT NULL,
    words       TEXT NOT NULL,
    asked_by    INTEGER NOT NULL REFERENCES resident,
    asked_at    INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
    reminded_at INTEGER,
    moves_at    INTEGER NOT NULL,
    settled_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX clarification_open ON clarification (proposal_id) WHERE state = 'open';
CREATE INDEX clarification_due ON clarification (moves_at) WHERE state = 'open';
CREATE INDEX clarification_of ON clarification (proposal_id);
CREATE INDEX clarification_asked ON clarification (asked_by);

-- What officers have added to a proposal: never changed, the newest of each field counts.
-- value: JSON, its shape by field as village/detail.py says. by_id: a resident.
CREATE TABLE proposal_detail (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    field       TEXT NOT NULL,
    value       TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    office      TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX proposal_detail_of ON proposal_detail (proposal_id);

-- The village's list of unit prices, never changed: the newest of a name and unit counts. low, high in rupiah.
CREATE TABLE unit_price (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    unit       TEXT NOT NULL,
    low        INTEGER NOT NULL,
    high       INTEGER NOT NULL,
    source     TEXT NOT NULL,
    year       INTEGER NOT NULL,
    by_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_price_of ON unit_price (village_id, unit, name_key);
