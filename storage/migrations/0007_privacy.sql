-- Who agreed to which version of the consent text, and when; `withdrawn_at`: no longer.
CREATE TABLE consent (
    id           INTEGER PRIMARY KEY,
    village_id   INTEGER NOT NULL REFERENCES village,
    resident_id  INTEGER NOT NULL REFERENCES resident,
    version      INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;

CREATE INDEX consent_of ON consent (resident_id, id);

-- The version that the account's speaker has agreed to or was asked about; 0: not looked up yet; -1: withdrawn.
ALTER TABLE account ADD COLUMN consent INTEGER NOT NULL DEFAULT 0;

-- What accuses an official: for the BPD alone.
CREATE TABLE complaint (
    id          INTEGER PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    author_id   INTEGER NOT NULL REFERENCES resident,
    number      INTEGER NOT NULL,
    words       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (village_id, number)
) STRICT;

CREATE INDEX complaint_by ON complaint (author_id);

-- Whose keys are to be destroyed: `owner` is `r:<resident>` or `a:<account>`; `done_at`: they are.
CREATE TABLE erasure (
    owner       TEXT PRIMARY KEY,
    village_id  INTEGER NOT NULL REFERENCES village,
    at          INTEGER NOT NULL,
    done_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX erasure_due ON erasure (done_at);

-- Only the raw words of a version may go, at their author's wish; the public title and all else stay.
DROP TRIGGER proposal_version_keeps;
CREATE TRIGGER proposal_version_keeps BEFORE UPDATE ON proposal_version
WHEN NEW.words <> '' OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version
  OR NEW.village_id <> OLD.village_id OR NEW.title <> OLD.title OR NEW.dusun_id IS NOT OLD.dusun_id
  OR NEW.rt IS NOT OLD.rt OR NEW.benefit <> OLD.benefit OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'versions of a proposal are append-only'); END;
