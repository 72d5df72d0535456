-- For which group a version of a proposal is entered; '': for none. Known groups: village/kelompok.py, else a name.
ALTER TABLE proposal_version ADD COLUMN behalf TEXT NOT NULL DEFAULT '';
DROP TRIGGER proposal_version_keeps;
CREATE TRIGGER proposal_version_keeps BEFORE UPDATE ON proposal_version
WHEN NEW.words <> '' OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version
  OR NEW.village_id <> OLD.village_id OR NEW.title <> OLD.title OR NEW.dusun_id IS NOT OLD.dusun_id
  OR NEW.rt IS NOT OLD.rt OR NEW.benefit <> OLD.benefit OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at
  OR NEW.behalf <> OLD.behalf
BEGIN SELECT RAISE(ABORT, 'versions of a proposal are append-only'); END;

-- for_council: its sender wants nobody but the council to hear it. told: officers have heard that it waits; not before
-- its sender had time to choose. Those from before were told at once.
ALTER TABLE media ADD COLUMN for_council INTEGER NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE media SET told = 1;
CREATE INDEX media_unheard ON media (at) WHERE typing = 'waiting' AND told = 0;

-- Ballots that lie open in the chat of a phone that several people share, until they are folded. message_id: Telegram's.
CREATE TABLE open_ballot (
    account_id  INTEGER NOT NULL REFERENCES account,
    message_id  INTEGER NOT NULL,
    village_id  INTEGER NOT NULL REFERENCES village,
    resident_id INTEGER NOT NULL REFERENCES resident,
    poll_id     INTEGER NOT NULL REFERENCES poll,
    at          INTEGER NOT NULL,
    PRIMARY KEY (account_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_ballot_at ON open_ballot (at);
CREATE INDEX open_ballot_of ON open_ballot (resident_id);
