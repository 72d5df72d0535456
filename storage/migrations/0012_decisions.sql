-- The second person is reminded once.

ALTER TABLE pending_step ADD COLUMN reminded_at INTEGER;
CREATE INDEX pending_step_quiet ON pending_step (at) WHERE state = 'open' AND reminded_at IS NULL;

-- Somebody asks the council to look at a no again. seq: the step it is against; of each there is at most one.
CREATE TABLE banding (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    seq         INTEGER NOT NULL,
    resident_id INTEGER NOT NULL REFERENCES resident,
    words       TEXT NOT NULL DEFAULT '',
    at          INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'granted', 'kept')),
    member_id   INTEGER NOT NULL DEFAULT 0,
    note        TEXT NOT NULL DEFAULT '',
    settled_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX banding_once ON banding (proposal_id, seq);
CREATE INDEX banding_open ON banding (village_id, state, due_at);
CREATE INDEX banding_of ON banding (resident_id);

-- A filled-in list of the tim verifikasi; append only. answers: JSON, name of the item → ya, tidak, tidak_perlu.
CREATE TABLE verification (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    by_id       INTEGER NOT NULL,
    answers     TEXT NOT NULL,
    note        TEXT NOT NULL,
    result      TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX verification_of ON verification (proposal_id);

-- Before two proposals are joined both authors are asked; who is silent until due_at has said no.
CREATE TABLE merging (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    into_id     INTEGER NOT NULL REFERENCES proposal,
    first_id    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'agreed', 'declined', 'silent', 'overtaken')),
    from_agrees INTEGER NOT NULL DEFAULT 0,
    into_agrees INTEGER NOT NULL DEFAULT 0,
    settled_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX merging_open ON merging (proposal_id) WHERE state = 'open';
CREATE INDEX merging_due ON merging (due_at) WHERE state = 'open';
CREATE INDEX proposal_status_into ON proposal_status (into_id) WHERE into_id IS NOT NULL;
