-- Every step of a proposal says who took it and why; some need two people; residents stand behind proposals.

ALTER TABLE proposal_status ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_status ADD COLUMN by_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal_status ADD COLUMN office TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_status ADD COLUMN second_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal_status ADD COLUMN second_office TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_status ADD COLUMN into_id INTEGER REFERENCES proposal;
ALTER TABLE proposal_status RENAME COLUMN reason TO note;

-- A step that waits for its second person. Of each proposal at most one is open.
CREATE TABLE pending_step (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    status      TEXT NOT NULL,
    why         TEXT NOT NULL,
    note        TEXT NOT NULL,
    into_id     INTEGER REFERENCES proposal,
    first_id    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'declined', 'overtaken')),
    second_id   INTEGER,
    settled_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX pending_step_open ON pending_step (proposal_id) WHERE state = 'open';
CREATE INDEX pending_step_of ON pending_step (village_id, state);

-- Who stands behind a proposal. by_id: the kader who helped, or the resident.
CREATE TABLE support (
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    ended_at    INTEGER,
    PRIMARY KEY (proposal_id, resident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX support_of ON support (resident_id);
