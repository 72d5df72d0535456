-- Quiet hours and digests. at_night: leaves in the quiet hours too. joins: news that may stand with others of the same
-- reader in one letter: 'own' or 'supported', empty for what always stands alone.
ALTER TABLE outbox ADD COLUMN at_night INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN joins TEXT NOT NULL DEFAULT '';

-- What a resident wants to hear of proposals that they stand behind; no row: nothing chosen.
CREATE TABLE news_choice (
    resident_id INTEGER PRIMARY KEY REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    supported   TEXT NOT NULL CHECK (supported IN ('langsung', 'harian', 'jangan')),
    at          INTEGER NOT NULL
) STRICT;
