-- Votes move out of this database into a box of their own for each poll (storage/box.py). A poll that runs was begun
-- with ballots whose buttons carry no secret: it has to end under the program that opened it.
CREATE TABLE step_0023 (
    running INTEGER NOT NULL CONSTRAINT "jajak pendapat masih berjalan; tutup dulu dengan versi yang lama" CHECK (running = 0)
) STRICT;
INSERT INTO step_0023 (running) SELECT COUNT(*) FROM poll WHERE state = 'open';
DROP TABLE step_0023;

-- Who has voted in a closed poll, without what and when. While a poll runs only its box knows.
CREATE TABLE took_part (
    poll_id     INTEGER NOT NULL REFERENCES poll,
    resident_id INTEGER NOT NULL REFERENCES resident,
    village_id  INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (poll_id, resident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX took_part_of ON took_part (resident_id);
INSERT INTO took_part (poll_id, resident_id, village_id) SELECT DISTINCT poll_id, resident_id, village_id FROM vote;
DROP TABLE vote;

-- announcement: what is sealed before the first vote, as canonical JSON; seal is its hash. box_key: the public key that its lines are sealed to. lines, root_s, root_c: how many lines lay in the box when it was
-- closed, and the roots over their seals and their commitments. shredded_at: when the traces were destroyed.
ALTER TABLE poll ADD COLUMN announcement TEXT;
ALTER TABLE poll ADD COLUMN box_key BLOB;
ALTER TABLE poll ADD COLUMN lines INTEGER;
ALTER TABLE poll ADD COLUMN root_s BLOB;
ALTER TABLE poll ADD COLUMN root_c BLOB;
ALTER TABLE poll ADD COLUMN shredded_at INTEGER;
UPDATE poll SET shredded_at = closed_at;
CREATE INDEX poll_to_shred ON poll (state, shredded_at, closed_at);

-- What was announced before the first vote stays as it was announced.
CREATE TRIGGER poll_frozen BEFORE UPDATE OF village_id, season_id, most_picks, opens_at, closes_at, seal,
        announcement, age, secret
    ON poll
BEGIN SELECT RAISE(ABORT, 'what a poll has announced is frozen when it opens'); END;
CREATE TRIGGER poll_key_stays BEFORE UPDATE OF box_key ON poll WHEN OLD.box_key IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the key of a box is given once'); END;

-- The opened lines as anybody may see them: nothing tells whose they are.
CREATE TABLE ballot_line (
    poll_id    INTEGER NOT NULL REFERENCES poll,
    code       TEXT NOT NULL,
    choice     TEXT NOT NULL,
    salt       BLOB NOT NULL,
    village_id INTEGER NOT NULL REFERENCES village,
    PRIMARY KEY (poll_id, code)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ballot_line_keeps BEFORE UPDATE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'a published line stays'); END;
CREATE TRIGGER ballot_line_stays BEFORE DELETE ON ballot_line
BEGIN SELECT RAISE(ABORT, 'a published line stays'); END;
