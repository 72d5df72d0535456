-- A photo, a voice note or a place that somebody sent; its bytes lie in a file named after id, sealed under the key
-- of sealed_for. file: Telegram's name of it, until its bytes are here. latitude, longitude: 1/100000 degree.
-- typing: a voice that waits for somebody to type its line, or whose author is asked whether the line is right.
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
) STRICT;
CREATE INDEX media_of_proposal ON media (proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX media_of_resident ON media (resident_id);
CREATE INDEX media_coming ON media (next_at) WHERE state = 'coming';
CREATE INDEX media_dropped ON media (state) WHERE state = 'dropped';
CREATE INDEX media_typing ON media (village_id, typing, at) WHERE typing <> '';
CREATE INDEX media_loose ON media (at) WHERE proposal_id IS NULL AND typing = '' AND state = 'kept';
