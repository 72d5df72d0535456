-- A meeting that is held: who is there, what is said about each item, the draft, the objections, the seal.

-- A called meeting whose door an officer has opened. secret: from it the spoken codes are made. shown: the turn of the
-- code that stands in the officer's chat. invited, present, needed: the quorum when it began. draft_by waits for
-- draft_second, of another office; then those who attended have it until objects_until. minutes: what was sealed, as
-- text whose SHA-256 is digest and stands in the book.
CREATE TABLE hall (
    meeting_id    INTEGER PRIMARY KEY REFERENCES meeting,
    village_id    INTEGER NOT NULL REFERENCES village,
    state         TEXT NOT NULL DEFAULT 'datang' CHECK (state IN (
                      'datang', 'berjalan', 'ditunda', 'menulis', 'sanggah', 'tersegel')),
    secret        BLOB NOT NULL,
    opened_by     INTEGER NOT NULL,
    opened_at     INTEGER NOT NULL,
    shown         INTEGER NOT NULL DEFAULT 0,
    invited       INTEGER NOT NULL DEFAULT 0,
    present       INTEGER NOT NULL DEFAULT 0,
    needed        INTEGER NOT NULL DEFAULT 0,
    began_by      INTEGER NOT NULL DEFAULT 0,
    began_at      INTEGER,
    ended_by      INTEGER NOT NULL DEFAULT 0,
    ended_at      INTEGER,
    draft_by      INTEGER NOT NULL DEFAULT 0,
    draft_second  INTEGER NOT NULL DEFAULT 0,
    sent_at       INTEGER,
    objects_until INTEGER,
    sealed_at     INTEGER,
    minutes       TEXT NOT NULL DEFAULT '',
    digest        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX hall_of ON hall (village_id, state);
CREATE INDEX hall_due ON hall (state, objects_until);
CREATE TRIGGER hall_sealed BEFORE UPDATE ON hall WHEN OLD.state = 'tersegel'
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;
CREATE TRIGGER hall_stays BEFORE DELETE ON hall
BEGIN SELECT RAISE(ABORT, 'a hall stays'); END;

-- Somebody is there: a resident, or a visitor from the paper list who is not in the register; visitor is a keyed hash of
-- the name there, guest_id the invitation by name if there was one. by_id: who wrote it down, 0: they themselves.
-- voice: has a vote. ended_at: a kader took the tick back.
CREATE TABLE attendance (
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER REFERENCES resident,
    guest_id    INTEGER REFERENCES meeting_guest,
    visitor     TEXT,
    way         TEXT NOT NULL CHECK (way IN ('kode', 'kader', 'kertas')),
    voice       INTEGER NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    ended_at    INTEGER,
    CHECK ((resident_id IS NULL) <> (visitor IS NULL))
) STRICT;
CREATE INDEX attendance_of ON attendance (meeting_id);
CREATE UNIQUE INDEX attendance_once ON attendance (resident_id, meeting_id) WHERE resident_id IS NOT NULL;
CREATE UNIQUE INDEX attendance_visitor_once ON attendance (meeting_id, visitor) WHERE visitor IS NOT NULL;
CREATE TRIGGER attendance_late BEFORE INSERT ON attendance
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('datang', 'berjalan'))
BEGIN SELECT RAISE(ABORT, 'nobody comes to a meeting that is over'); END;
CREATE TRIGGER attendance_kept BEFORE UPDATE OF meeting_id, way, voice, by_id, at, ended_at ON attendance
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state IN ('datang', 'berjalan'))
BEGIN SELECT RAISE(ABORT, 'nobody comes to a meeting that is over'); END;

-- Wrong codes from one phone in one turn.
CREATE TABLE hall_guess (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    account_id INTEGER NOT NULL REFERENCES account,
    village_id INTEGER NOT NULL REFERENCES village,
    turn       INTEGER NOT NULL,
    wrong      INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, account_id)
) STRICT, WITHOUT ROWID;

-- The paper list as one officer typed it, until a second one has typed the same. lines: JSON [[key, name, resident], ...],
-- emptied when it is settled.
CREATE TABLE paper_list (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    officer_id INTEGER NOT NULL,
    village_id INTEGER NOT NULL REFERENCES village,
    lines      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    PRIMARY KEY (meeting_id, officer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_list_open ON paper_list (village_id) WHERE state = 'open';

-- What an item came to. note: the note with which all agree, else empty.
CREATE TABLE minute (
    item_id    INTEGER PRIMARY KEY REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    outcome    TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    by_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX minute_of ON minute (meeting_id);
CREATE TRIGGER minute_kept BEFORE UPDATE ON minute
BEGIN SELECT RAISE(ABORT, 'what an item came to is not changed'); END;

-- What was said, as the secretary wrote it.
CREATE TABLE minute_note (
    id         INTEGER PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    words      TEXT NOT NULL,
    by_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX minute_note_of ON minute_note (meeting_id, item_id);

-- An objection raised in the hall. It is never deleted; whoever raised it may withdraw it, and why is written down.
CREATE TABLE minute_objection (
    id           INTEGER PRIMARY KEY,
    item_id      INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id   INTEGER NOT NULL REFERENCES meeting,
    village_id   INTEGER NOT NULL REFERENCES village,
    words        TEXT NOT NULL,
    by_id        INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    withdrawn    TEXT NOT NULL DEFAULT '',
    withdrawn_by INTEGER NOT NULL DEFAULT 0,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX minute_objection_of ON minute_objection (meeting_id, item_id);

-- Hands counted in the hall: one officer enters them, one of another office confirms. voices: how many had a vote.
CREATE TABLE minute_count (
    id         INTEGER PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    yes        INTEGER NOT NULL,
    no         INTEGER NOT NULL,
    abstain    INTEGER NOT NULL,
    voices     INTEGER NOT NULL,
    first_id   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'declined')),
    second_id  INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER
) STRICT;
CREATE INDEX minute_count_of ON minute_count (meeting_id, item_id);
CREATE UNIQUE INDEX minute_count_open ON minute_count (item_id) WHERE state = 'open';

-- Somebody who attended objects to what the draft says of an item; the council answers with a reason.
CREATE TABLE sanggah (
    id          INTEGER PRIMARY KEY,
    item_id     INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id  INTEGER NOT NULL REFERENCES meeting,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    words       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'granted', 'kept')),
    answer      TEXT NOT NULL DEFAULT '',
    by_id       INTEGER NOT NULL DEFAULT 0,
    settled_at  INTEGER
) STRICT;
CREATE INDEX sanggah_of ON sanggah (meeting_id, state);
CREATE INDEX sanggah_open ON sanggah (village_id) WHERE state = 'open';
CREATE UNIQUE INDEX sanggah_once ON sanggah (resident_id, item_id);

-- Nothing is added to sealed minutes, and nothing in them changes; what somebody wrote may still be erased.
CREATE TRIGGER minute_in_time BEFORE INSERT ON minute
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;
CREATE TRIGGER minute_stays BEFORE DELETE ON minute
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;
CREATE TRIGGER minute_note_in_time BEFORE INSERT ON minute_note
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan', 'menulis'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;
CREATE TRIGGER minute_note_sealed BEFORE UPDATE OF item_id, meeting_id, words, by_id, at ON minute_note
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;
CREATE TRIGGER minute_note_stays BEFORE DELETE ON minute_note
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;
CREATE TRIGGER minute_objection_in_time BEFORE INSERT ON minute_objection
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;
CREATE TRIGGER minute_objection_sealed BEFORE UPDATE OF item_id, meeting_id, words, by_id, at, withdrawn, withdrawn_by, withdrawn_at ON minute_objection
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;
CREATE TRIGGER minute_objection_stays BEFORE DELETE ON minute_objection
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;
CREATE TRIGGER minute_count_in_time BEFORE INSERT ON minute_count
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;
CREATE TRIGGER minute_count_sealed BEFORE UPDATE OF item_id, meeting_id, yes, no, abstain, voices, first_id, at, state, second_id, settled_at ON minute_count
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;
CREATE TRIGGER minute_count_stays BEFORE DELETE ON minute_count
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;
CREATE TRIGGER sanggah_in_time BEFORE INSERT ON sanggah
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('sanggah'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;
CREATE TRIGGER sanggah_sealed BEFORE UPDATE OF item_id, meeting_id, at, state, answer, by_id, settled_at ON sanggah
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;
CREATE TRIGGER sanggah_stays BEFORE DELETE ON sanggah
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;
