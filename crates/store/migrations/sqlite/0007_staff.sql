-- Settings with their validity and history, readings of staff.

-- value: JSON as rules::settings writes it; salt: of the commitment that the event carries.
-- revision counts the changes of one setting, so that two people cannot change it past each other.
CREATE TABLE setting_changes (
    setting_change_id BLOB    NOT NULL PRIMARY KEY,
    setting           TEXT    NOT NULL,
    revision          INTEGER NOT NULL,
    value             TEXT    NOT NULL,
    salt              BLOB    NOT NULL,
    valid_from        INTEGER NOT NULL,
    valid_to          INTEGER,
    known_from        INTEGER NOT NULL,
    known_to          INTEGER,
    entered_by        BLOB    NOT NULL,
    entered_because   BLOB    NOT NULL,
    withdrawn_by      BLOB,
    withdrawn_because BLOB
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX setting_changes_by_revision ON setting_changes (setting, revision);

-- One row for each reason that staff gave for reading a conversation, with the looks that followed under it.
CREATE TABLE readings (
    seller_id       TEXT    NOT NULL,
    reading_id      BLOB    NOT NULL,
    conversation_id BLOB    NOT NULL,
    staff_id        BLOB    NOT NULL,
    reason          BLOB    NOT NULL,
    given_at        INTEGER NOT NULL,
    looks           INTEGER NOT NULL,
    last_look_at    INTEGER,
    PRIMARY KEY (seller_id, reading_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX readings_all ON readings (given_at, reading_id);
CREATE INDEX readings_of_seller ON readings (seller_id, given_at, reading_id);
CREATE INDEX readings_of_staff ON readings (staff_id, given_at, reading_id);
CREATE INDEX readings_of_conversation ON readings (conversation_id, given_at, reading_id);

-- What staff look at across sellers.
CREATE INDEX conversations_taken_over ON conversations (taken_over_at, conversation_id) WHERE taken_over_at IS NOT NULL;
CREATE INDEX deadlines_of_seller ON deadlines (seller_id, received_at, deadline_id, on_time);
CREATE INDEX deadlines_missed ON deadlines (seller_id, received_at, deadline_id) WHERE on_time = 0;
CREATE INDEX deadlines_waived ON deadlines (seller_id, received_at, deadline_id) WHERE state = 'waived';

-- The name without its capitals and accents, for looking a seller up.
ALTER TABLE sellers ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE sellers SET name_key = LOWER(name);
CREATE INDEX sellers_by_name ON sellers (name_key, seller_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('deadlines', 'deadlines_of_seller', '1000000 10000 2 1 1'),
    ('deadlines', 'deadlines_missed', '50000 500 1 1'),
    ('deadlines', 'deadlines_waived', '50000 500 1 1'),
    ('readings', 'readings', '1000000 10000 1'),
    ('readings', 'readings_all', '1000000 2 1'),
    ('readings', 'readings_of_seller', '1000000 10000 2 1'),
    ('readings', 'readings_of_staff', '1000000 20000 2 1'),
    ('readings', 'readings_of_conversation', '1000000 2 1 1');
