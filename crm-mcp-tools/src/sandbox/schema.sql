-- The sandbox's database, version 1. What is generated from a document cannot disagree with it.

CREATE TABLE contacts (
    number   INTEGER PRIMARY KEY,   -- the id is made from it
    document TEXT NOT NULL,         -- the contact, as the API shows it
    searched TEXT NOT NULL,         -- what a free-text query looks through, lower-cased
    id       TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    email    TEXT UNIQUE GENERATED ALWAYS AS (document ->> '$.emailLowerCase'),
    phone    TEXT UNIQUE GENERATED ALWAYS AS (document ->> '$.phone')
) STRICT;

CREATE INDEX contacts_newest_first ON contacts (document ->> '$.dateAdded' DESC, id);

CREATE TABLE tasks (
    id         TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contacts (id),
    document   TEXT NOT NULL
) STRICT;

CREATE INDEX tasks_of_contact ON tasks (contact_id);

-- Every tag that was ever put on a contact: the location keeps it when the contact loses it.
CREATE TABLE tags (
    name TEXT PRIMARY KEY
) STRICT;

PRAGMA application_id = 0x53425831;
