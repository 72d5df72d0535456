-- The result of all migrations; a test holds it against them.

CREATE INDEX account_of_resident ON account_resident (resident_id);

CREATE INDEX account_speaker ON account (resident_id);

CREATE INDEX aid_by ON aid (helper_id, round);

CREATE INDEX aid_for ON aid (resident_id);

CREATE INDEX aid_of_proposal ON aid (proposal_id);

CREATE INDEX attendance_of ON attendance (meeting_id);

CREATE UNIQUE INDEX attendance_once ON attendance (resident_id, meeting_id) WHERE resident_id IS NOT NULL;

CREATE UNIQUE INDEX attendance_visitor_once ON attendance (meeting_id, visitor) WHERE visitor IS NOT NULL;

CREATE INDEX banding_of ON banding (resident_id);

CREATE UNIQUE INDEX banding_once ON banding (proposal_id, seq);

CREATE INDEX banding_open ON banding (village_id, state, due_at);

CREATE INDEX broadcast_by ON broadcast (by_id, at);

CREATE INDEX broadcast_draft_by ON broadcast_draft (by_id, at);

CREATE INDEX broadcast_of ON broadcast (village_id, at);

CREATE INDEX broadcast_open ON broadcast (id) WHERE settled_at IS NULL;

CREATE INDEX broadcast_person_is ON broadcast_person (resident_id);

CREATE INDEX card_of_household ON card (village_id, kk_hash);

CREATE INDEX card_of_sheet ON card (sheet_id);

CREATE INDEX chat_of_village ON chat (village_id, kind);

CREATE INDEX clarification_asked ON clarification (asked_by);

CREATE INDEX clarification_due ON clarification (moves_at) WHERE state = 'open';

CREATE INDEX clarification_of ON clarification (proposal_id);

CREATE UNIQUE INDEX clarification_open ON clarification (proposal_id) WHERE state = 'open';

CREATE INDEX complaint_by ON complaint (author_id);

CREATE INDEX consent_of ON consent (resident_id, id);

CREATE INDEX council_key_by ON council_key (officer_id);

CREATE INDEX council_key_in ON council_key (state, asked_at);

CREATE INDEX council_key_of ON council_key (village_id, state);

CREATE INDEX council_key_paper ON council_key (writer_id);

CREATE INDEX draft_of ON draft (resident_id);

CREATE INDEX erasure_due ON erasure (done_at);

CREATE INDEX gathering_item_of ON gathering_item (proposal_id);

CREATE UNIQUE INDEX gathering_item_once ON gathering_item (gathering_id, proposal_id);

CREATE INDEX gathering_of ON gathering (village_id, season_id, state);

CREATE INDEX gathering_open ON gathering (at) WHERE state = 'open';

CREATE INDEX hall_due ON hall (state, objects_until);

CREATE INDEX hall_of ON hall (village_id, state);

CREATE INDEX hall_unreminded ON hall (draft_at) WHERE draft_by <> 0 AND sent_at IS NULL AND draft_reminded_at IS NULL;

CREATE INDEX join_case_in ON join_case (village_id, settled_at);

CREATE UNIQUE INDEX join_case_once ON join_case (resident_id, kind);

CREATE INDEX key_share_by ON key_share (given_by);

CREATE INDEX key_share_of ON key_share (resident_id);

CREATE INDEX mandate_ending ON mandate (ends_at) WHERE told > 0;

CREATE INDEX mandate_in ON mandate (village_id, office);

CREATE INDEX mandate_of ON mandate (resident_id);

CREATE UNIQUE INDEX matrix_asked ON matrix (village_id) WHERE state = 'asked';

CREATE INDEX matrix_of ON matrix (village_id, state, id);

CREATE UNIQUE INDEX matrix_open ON matrix (village_id) WHERE state = 'open';

CREATE INDEX matter_of ON matter (resident_id, kind);

CREATE INDEX media_coming ON media (next_at) WHERE state = 'coming';

CREATE INDEX media_dropped ON media (state) WHERE state = 'dropped';

CREATE INDEX media_loose ON media (at) WHERE proposal_id IS NULL AND typing = '' AND state = 'kept';

CREATE INDEX media_of_proposal ON media (proposal_id) WHERE proposal_id IS NOT NULL;

CREATE INDEX media_of_resident ON media (resident_id);

CREATE INDEX media_typing ON media (village_id, typing, at) WHERE typing <> '';

CREATE INDEX media_unheard ON media (at) WHERE typing = 'waiting' AND told = 0;

CREATE INDEX meeting_answer_of ON meeting_answer (resident_id);

CREATE INDEX meeting_draft_by ON meeting_draft (by_id, at);

CREATE INDEX meeting_guest_of ON meeting_guest (meeting_id);

CREATE UNIQUE INDEX meeting_guest_once ON meeting_guest (resident_id, meeting_id) WHERE resident_id IS NOT NULL;

CREATE INDEX meeting_item_by ON meeting_item (by_id);

CREATE INDEX meeting_item_of ON meeting_item (meeting_id, kind, rank);

CREATE UNIQUE INDEX meeting_item_once ON meeting_item (meeting_id, proposal_id) WHERE proposal_id IS NOT NULL;

CREATE INDEX meeting_of ON meeting (village_id, state, starts_at);

CREATE UNIQUE INDEX meeting_second ON meeting (second_of) WHERE second_of IS NOT NULL;

CREATE INDEX merging_due ON merging (due_at) WHERE state = 'open';

CREATE UNIQUE INDEX merging_open ON merging (proposal_id) WHERE state = 'open';

CREATE INDEX minute_count_of ON minute_count (meeting_id, item_id);

CREATE UNIQUE INDEX minute_count_open ON minute_count (item_id) WHERE state = 'open';

CREATE INDEX minute_count_unreminded ON minute_count (at) WHERE state = 'open' AND reminded_at IS NULL;

CREATE INDEX minute_note_of ON minute_note (meeting_id, item_id);

CREATE INDEX minute_objection_of ON minute_objection (meeting_id, item_id);

CREATE INDEX minute_of ON minute (meeting_id);

CREATE INDEX minute_voice_of ON minute_voice (meeting_id, item_id);

CREATE INDEX newcomer_due ON newcomer (moves_at) WHERE moves_at IS NOT NULL;

CREATE INDEX open_ballot_at ON open_ballot (at);

CREATE INDEX open_ballot_of ON open_ballot (resident_id);

CREATE INDEX outbox_due ON outbox (priority, id) WHERE state = 'waiting';

CREATE INDEX outbox_in_chat ON outbox (chat_id, priority, id) WHERE state IN ('waiting', 'sending');

CREATE INDEX outbox_of_broadcast ON outbox (broadcast_id, state) WHERE broadcast_id IS NOT NULL;

CREATE INDEX paper_list_open ON paper_list (village_id) WHERE state = 'open';

CREATE INDEX pending_step_of ON pending_step (village_id, state);

CREATE UNIQUE INDEX pending_step_open ON pending_step (proposal_id) WHERE state = 'open';

CREATE INDEX pending_step_quiet ON pending_step (at) WHERE state = 'open' AND reminded_at IS NULL;

CREATE INDEX poll_due ON poll (state, closes_at);

CREATE INDEX poll_of_village ON poll (village_id, state);

CREATE INDEX poll_to_shred ON poll (state, shredded_at, closed_at);

CREATE INDEX proposal_by_author ON proposal (author_id, season_id);

CREATE INDEX proposal_detail_of ON proposal_detail (proposal_id);

CREATE INDEX proposal_read_with ON proposal_read (words);

CREATE INDEX proposal_status_into ON proposal_status (into_id) WHERE into_id IS NOT NULL;

CREATE INDEX proposal_term_of ON proposal_term (proposal_id);

CREATE INDEX recheck_by ON recheck (checker_id);

CREATE INDEX recheck_due ON recheck (moves_at) WHERE moves_at IS NOT NULL;

CREATE INDEX register_import_in ON register_import (state, at);

CREATE INDEX register_import_of ON register_import (village_id, state);

CREATE INDEX register_row_household ON register_row (village_id, kk_hash);

CREATE INDEX register_stage_match ON register_stage (import_id, resident_id);

CREATE INDEX reminder_due ON reminder (at) WHERE state = 'waiting';

CREATE UNIQUE INDEX reminder_of_meeting ON reminder (meeting_id, version, before) WHERE meeting_id IS NOT NULL;

CREATE UNIQUE INDEX reminder_of_season ON reminder (season_id, what, version, before) WHERE season_id IS NOT NULL;

CREATE INDEX resident_home ON resident (village_id, dusun_id, rt);

CREATE INDEX resident_named ON resident (village_id, birth_year, name_key);

CREATE INDEX resident_waiting ON resident (village_id, state, birth_year);

CREATE INDEX resident_was_now ON resident_was (resident_id);

CREATE INDEX sanggah_of ON sanggah (meeting_id, state);

CREATE UNIQUE INDEX sanggah_once ON sanggah (resident_id, item_id);

CREATE INDEX sanggah_open ON sanggah (village_id) WHERE state = 'open';

CREATE UNIQUE INDEX sanggah_slip ON sanggah (meeting_id, slip) WHERE slip <> '';

CREATE INDEX sanggah_unreminded ON sanggah (meeting_id) WHERE state = 'open' AND reminded_at IS NULL;

CREATE INDEX score_of ON score (matrix_id, proposal_id, scorer_id, id);

CREATE INDEX score_task_of ON score_task (scorer_id, matrix_id);

CREATE INDEX season_change_asked ON season_change (at) WHERE state = 'open';

CREATE UNIQUE INDEX season_change_open ON season_change (village_id) WHERE state = 'open';

CREATE INDEX season_over ON season (ends_at) WHERE settled_at IS NULL;

CREATE INDEX support_of ON support (resident_id);

CREATE INDEX took_part_of ON took_part (resident_id);

CREATE INDEX unit_price_of ON unit_price (village_id, unit, name_key);

CREATE INDEX verification_of ON verification (proposal_id);

CREATE UNIQUE INDEX village_word_now ON village_word (village_id, word) WHERE removed_at IS NULL;

CREATE INDEX visit_of_poll ON visit (poll_id);

CREATE INDEX visit_open ON visit (village_id, finding);

CREATE INDEX vouching_by ON vouching (officer_id, at);

CREATE TABLE account (
    id          INTEGER PRIMARY KEY,
    telegram_id INTEGER NOT NULL UNIQUE,
    chat_id     INTEGER NOT NULL UNIQUE REFERENCES chat,
    village_id  INTEGER REFERENCES village,
    resident_id INTEGER REFERENCES resident,
    language    TEXT NOT NULL DEFAULT 'id',
    first_seen  INTEGER NOT NULL
, consent INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE account_resident (
    account_id  INTEGER NOT NULL REFERENCES account,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (account_id, resident_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE aid (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    round       TEXT NOT NULL,
    slip        TEXT NOT NULL,
    resident_id INTEGER NOT NULL REFERENCES resident,
    helper_id   INTEGER NOT NULL REFERENCES resident,
    poll_id     INTEGER REFERENCES poll,
    proposal_id INTEGER REFERENCES proposal,
    state       TEXT NOT NULL CHECK (state IN ('open', 'stands', 'replaced', 'objected')),
    at          INTEGER NOT NULL,
    UNIQUE (village_id, round, slip),
    UNIQUE (poll_id, resident_id),
    CHECK ((poll_id IS NULL) <> (proposal_id IS NULL))
) STRICT;

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

CREATE TABLE ballot_line (
    poll_id    INTEGER NOT NULL REFERENCES poll,
    code       TEXT NOT NULL,
    choice     TEXT NOT NULL,
    salt       BLOB NOT NULL,
    village_id INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (poll_id, code)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE book (
    village_id  INTEGER NOT NULL REFERENCES village,
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    actor       INTEGER NOT NULL,
    role        TEXT NOT NULL,
    action      TEXT NOT NULL,
    object      TEXT NOT NULL,
    commitment  TEXT NOT NULL,
    prev        BLOB NOT NULL,
    hash        BLOB NOT NULL,
    PRIMARY KEY (village_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE book_page (
    village_id  INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    salt        BLOB NOT NULL,
    facts       TEXT NOT NULL,
    PRIMARY KEY (village_id, seq)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE broadcast_person (
    broadcast_id INTEGER NOT NULL REFERENCES broadcast,
    resident_id  INTEGER NOT NULL REFERENCES resident,
    village_id   INTEGER NOT NULL REFERENCES village,
    reach        TEXT NOT NULL DEFAULT '',
    visited_at   INTEGER,
    visited_by   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (broadcast_id, resident_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    code_hash   BLOB PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    sheet_id    INTEGER NOT NULL REFERENCES card_sheet,
    kk_hash     BLOB NOT NULL,
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    account_id  INTEGER REFERENCES account,
    used_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE card_sheet (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    dusun_id    INTEGER NOT NULL REFERENCES dusun,
    rt          TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    made_at     INTEGER
) STRICT;

CREATE TABLE chat (
    id          INTEGER PRIMARY KEY,
    telegram_id INTEGER NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    title       TEXT NOT NULL DEFAULT '',
    village_id  INTEGER REFERENCES village,
    state       TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'stopped')),
    paced_at    INTEGER NOT NULL DEFAULT 0
, may_invite INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', thread INTEGER NOT NULL DEFAULT 0, told TEXT NOT NULL DEFAULT '') STRICT;

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

CREATE TABLE code_guess (
    account_id  INTEGER PRIMARY KEY REFERENCES account,
    village_id  INTEGER,
    since       INTEGER NOT NULL,
    n           INTEGER NOT NULL
) STRICT;

CREATE TABLE complaint (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    author_id   INTEGER NOT NULL REFERENCES resident,
    number      INTEGER NOT NULL,
    words       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (village_id, number)
) STRICT;

CREATE TABLE consent (
    id           INTEGER PRIMARY KEY,
    village_id   INTEGER NOT NULL REFERENCES village,
    resident_id  INTEGER NOT NULL REFERENCES resident,
    version      INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;

CREATE TABLE conversation (
    account_id  INTEGER PRIMARY KEY REFERENCES account,
    serial      INTEGER NOT NULL,
    flow        TEXT NOT NULL,
    answers     TEXT NOT NULL,
    village_id  INTEGER,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE council_key (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    officer_id INTEGER NOT NULL REFERENCES resident,
    writer_id  INTEGER REFERENCES resident,
    numbers    TEXT NOT NULL,
    most_picks INTEGER NOT NULL,
    closes_at  INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    key        BLOB NOT NULL CHECK (length(key) = 32),
    state      TEXT NOT NULL DEFAULT 'making'
               CHECK (state IN ('making', 'dropped', 'running', 'waiting', 'opened', 'unopened', 'lost')),
    poll_id    INTEGER UNIQUE REFERENCES poll,
    asked_at   INTEGER,
    by_hand    INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    settled_at INTEGER
) STRICT;

CREATE TABLE draft (
    account_id  INTEGER NOT NULL REFERENCES account,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    flow        TEXT NOT NULL,
    answers     TEXT NOT NULL,
    PRIMARY KEY (account_id, resident_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE draw (
    poll_id     INTEGER PRIMARY KEY REFERENCES poll,
    village_id  INTEGER NOT NULL REFERENCES village,
    key         BLOB NOT NULL,
    head        BLOB NOT NULL,
    votes       INTEGER NOT NULL,
    visits      INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE dusun (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    name        TEXT NOT NULL,
    rws         TEXT NOT NULL,
    rts         TEXT NOT NULL,
    UNIQUE (village_id, name)
) STRICT;

CREATE TABLE erasure (
    owner       TEXT PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    at          INTEGER NOT NULL,
    done_at     INTEGER
) STRICT, WITHOUT ROWID;

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

CREATE TABLE gathering_item (
    gathering_id INTEGER NOT NULL REFERENCES gathering,
    rank         INTEGER NOT NULL,
    village_id   INTEGER NOT NULL REFERENCES village,
    proposal_id  INTEGER NOT NULL REFERENCES proposal,
    later        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (gathering_id, rank)
) STRICT;

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
, draft_at INTEGER, draft_reminded_at INTEGER) STRICT;

CREATE TABLE hall_guess (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    account_id INTEGER NOT NULL REFERENCES account,
    village_id INTEGER NOT NULL REFERENCES village,
    turn       INTEGER NOT NULL,
    wrong      INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE join_case (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    kind        TEXT NOT NULL CHECK (kind IN ('appeal', 'recheck')),
    reason      TEXT NOT NULL,
    opened_at   INTEGER NOT NULL,
    settled_at  INTEGER,
    settled_by  INTEGER,
    outcome     TEXT CHECK (outcome IN ('yes', 'no')),
    why         TEXT
) STRICT;

CREATE TABLE key_share (
    key_id      INTEGER NOT NULL REFERENCES council_key,
    place       INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER REFERENCES resident,
    proof       BLOB NOT NULL CHECK (length(proof) = 32),
    returned_at INTEGER,
    given_at    INTEGER,
    given_by    INTEGER REFERENCES resident,
    lost_at     INTEGER,
    PRIMARY KEY (key_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE knock (
    account_id  INTEGER NOT NULL REFERENCES account,
    chat_id     INTEGER NOT NULL REFERENCES chat,
    village_id  INTEGER NOT NULL REFERENCES village,
    at          INTEGER NOT NULL,
    PRIMARY KEY (account_id, chat_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    code_hash   BLOB PRIMARY KEY,
    kind        TEXT NOT NULL,
    village_id  INTEGER REFERENCES village,
    facts       TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE machine (
    key         TEXT PRIMARY KEY,
    value       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mandate (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    office      TEXT NOT NULL,
    provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    begins_at   INTEGER NOT NULL,
    ends_at     INTEGER, letter TEXT NOT NULL DEFAULT '', letter_at INTEGER, by_id INTEGER NOT NULL DEFAULT 0, after_id INTEGER REFERENCES mandate, frozen_at INTEGER, frozen_by TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', told INTEGER NOT NULL DEFAULT 999,
    UNIQUE (village_id, resident_id, office, begins_at)
) STRICT;

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

CREATE TABLE matter (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    kind        TEXT NOT NULL CHECK (kind IN ('phone', 'pin', 'house', 'moved', 'died')),
    state       TEXT NOT NULL CHECK (state IN ('open', 'contested', 'done', 'refused')),
    facts       TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    settled_by  INTEGER
) STRICT;

CREATE TABLE media (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    proposal_id INTEGER REFERENCES proposal,
    kind        TEXT NOT NULL CHECK (kind IN ('photo', 'voice', 'location')),
    form        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('coming', 'kept', 'lost', 'dropped', 'gone')),
    file        TEXT NOT NULL DEFAULT '',
    message     INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    seconds     INTEGER NOT NULL,
    latitude    INTEGER,
    longitude   INTEGER,
    typing      TEXT NOT NULL DEFAULT '' CHECK (typing IN ('', 'waiting', 'asked')),
    line        TEXT NOT NULL DEFAULT '',
    typed_by    INTEGER REFERENCES resident,
    sealed_for  INTEGER NOT NULL DEFAULT 0,
    released_at INTEGER,
    released_by INTEGER REFERENCES resident,
    at          INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER NOT NULL
, for_council INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0) STRICT;

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

CREATE TABLE meeting_audience (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    segment    TEXT NOT NULL CHECK (segment IN ('all', 'dusun', 'rt', 'women', 'office')),
    which      TEXT NOT NULL DEFAULT '',
    village_id INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (meeting_id, segment, which)
) STRICT;

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

CREATE TABLE migration (
        number   INTEGER PRIMARY KEY,
        name     TEXT NOT NULL,
        checksum TEXT NOT NULL,
        at       INTEGER NOT NULL
    ) STRICT
;

CREATE TABLE minute (
    item_id    INTEGER PRIMARY KEY REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    outcome    TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    by_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

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
, reminded_at INTEGER) STRICT;

CREATE TABLE minute_note (
    id         INTEGER PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    words      TEXT NOT NULL,
    by_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

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

CREATE TABLE minute_voice (
    media_id   INTEGER PRIMARY KEY REFERENCES media,
    item_id    INTEGER NOT NULL REFERENCES meeting_item,
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    village_id INTEGER NOT NULL REFERENCES village,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'typed', 'unused')),
    settled_at INTEGER
) STRICT;

CREATE TABLE newcomer (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    circle      INTEGER NOT NULL CHECK (circle IN (-1, 0, 1, 2)),
    moves_at    INTEGER,
    rounds      INTEGER NOT NULL DEFAULT 0,
    kk_hash     BLOB,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE news_choice (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    supported   TEXT NOT NULL CHECK (supported IN ('langsung', 'harian', 'jangan')),
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE open_ballot (
    account_id  INTEGER NOT NULL REFERENCES account,
    message_id  INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    poll_id     INTEGER NOT NULL REFERENCES poll,
    at          INTEGER NOT NULL,
    PRIMARY KEY (account_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    village_id  INTEGER,
    chat_id     INTEGER NOT NULL REFERENCES chat,
    resident_id INTEGER NOT NULL,
    key         TEXT NOT NULL,
    facts       TEXT NOT NULL,
    buttons     TEXT NOT NULL,
    menu        TEXT NOT NULL,
    fresh       TEXT NOT NULL,
    attach      TEXT NOT NULL,
    priority    INTEGER NOT NULL,
    once        TEXT UNIQUE,
    not_before  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'gone', 'failed', 'unsure', 'expired')),
    tries       INTEGER NOT NULL DEFAULT 0,
    again       INTEGER NOT NULL DEFAULT 0,
    message_id  INTEGER,
    error       TEXT,
    posted_at   INTEGER NOT NULL,
    settled_at  INTEGER
, edits TEXT NOT NULL DEFAULT '', at_night INTEGER NOT NULL DEFAULT 0, joins TEXT NOT NULL DEFAULT '', broadcast_id INTEGER REFERENCES broadcast, thread INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE paper_list (
    meeting_id INTEGER NOT NULL REFERENCES meeting,
    officer_id INTEGER NOT NULL,
    village_id INTEGER NOT NULL REFERENCES village,
    lines      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    PRIMARY KEY (meeting_id, officer_id)
) STRICT, WITHOUT ROWID;

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
, reminded_at INTEGER) STRICT;

CREATE TABLE pin (
    resident_id  INTEGER PRIMARY KEY REFERENCES resident,
    village_id   INTEGER NOT NULL REFERENCES village,
    salt         BLOB,
    hash         BLOB,
    wrong        INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    open_until   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE poll (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    most_picks  INTEGER NOT NULL,
    opens_at    INTEGER NOT NULL,
    closes_at   INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    seal        TEXT NOT NULL,
    age         INTEGER NOT NULL,
    secret      BLOB NOT NULL,
    closed_at   INTEGER,
    electorate  INTEGER,
    voted       INTEGER
, announcement TEXT, box_key BLOB, lines INTEGER, root_s BLOB, root_c BLOB, shredded_at INTEGER) STRICT;

CREATE TABLE poll_option (
    id          INTEGER PRIMARY KEY,
    poll_id     INTEGER NOT NULL REFERENCES poll,
    village_id  INTEGER NOT NULL REFERENCES village,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    number      INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    title       TEXT NOT NULL,
    votes       INTEGER,
    UNIQUE (poll_id, proposal_id)
) STRICT;

CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    number      INTEGER NOT NULL,
    author_id   INTEGER NOT NULL REFERENCES resident,
    status      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    entered_at  INTEGER NOT NULL, carried_id INTEGER REFERENCES season, urgent INTEGER NOT NULL DEFAULT 0,
    UNIQUE (village_id, number)
) STRICT;

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

CREATE TABLE proposal_read (
    proposal_id INTEGER PRIMARY KEY REFERENCES proposal,
    village_id  INTEGER NOT NULL REFERENCES village,
    words       INTEGER NOT NULL
) STRICT;

CREATE TABLE proposal_status (
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    seq         INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    status      TEXT NOT NULL,
    note      TEXT NOT NULL DEFAULT '',
    at          INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '', by_id INTEGER NOT NULL DEFAULT 0, office TEXT NOT NULL DEFAULT '', second_id INTEGER NOT NULL DEFAULT 0, second_office TEXT NOT NULL DEFAULT '', into_id INTEGER REFERENCES proposal,
    PRIMARY KEY (proposal_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_term (
    village_id  INTEGER NOT NULL REFERENCES village,
    dusun_id    INTEGER NOT NULL,
    term        TEXT NOT NULL,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    weight      REAL NOT NULL,
    PRIMARY KEY (village_id, dusun_id, term, proposal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_version (
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    version     INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    title       TEXT NOT NULL,
    words       TEXT NOT NULL,
    dusun_id    INTEGER REFERENCES dusun,
    rt          TEXT,
    benefit     TEXT NOT NULL,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL, behalf TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (proposal_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    update_id   INTEGER PRIMARY KEY,
    reference   TEXT NOT NULL,
    shape       TEXT NOT NULL,
    error       TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE reach_shown (
    village_id  INTEGER NOT NULL REFERENCES village,
    season_id   INTEGER NOT NULL REFERENCES season,
    cells       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    tried_at    INTEGER NOT NULL,
    PRIMARY KEY (village_id, season_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recheck (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    seed        BLOB NOT NULL,
    turn        INTEGER NOT NULL DEFAULT 0,
    checker_id  INTEGER REFERENCES resident,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'same', 'other', 'unknown')),
    moves_at    INTEGER,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE register_claim (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    account_id  INTEGER NOT NULL REFERENCES account,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE register_import (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    by_id       INTEGER NOT NULL,
    chat_id     INTEGER REFERENCES chat,
    file        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'done', 'refused', 'dropped')),
    facts       TEXT NOT NULL DEFAULT '{}',
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE register_row (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    nik_hash    BLOB,
    kk_hash     BLOB,
    birth_hash  BLOB,
    rw          TEXT,
    import_id   INTEGER NOT NULL,
    UNIQUE (village_id, nik_hash)
) STRICT;

CREATE TABLE register_stage (
    import_id   INTEGER NOT NULL REFERENCES register_import,
    line        INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    new_id      INTEGER NOT NULL,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    birth_year  INTEGER,
    dusun       TEXT NOT NULL,
    dusun_id    INTEGER,
    rw          TEXT,
    rt          TEXT,
    sex         TEXT,
    state       TEXT NOT NULL,
    nik_hash    BLOB,
    kk_hash     BLOB,
    birth_hash  BLOB,
    resident_id INTEGER,
    change      TEXT,
    PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE "resident" (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    name        TEXT NOT NULL,
    name_key    TEXT,
    dusun_id    INTEGER REFERENCES dusun,
    rt          TEXT,
    sex         TEXT CHECK (sex IN ('L', 'P')),
    birth_year  INTEGER,
    state       TEXT NOT NULL CHECK (state IN ('listed', 'asked', 'verified', 'refused', 'moved', 'died', 'outside')),
    settled_by  INTEGER,
    asked_at    INTEGER NOT NULL
, frozen_at INTEGER) STRICT;

CREATE TABLE resident_was (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident
) STRICT;

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
, reminded_at INTEGER, helper_id INTEGER NOT NULL DEFAULT 0, slip TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE score (
    id          INTEGER PRIMARY KEY,
    matrix_id   INTEGER NOT NULL REFERENCES matrix,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    scorer_id   INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    marks       TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE score_task (
    matrix_id   INTEGER NOT NULL REFERENCES matrix,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    scorer_id   INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    office      TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (matrix_id, proposal_id, scorer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE season (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    year        INTEGER NOT NULL,
    phases      TEXT NOT NULL, ends_at INTEGER NOT NULL DEFAULT 0, settled_at INTEGER,
    UNIQUE (village_id, year)
) STRICT;

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

CREATE TABLE season_voice (
    who         TEXT NOT NULL,
    year        INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (who, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    update_id   INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    village_id  INTEGER NOT NULL REFERENCES village,
    key         TEXT NOT NULL,
    value       TEXT NOT NULL,
    source      TEXT NOT NULL,
    year        INTEGER NOT NULL,
    PRIMARY KEY (village_id, key, year)
) STRICT;

CREATE TABLE speaking (
    account_id  INTEGER PRIMARY KEY REFERENCES account,
    village_id  INTEGER REFERENCES village,
    until       INTEGER NOT NULL,
    said        TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE support (
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    by_id       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    ended_at    INTEGER,
    PRIMARY KEY (proposal_id, resident_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE took_part (
    poll_id     INTEGER NOT NULL REFERENCES poll,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (poll_id, resident_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE village (
    id          INTEGER PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    zone        TEXT NOT NULL,
    founded_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE village_word (
    id         INTEGER PRIMARY KEY,
    village_id INTEGER NOT NULL REFERENCES village,
    word       TEXT NOT NULL,
    means      TEXT,
    dusun_id   INTEGER REFERENCES dusun,
    by_id      INTEGER NOT NULL REFERENCES resident,
    at         INTEGER NOT NULL,
    removed_by INTEGER REFERENCES resident,
    removed_at INTEGER,
    CHECK ((means IS NULL) <> (dusun_id IS NULL))
) STRICT;

CREATE TABLE visit (
    aid_id      INTEGER PRIMARY KEY REFERENCES aid,
    village_id  INTEGER NOT NULL REFERENCES village,
    poll_id     INTEGER REFERENCES poll,
    why         TEXT NOT NULL CHECK (why IN ('drawn', 'objected')),
    finding     TEXT CHECK (finding IN ('right', 'wrong', 'absent')),
    by_id       INTEGER,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE vouching (
    resident_id INTEGER NOT NULL REFERENCES resident,
    officer_id  INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    answer      TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
    reason      TEXT NOT NULL DEFAULT '',
    at          INTEGER NOT NULL,
    PRIMARY KEY (resident_id, officer_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attendance_kept BEFORE UPDATE OF meeting_id, way, voice, by_id, at, ended_at ON attendance
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state IN ('datang', 'berjalan'))
BEGIN SELECT RAISE(ABORT, 'nobody comes to a meeting that is over'); END;

CREATE TRIGGER attendance_late BEFORE INSERT ON attendance
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('datang', 'berjalan'))
BEGIN SELECT RAISE(ABORT, 'nobody comes to a meeting that is over'); END;

CREATE TRIGGER ballot_line_keeps BEFORE UPDATE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'a published line stays'); END;

CREATE TRIGGER ballot_line_stays BEFORE DELETE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'a published line stays'); END;

CREATE TRIGGER book_keeps BEFORE UPDATE ON book BEGIN SELECT RAISE(ABORT, 'the book is insert-only'); END;

CREATE TRIGGER book_stays BEFORE DELETE ON book BEGIN SELECT RAISE(ABORT, 'the book is insert-only'); END;

CREATE TRIGGER broadcast_keeps BEFORE UPDATE OF village_id, office, words, segment, at ON broadcast
BEGIN SELECT RAISE(ABORT, 'what was sent to many stays as it was sent'); END;

CREATE TRIGGER hall_sealed BEFORE UPDATE ON hall WHEN OLD.state = 'tersegel'
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;

CREATE TRIGGER hall_stays BEFORE DELETE ON hall
BEGIN SELECT RAISE(ABORT, 'a hall stays'); END;

CREATE TRIGGER matrix_keeps BEFORE UPDATE OF village_id, season_id, preset, criteria, source, year ON matrix
BEGIN SELECT RAISE(ABORT, 'criteria are fixed when they are announced'); END;

CREATE TRIGGER minute_count_in_time BEFORE INSERT ON minute_count
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;

CREATE TRIGGER minute_count_sealed BEFORE UPDATE OF item_id, meeting_id, yes, no, abstain, voices, first_id, at, state, second_id, settled_at ON minute_count
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;

CREATE TRIGGER minute_count_stays BEFORE DELETE ON minute_count
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;

CREATE TRIGGER minute_in_time BEFORE INSERT ON minute
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('berjalan'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;

CREATE TRIGGER minute_kept BEFORE UPDATE ON minute
BEGIN SELECT RAISE(ABORT, 'what an item came to is not changed'); END;

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

CREATE TRIGGER minute_stays BEFORE DELETE ON minute
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;

CREATE TRIGGER poll_frozen BEFORE UPDATE OF village_id, season_id, most_picks, opens_at, closes_at, seal,
        announcement, age, secret
    ON poll
BEGIN SELECT RAISE(ABORT, 'what a poll has announced is frozen when it opens'); END;

CREATE TRIGGER poll_key_stays BEFORE UPDATE OF box_key ON poll WHEN OLD.box_key IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the key of a box is given once'); END;

CREATE TRIGGER poll_option_keeps BEFORE UPDATE OF poll_id, proposal_id, number, version, title ON poll_option
BEGIN SELECT RAISE(ABORT, 'a ballot is frozen when the poll opens'); END;

CREATE TRIGGER proposal_version_keeps BEFORE UPDATE ON proposal_version
WHEN NEW.words <> '' OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version
  OR NEW.village_id <> OLD.village_id OR NEW.title <> OLD.title OR NEW.dusun_id IS NOT OLD.dusun_id
  OR NEW.rt IS NOT OLD.rt OR NEW.benefit <> OLD.benefit OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at
  OR NEW.behalf <> OLD.behalf
BEGIN SELECT RAISE(ABORT, 'versions of a proposal are append-only'); END;

CREATE TRIGGER proposal_version_unread AFTER INSERT ON proposal_version
BEGIN
    INSERT INTO proposal_read (proposal_id, village_id, words) VALUES (NEW.proposal_id, NEW.village_id, 0)
    ON CONFLICT (proposal_id) DO UPDATE SET words = 0;
END;

CREATE TRIGGER sanggah_in_time BEFORE INSERT ON sanggah
WHEN NOT EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = NEW.meeting_id AND h.state IN ('sanggah'))
BEGIN SELECT RAISE(ABORT, 'these minutes are closed'); END;

CREATE TRIGGER sanggah_sealed BEFORE UPDATE OF item_id, meeting_id, at, state, answer, by_id, settled_at ON sanggah
WHEN EXISTS (SELECT 1 FROM hall h WHERE h.meeting_id = OLD.meeting_id AND h.state = 'tersegel')
BEGIN SELECT RAISE(ABORT, 'minutes are sealed'); END;

CREATE TRIGGER sanggah_stays BEFORE DELETE ON sanggah
BEGIN SELECT RAISE(ABORT, 'minutes stay'); END;

