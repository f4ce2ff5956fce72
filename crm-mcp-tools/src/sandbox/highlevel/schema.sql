-- The sandbox's database, version 1. What is generated from a document cannot disagree with it.
--
-- What is made from a number that is never given again has AUTOINCREMENT. With a contact everything of it is deleted
-- but its payments.

CREATE TABLE contacts (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it
    document TEXT NOT NULL,         -- the contact, as the API shows it
    searched TEXT NOT NULL,         -- what a free-text query looks through, lower-cased
    id       TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    email    TEXT UNIQUE GENERATED ALWAYS AS (document ->> '$.emailLowerCase'),
    phone    TEXT UNIQUE GENERATED ALWAYS AS (document ->> '$.phone')
) STRICT;

CREATE INDEX contacts_newest_first ON contacts (document ->> '$.dateAdded' DESC, id);

CREATE TABLE tasks (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it, but in the demo data
    document   TEXT NOT NULL,
    id         TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    contact_id TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.contactId') REFERENCES contacts (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX tasks_of_contact ON tasks (contact_id);

-- Every tag that was ever put on a contact: the location keeps it when the contact loses it.
CREATE TABLE tags (
    number INTEGER PRIMARY KEY,   -- the id is made from it
    name   TEXT NOT NULL UNIQUE
) STRICT;

-- A contact has at most one conversation. What it shows of its contact is not in its document.
CREATE TABLE conversations (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it
    document   TEXT NOT NULL,
    id         TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    contact_id TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.contactId')
               REFERENCES contacts (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE messages (
    -- The id is made from it; of one conversation, the later has the higher.
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    document        TEXT NOT NULL,
    id              TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    conversation_id TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.conversationId')
                    REFERENCES conversations (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX messages_of_conversation ON messages (conversation_id, number);

-- What messages of type email say: these have only the ids of their emails.
CREATE TABLE emails (
    document        TEXT NOT NULL,
    id              TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    conversation_id TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.conversationId')
                    REFERENCES conversations (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX emails_of_conversation ON emails (conversation_id);

-- Appointments, and time that is blocked; each instance of a recurring one is a row.
CREATE TABLE events (
    id         TEXT PRIMARY KEY,
    starts     INTEGER NOT NULL,   -- milliseconds since 1970
    blocked    INTEGER NOT NULL,   -- 1 if it is no appointment
    document   TEXT NOT NULL,
    contact_id TEXT GENERATED ALWAYS AS (document ->> '$.contactId') REFERENCES contacts (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX events_of_contact ON events (contact_id);

CREATE TABLE appointment_notes (
    number   INTEGER PRIMARY KEY,   -- the later has the higher
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX notes_of_appointment ON appointment_notes (event_id, number);

CREATE TABLE notes (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it
    contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    document   TEXT NOT NULL
) STRICT;

CREATE INDEX notes_of_contact ON notes (contact_id);

CREATE TABLE opportunities (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id is made from it
    document   TEXT NOT NULL,         -- the opportunity, without what is its contact's
    searched   TEXT NOT NULL,         -- its name, lower-cased
    id         TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$.id'),
    contact_id TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.contactId')
               REFERENCES contacts (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.createdAt')
) STRICT;

CREATE INDEX opportunities_of_contact ON opportunities (contact_id);
CREATE INDEX opportunities_newest_first ON opportunities (created_at DESC, id);

CREATE TABLE orders (
    document TEXT NOT NULL,
    id       TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$._id')
) STRICT;

CREATE TABLE transactions (
    document   TEXT NOT NULL,
    searched   TEXT NOT NULL,   -- what a free-text query looks through, lower-cased
    id         TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (document ->> '$._id'),
    created_at TEXT NOT NULL GENERATED ALWAYS AS (document ->> '$.createdAt')
) STRICT;

CREATE INDEX transactions_newest_first ON transactions (created_at DESC, id);

PRAGMA application_id = 0x53425831;
