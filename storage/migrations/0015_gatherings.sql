-- Seasons that end and whose dates two officers move; gatherings, and the order in which they want the proposals.

-- ends_at: when its last phase ends, as phases say. settled_at: since when nothing in it waits any more.
ALTER TABLE season ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE season ADD COLUMN settled_at INTEGER;
UPDATE season SET ends_at = (SELECT MAX(json_extract(value, '$[3]')) FROM json_each(season.phases));
CREATE INDEX season_over ON season (ends_at) WHERE settled_at IS NULL;

-- The season that a proposal was carried into; season_id stays the one in which it was entered.
ALTER TABLE proposal ADD COLUMN carried_id INTEGER REFERENCES season;

-- New dates of a season wait for the second of two officers. phases: as in season.
CREATE TABLE season_change (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    phases      TEXT NOT NULL,
    first_id    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'declined')),
    second_id   INTEGER NOT NULL DEFAULT 0,
    reminded_at INTEGER,
    settled_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX season_change_open ON season_change (village_id) WHERE state = 'open';
CREATE INDEX season_change_asked ON season_change (at) WHERE state = 'open';

-- What a gathering wanted. dusun_id NULL: people of the whole village. name: of the group, else empty.
-- held_on: midnight at the beginning of that day. men, women: how many came. goes_on: the discussed ones are checked next.
CREATE TABLE gathering (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    kind        TEXT NOT NULL CHECK (kind IN ('musdus', 'mkp', 'kelompok')),
    dusun_id    INTEGER REFERENCES dusun,
    name        TEXT NOT NULL DEFAULT '',
    held_on     INTEGER NOT NULL,
    men         INTEGER NOT NULL,
    women       INTEGER NOT NULL,
    goes_on     INTEGER NOT NULL,
    first_id    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'declined')),
    second_id   INTEGER NOT NULL DEFAULT 0,
    reminded_at INTEGER,
    settled_at  INTEGER
) STRICT;
CREATE INDEX gathering_open ON gathering (at) WHERE state = 'open';
CREATE INDEX gathering_of ON gathering (village_id, season_id, state);

-- rank: 1 is the most important. later: why the gathering lets it wait, else empty.
CREATE TABLE gathering_item (
    gathering_id INTEGER NOT NULL REFERENCES gathering,
    rank         INTEGER NOT NULL,
    village_id   INTEGER NOT NULL REFERENCES village,
    proposal_id  INTEGER NOT NULL REFERENCES proposal,
    later        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (gathering_id, rank)
) STRICT;
CREATE UNIQUE INDEX gathering_item_once ON gathering_item (gathering_id, proposal_id);
CREATE INDEX gathering_item_of ON gathering_item (proposal_id);
