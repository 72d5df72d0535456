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
