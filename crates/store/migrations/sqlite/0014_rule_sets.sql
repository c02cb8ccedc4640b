-- Versions of the rules by which messages are looked through, and what they would find in messages that were sent.

-- The marketplace's version that found it; 0 where there was none.
ALTER TABLE findings ADD COLUMN rule_set INTEGER NOT NULL DEFAULT 0;

-- A version is never changed. Its text and why it was entered are contents.
CREATE TABLE rule_sets (
    number          INTEGER NOT NULL PRIMARY KEY,
    -- The version that its author began with; 0 without one.
    based_on        INTEGER NOT NULL,
    text_id         BLOB NOT NULL,
    entered_at      INTEGER NOT NULL,
    entered_by      BLOB NOT NULL,
    entered_because BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which version became the active one when; the last of them holds. 0 is none of the marketplace's own.
CREATE TABLE rule_activations (
    activation    INTEGER NOT NULL PRIMARY KEY,
    number        INTEGER NOT NULL,
    before_number INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    by_staff      BLOB NOT NULL,
    -- Without one where an earlier version was taken up again.
    because       BLOB
) STRICT, WITHOUT ROWID;

-- A version held against the messages of a time. `run` counts how often it was begun, stopped and taken up again,
-- `part` the parts that are done; the place is the last message that was looked at.
CREATE TABLE rule_replays (
    replay_id          BLOB NOT NULL PRIMARY KEY,
    number             INTEGER NOT NULL,
    against            INTEGER NOT NULL,
    sent_from          INTEGER NOT NULL,
    sent_to            INTEGER NOT NULL,
    state              TEXT NOT NULL,
    run                INTEGER NOT NULL,
    part               INTEGER NOT NULL,
    place_seller       TEXT,
    place_conversation BLOB,
    place_sequence     INTEGER,
    looked             INTEGER NOT NULL,
    caught             INTEGER NOT NULL,
    freed              INTEGER NOT NULL,
    started_at         INTEGER NOT NULL,
    started_by         BLOB NOT NULL,
    ended_at           INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_replays_of_version ON rule_replays (number, started_at);

-- In how many messages a rule finds something that it did not, or no more.
CREATE TABLE rule_replay_counts (
    replay_id BLOB NOT NULL,
    way       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    rule      TEXT NOT NULL,
    messages  INTEGER NOT NULL,
    PRIMARY KEY (replay_id, way, kind, rule)
) STRICT, WITHOUT ROWID;

-- Some of these messages; their words are read where they lie.
CREATE TABLE rule_replay_samples (
    replay_id       BLOB NOT NULL,
    way             TEXT NOT NULL,
    kind            TEXT NOT NULL,
    rule            TEXT NOT NULL,
    number          INTEGER NOT NULL,
    seller_id       TEXT NOT NULL,
    conversation_id BLOB NOT NULL,
    message_id      BLOB NOT NULL,
    sequence        INTEGER NOT NULL,
    span_start      INTEGER NOT NULL,
    span_end        INTEGER NOT NULL,
    PRIMARY KEY (replay_id, way, kind, rule, number)
) STRICT, WITHOUT ROWID;

-- What people have decided, of all sellers, newest first: the labelled set.
CREATE INDEX reviews_labelled ON reviews (decided_at, review_id) WHERE decided_at IS NOT NULL;
