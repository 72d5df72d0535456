-- By which words a proposal is found again. Made from its words whenever they, or the lists of words, change.
-- dusun_id: 0 for the whole village. term, weight: understanding/likeness.py.
CREATE TABLE proposal_term (
    village_id  INTEGER NOT NULL REFERENCES village,
    dusun_id    INTEGER NOT NULL,
    term        TEXT NOT NULL,
    proposal_id INTEGER NOT NULL REFERENCES proposal,
    weight      REAL NOT NULL,
    PRIMARY KEY (village_id, dusun_id, term, proposal_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_term_of ON proposal_term (proposal_id);

-- With which lists of words its newest version was read; 0: not read yet.
CREATE TABLE proposal_read (
    proposal_id INTEGER PRIMARY KEY REFERENCES proposal,
    village_id  INTEGER NOT NULL REFERENCES village,
    words       INTEGER NOT NULL
) STRICT;

CREATE INDEX proposal_read_with ON proposal_read (words);

INSERT INTO proposal_read (proposal_id, village_id, words) SELECT id, village_id, 0 FROM proposal;

CREATE TRIGGER proposal_version_unread AFTER INSERT ON proposal_version
BEGIN
    INSERT INTO proposal_read (proposal_id, village_id, words) VALUES (NEW.proposal_id, NEW.village_id, 0)
    ON CONFLICT (proposal_id) DO UPDATE SET words = 0;
END;
