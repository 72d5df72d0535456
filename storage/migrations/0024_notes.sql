-- What is still written about a meeting: voices that wait to be typed, calls that a facilitator has prepared, and who
-- has been reminded of what waits for them.

-- A voice note kept with an item of the agenda until the secretary has typed it. Its bytes are those of media.
CREATE TABLE minute_voice (
    media_id   INTEGER PRIMARY KEY REFERENCES media,
    item_id    INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'typed', 'unused')),
    settled_at INTEGER
) STRICT;
CREATE INDEX minute_voice_of ON minute_voice (meeting_id, item_id);

-- A call as a facilitator has prepared it; answers: those of the conversation, JSON, emptied when it is settled. An
-- officer who may call such a meeting goes on with it.
CREATE TABLE meeting_draft (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    by_id      INTEGER NOT NULL REFERENCES resident,
    kind       TEXT NOT NULL,
    answers    TEXT NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'called', 'declined')),
    second_id  INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER
) STRICT;
CREATE INDEX meeting_draft_by ON meeting_draft (by_id, at);

-- reminded_at: when whoever keeps it waiting was reminded, once. draft_at: since when the draft waits for its second.
ALTER TABLE minute_count ADD COLUMN reminded_at INTEGER;
CREATE INDEX minute_count_unreminded ON minute_count (at) WHERE state = 'open' AND reminded_at IS NULL;
ALTER TABLE hall ADD COLUMN draft_at INTEGER;
ALTER TABLE hall ADD COLUMN draft_reminded_at INTEGER;
CREATE INDEX hall_unreminded ON hall (draft_at) WHERE draft_by <> 0 AND sent_at IS NULL AND draft_reminded_at IS NULL;
ALTER TABLE sanggah ADD COLUMN reminded_at INTEGER;
CREATE INDEX sanggah_unreminded ON sanggah (meeting_id) WHERE state = 'open' AND reminded_at IS NULL;

-- helper_id: the kader who wrote it for somebody without a phone, whose paper has the number slip; 0: nobody.
ALTER TABLE sanggah ADD COLUMN helper_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sanggah ADD COLUMN slip TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX sanggah_slip ON sanggah (meeting_id, slip) WHERE slip <> '';
