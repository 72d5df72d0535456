-- News for many. A row of broadcast is what an officer sent, to whom, and how far it is; settled_at: nothing of it is
-- under way any more. turn: how many looks its one message of progress has had; told: the newest of them.
CREATE TABLE broadcast (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    by_id      INTEGER NOT NULL REFERENCES resident,
    office     TEXT NOT NULL,
    words      TEXT NOT NULL,
    segment    TEXT NOT NULL,
    chat_id    INTEGER NOT NULL REFERENCES chat,
    state      TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
    at         INTEGER NOT NULL,
    turn       INTEGER NOT NULL DEFAULT 0,
    told       TEXT NOT NULL DEFAULT '',
    settled_at INTEGER
) STRICT;
CREATE INDEX broadcast_open ON broadcast (id) WHERE settled_at IS NULL;
CREATE INDEX broadcast_of ON broadcast (village_id, at);
CREATE INDEX broadcast_by ON broadcast (by_id, at);

CREATE TRIGGER broadcast_keeps BEFORE UPDATE OF village_id, office, words, segment, at ON broadcast
BEGIN SELECT RAISE(ABORT, 'what was sent to many stays as it was sent'); END;

-- Everybody whom it concerns, with or without Telegram. reach: what became of it for this person, once all is settled.
CREATE TABLE broadcast_person (
    broadcast_id INTEGER NOT NULL REFERENCES broadcast,
    resident_id  INTEGER NOT NULL REFERENCES resident,
    village_id   INTEGER NOT NULL REFERENCES village,
    reach        TEXT NOT NULL DEFAULT '',
    visited_at   INTEGER,
    visited_by   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (broadcast_id, resident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_person_is ON broadcast_person (resident_id);

-- What a facilitator has prepared: it goes out when an officer of the village agrees, in that officer's name.
CREATE TABLE broadcast_draft (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    by_id      INTEGER NOT NULL REFERENCES resident,
    words      TEXT NOT NULL,
    segment    TEXT NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'declined')),
    second_id  INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER
) STRICT;
CREATE INDEX broadcast_draft_by ON broadcast_draft (by_id, at);

-- A letter of a broadcast knows which, so that it can be paused, cancelled and counted.
ALTER TABLE outbox ADD COLUMN broadcast_id INTEGER REFERENCES broadcast;
CREATE INDEX outbox_of_broadcast ON outbox (broadcast_id, state) WHERE broadcast_id IS NOT NULL;

-- why: of a chat that is stopped, what Telegram said (blocked, never, deactivated, kicked). thread: the topic of a forum
-- in which the village's news stands; 0: none. told: the trouble of which officers have been told.
ALTER TABLE chat ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE chat ADD COLUMN thread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chat ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN thread INTEGER NOT NULL DEFAULT 0;
