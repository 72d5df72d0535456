-- A round in which the teams score proposals by criteria: at most one is open. Two people begin, change and close it.
-- criteria: JSON [[name, weight, own], ...], never changed. seed: from it the draw of who scores what is repeated.
CREATE TABLE matrix (
    id           INTEGER PRIMARY KEY,
    village_id   INTEGER NOT NULL REFERENCES village,
    season_id    INTEGER NOT NULL REFERENCES season,
    preset       TEXT NOT NULL,
    criteria     TEXT NOT NULL,
    source       TEXT NOT NULL,
    year         INTEGER NOT NULL,
    state        TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'declined', 'open', 'closed', 'replaced')),
    first_id     INTEGER NOT NULL REFERENCES resident,
    second_id    INTEGER REFERENCES resident,
    at           INTEGER NOT NULL,
    seed         TEXT NOT NULL DEFAULT '',
    opened_at    INTEGER,
    closing_id   INTEGER REFERENCES resident,
    closed_by_id INTEGER REFERENCES resident,
    settled_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX matrix_asked ON matrix (village_id) WHERE state = 'asked';
CREATE UNIQUE INDEX matrix_open ON matrix (village_id) WHERE state = 'open';
CREATE INDEX matrix_of ON matrix (village_id, state, id);
CREATE TRIGGER matrix_keeps BEFORE UPDATE OF village_id, season_id, preset, criteria, source, year ON matrix
BEGIN SELECT RAISE(ABORT, 'criteria are fixed when they are announced'); END;

-- Who is to score what, drawn when the round begins; seq: in which order.
CREATE TABLE score_task (
    matrix_id   INTEGER NOT NULL REFERENCES matrix,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    scorer_id   INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    office      TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (matrix_id, proposal_id, scorer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX score_task_of ON score_task (scorer_id, matrix_id);

-- What somebody gave, never changed: the newest of each counts. marks: JSON, a value for each criterion.
CREATE TABLE score (
    id          INTEGER PRIMARY KEY,
    matrix_id   INTEGER NOT NULL REFERENCES matrix,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    scorer_id   INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    marks       TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX score_of ON score (matrix_id, proposal_id, scorer_id, id);
