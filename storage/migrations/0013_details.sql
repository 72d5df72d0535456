-- What officers have added to a proposal: never changed, the newest of each field counts.
-- value: JSON, its shape by field as village/detail.py says. by_id: a resident.
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
CREATE INDEX proposal_detail_of ON proposal_detail (proposal_id);

-- The village's list of unit prices, never changed: the newest of a name and unit counts. low, high in rupiah.
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
CREATE INDEX unit_price_of ON unit_price (village_id, unit, name_key);
