-- A mandate has its letter of appointment, may be frozen and handed over, and its holder is warned before it ends.

ALTER TABLE mandate ADD COLUMN letter TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN letter_at INTEGER;
ALTER TABLE mandate ADD COLUMN by_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mandate ADD COLUMN after_id INTEGER REFERENCES mandate;
ALTER TABLE mandate ADD COLUMN frozen_at INTEGER;
ALTER TABLE mandate ADD COLUMN frozen_by TEXT NOT NULL DEFAULT '';
ALTER TABLE mandate ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- How many days before its end the holder has been told last: 999 never, 0 that it is over.
ALTER TABLE mandate ADD COLUMN told INTEGER NOT NULL DEFAULT 999;
UPDATE mandate SET told = 0 WHERE ends_at IS NOT NULL;
CREATE INDEX mandate_ending ON mandate (ends_at) WHERE told > 0;
