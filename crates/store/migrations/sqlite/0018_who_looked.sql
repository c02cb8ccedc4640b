-- Who looked: strikes and the labelled set beside conversations, a ticket, confidential looks, and break-glass access.

-- kind: conversation, strike, labelled_set. seller_id is empty and conversation_id NULL for the labelled set;
-- reason is NULL where what is looked at says why. access_id: under which break-glass access.
-- confidential_because: contents, of the seller. disclosed_at: when the parties were told after its end.
CREATE TABLE readings_of_all_kinds (
    seller_id            TEXT    NOT NULL,
    reading_id           BLOB    NOT NULL,
    kind                 TEXT    NOT NULL,
    conversation_id      BLOB,
    staff_id             BLOB    NOT NULL,
    reason               BLOB,
    ticket               TEXT    NOT NULL,
    access_id            BLOB,
    given_at             INTEGER NOT NULL,
    looks                INTEGER NOT NULL,
    last_look_at         INTEGER,
    confidential_until   INTEGER,
    confidential_by      BLOB,
    confidential_because BLOB,
    disclosed_at         INTEGER,
    PRIMARY KEY (seller_id, reading_id)
) STRICT, WITHOUT ROWID;
INSERT INTO readings_of_all_kinds (seller_id, reading_id, kind, conversation_id, staff_id, reason, ticket, given_at, looks, last_look_at)
    SELECT seller_id, reading_id, 'conversation', conversation_id, staff_id, reason, '', given_at, looks, last_look_at FROM readings;
DROP TABLE readings;
ALTER TABLE readings_of_all_kinds RENAME TO readings;
CREATE UNIQUE INDEX readings_by_id ON readings (reading_id);
CREATE INDEX readings_all ON readings (given_at, reading_id);
CREATE INDEX readings_of_seller ON readings (seller_id, given_at, reading_id);
CREATE INDEX readings_of_staff ON readings (staff_id, given_at, reading_id);
CREATE INDEX readings_of_conversation ON readings (conversation_id, given_at, reading_id);
CREATE INDEX readings_to_disclose ON readings (confidential_until, reading_id) WHERE confidential_until IS NOT NULL AND disclosed_at IS NULL;

-- Events that the parties' feeds leave out for good, since a position that was passed over never comes later.
CREATE TABLE confidential_events (
    seller_id  TEXT NOT NULL,
    event_id   BLOB NOT NULL,
    reading_id BLOB NOT NULL,
    PRIMARY KEY (seller_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX confidential_events_of_reading ON confidential_events (seller_id, reading_id, event_id);

-- Access of people whose role reads no conversations; conversation_id is NULL where it is to all of the seller's.
-- reason: contents, of the seller. approved_until is NULL where it was refused.
CREATE TABLE accesses (
    access_id       BLOB    NOT NULL PRIMARY KEY,
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB,
    asked_by        BLOB    NOT NULL,
    asked_at        INTEGER NOT NULL,
    reason          BLOB    NOT NULL,
    ticket          TEXT    NOT NULL,
    decided_by      BLOB,
    decided_at      INTEGER,
    approved_until  INTEGER,
    ended_by        BLOB,
    ended_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX accesses_all ON accesses (asked_at, access_id);
CREATE INDEX accesses_waiting ON accesses (asked_at, access_id) WHERE decided_at IS NULL AND ended_at IS NULL;
CREATE INDEX accesses_of_person ON accesses (asked_by, approved_until);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('readings', 'readings', '1000000 10000 1'),
    ('readings', 'readings_by_id', '1000000 1'),
    ('readings', 'readings_all', '1000000 2 1'),
    ('readings', 'readings_of_seller', '1000000 10000 2 1'),
    ('readings', 'readings_of_staff', '1000000 20000 2 1'),
    ('readings', 'readings_of_conversation', '1000000 2 1 1'),
    ('readings', 'readings_to_disclose', '100 1 1');
