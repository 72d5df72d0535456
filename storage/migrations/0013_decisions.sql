-- The second person is reminded once.

ALTER TABLE pending_step ADD COLUMN reminded_at INTEGER;
CREATE INDEX pending_step_quiet ON pending_step (at) WHERE state = 'open' AND reminded_at IS NULL;
