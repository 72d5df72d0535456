-- An emergency stands first wherever officers look for what waits. 1: its words told of danger when they came.
ALTER TABLE proposal ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
UPDATE proposal SET urgent = 1
 WHERE EXISTS (SELECT 1 FROM proposal_term t WHERE t.proposal_id = proposal.id AND t.term = '^now');
