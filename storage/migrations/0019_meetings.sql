-- Meetings that are called: what about, who is invited, who answered what, and what reminds of them.

-- dusun_id NULL: of the whole village. name: of a meeting of its own kind, else empty. office: in which the convener
-- calls it. ends_at: when it will probably be over. closes_at: until when one registers for a vote; 0: no registration.
-- version: counts every change that people were told. date_version: counts changes of the date alone; reminders are of
-- one date. reason: of the last change, as people read it. unsur_note: why it was called although a required unsur has
-- nobody invited. second_of: the meeting that failed for want of people and is held again.
CREATE TABLE meeting (
    id           INTEGER PRIMARY KEY,
    village_id   INTEGER NOT NULL REFERENCES village,
    season_id    INTEGER NOT NULL REFERENCES season,
    kind         TEXT NOT NULL CHECK (kind IN (
                     'musdus', 'mkp', 'musdes', 'musrenbangdes', 'musrenbang_kecamatan', 'rembuk_stunting', 'own')),
    name         TEXT NOT NULL DEFAULT '',
    dusun_id     INTEGER REFERENCES dusun,
    convener_id  INTEGER NOT NULL,
    office       TEXT NOT NULL,
    place        TEXT NOT NULL,
    starts_at    INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL,
    closes_at    INTEGER NOT NULL DEFAULT 0,
    state        TEXT NOT NULL DEFAULT 'called' CHECK (state IN (
                     'planned', 'called', 'postponed', 'cancelled', 'running', 'held', 'failed')),
    version      INTEGER NOT NULL DEFAULT 1,
    date_version INTEGER NOT NULL DEFAULT 1,
    reason       TEXT NOT NULL DEFAULT '',
    unsur_note   TEXT NOT NULL DEFAULT '',
    second_of    INTEGER REFERENCES meeting,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_of ON meeting (village_id, state, starts_at);
CREATE UNIQUE INDEX meeting_second ON meeting (second_of) WHERE second_of IS NOT NULL;

-- What it is about (agenda), and what residents want asked there (question, by by_id). proposal_id: the item is this
-- proposal, and title is empty. gone_at: no longer on the list.
CREATE TABLE meeting_item (
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting,
    village_id  INTEGER NOT NULL REFERENCES village,
    kind        TEXT NOT NULL CHECK (kind IN ('agenda', 'question')),
    rank        INTEGER NOT NULL,
    proposal_id INTEGER REFERENCES proposal,
    words       TEXT NOT NULL DEFAULT '',
    by_id       INTEGER NOT NULL REFERENCES resident,
    at          INTEGER NOT NULL,
    gone_at     INTEGER
) STRICT;
CREATE INDEX meeting_item_of ON meeting_item (meeting_id, kind, rank);
CREATE INDEX meeting_item_by ON meeting_item (by_id);
CREATE UNIQUE INDEX meeting_item_once ON meeting_item (meeting_id, proposal_id) WHERE proposal_id IS NOT NULL;

-- Whom the call goes to. which: empty for all and women, the dusun's number, dusun and RT ("3/01"), or an office.
CREATE TABLE meeting_audience (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    segment    TEXT NOT NULL CHECK (segment IN ('all', 'dusun', 'rt', 'women', 'office')),
    which      TEXT NOT NULL DEFAULT '',
    village_id INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (meeting_id, segment, which)
) STRICT;

-- Invited by name to speak for an unsur, with a vote. resident_id NULL: somebody who is not in the register, by `name`.
CREATE TABLE meeting_guest (
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER REFERENCES resident,
    name        TEXT NOT NULL DEFAULT '',
    sex         TEXT CHECK (sex IN ('L', 'P')),
    unsur       TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_guest_of ON meeting_guest (meeting_id);
CREATE UNIQUE INDEX meeting_guest_once ON meeting_guest (resident_id, meeting_id) WHERE resident_id IS NOT NULL;

-- What somebody said about coming. people: how many come with this answer, the person included; 0 for whoever stays
-- away. registered_at: since when registered for a vote; NULL: not, or too late. by_id: who entered it.
CREATE TABLE meeting_answer (
    meeting_id    INTEGER NOT NULL REFERENCES meeting,
    resident_id   INTEGER NOT NULL REFERENCES resident,
    village_id    INTEGER NOT NULL REFERENCES village,
    answer        TEXT NOT NULL CHECK (answer IN ('comes', 'sends', 'absent')),
    people        INTEGER NOT NULL,
    transport     INTEGER NOT NULL DEFAULT 0,
    child_care    INTEGER NOT NULL DEFAULT 0,
    at            INTEGER NOT NULL,
    registered_at INTEGER,
    by_id         INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, resident_id)
) STRICT;
CREATE INDEX meeting_answer_of ON meeting_answer (resident_id);

-- When to remind of what: of a meeting's date, or of a day of the season (what: its name). version: which date it is
-- about, the meeting's date_version or the day itself. before: minutes before it. state: waiting, then sent, missed
-- (its time passed while nobody could be reminded), or dropped (another date holds).
CREATE TABLE reminder (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    meeting_id INTEGER REFERENCES meeting,
    season_id  INTEGER REFERENCES season,
    what       TEXT NOT NULL DEFAULT '',
    version    INTEGER NOT NULL,
    before     INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'missed', 'dropped')),
    settled_at INTEGER,
    CHECK ((meeting_id IS NULL) <> (season_id IS NULL))
) STRICT;
CREATE INDEX reminder_due ON reminder (at) WHERE state = 'waiting';
CREATE UNIQUE INDEX reminder_of_meeting ON reminder (meeting_id, version, before) WHERE meeting_id IS NOT NULL;
CREATE UNIQUE INDEX reminder_of_season ON reminder (season_id, what, version, before) WHERE season_id IS NOT NULL;
