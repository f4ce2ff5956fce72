-- The database of Close's sandbox, version 1. What is generated from a document cannot disagree with it.

CREATE TABLE records (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it, but in the demo data
    kind     TEXT NOT NULL,
    document TEXT NOT NULL,                       -- the record, without what is looked up when it is shown
    id       TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    lead_id  TEXT GENERATED ALWAYS AS (document ->> '$.lead_id')
) STRICT;

CREATE INDEX records_of_kind ON records (kind, number);
CREATE INDEX records_of_lead ON records (lead_id, kind);

-- The mark of this version: `SBC1`.
PRAGMA application_id = 0x53424331;
