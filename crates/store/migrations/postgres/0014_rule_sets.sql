-- Versions of the rules by which messages are looked through, and what they would find in messages that were sent.

-- The marketplace's version that found it; 0 where there was none.
ALTER TABLE findings ADD COLUMN rule_set BIGINT NOT NULL DEFAULT 0;

-- A version is never changed. Its text and why it was entered are contents.
CREATE TABLE rule_sets (
    number          BIGINT NOT NULL PRIMARY KEY,
    -- The version that its author began with; 0 without one.
    based_on        BIGINT NOT NULL,
    text_id         UUID NOT NULL,
    entered_at      BIGINT NOT NULL,
    entered_by      UUID NOT NULL,
    entered_because UUID NOT NULL
);

-- Which version became the active one when; the last of them holds. 0 is none of the marketplace's own.
CREATE TABLE rule_activations (
    activation    BIGINT NOT NULL PRIMARY KEY,
    number        BIGINT NOT NULL,
    before_number BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    by_staff      UUID NOT NULL,
    -- Without one where an earlier version was taken up again.
    because       UUID
);

-- A version held against the messages of a time. `run` counts how often it was begun, stopped and taken up again,
-- `part` the parts that are done; the place is the last message that was looked at.
CREATE TABLE rule_replays (
    replay_id          UUID NOT NULL PRIMARY KEY,
    number             BIGINT NOT NULL,
    against            BIGINT NOT NULL,
    sent_from          BIGINT NOT NULL,
    sent_to            BIGINT NOT NULL,
    state              TEXT COLLATE "C" NOT NULL,
    run                BIGINT NOT NULL,
    part               BIGINT NOT NULL,
    place_seller       TEXT COLLATE "C",
    place_conversation UUID,
    place_sequence     BIGINT,
    looked             BIGINT NOT NULL,
    caught             BIGINT NOT NULL,
    freed              BIGINT NOT NULL,
    started_at         BIGINT NOT NULL,
    started_by         UUID NOT NULL,
    ended_at           BIGINT
);
CREATE INDEX rule_replays_of_version ON rule_replays (number, started_at);

-- In how many messages a rule finds something that it did not, or no more.
CREATE TABLE rule_replay_counts (
    replay_id UUID NOT NULL,
    way       TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    rule      TEXT COLLATE "C" NOT NULL,
    messages  BIGINT NOT NULL,
    PRIMARY KEY (replay_id, way, kind, rule)
);

-- Some of these messages; their words are read where they lie.
CREATE TABLE rule_replay_samples (
    replay_id       UUID NOT NULL,
    way             TEXT COLLATE "C" NOT NULL,
    kind            TEXT COLLATE "C" NOT NULL,
    rule            TEXT COLLATE "C" NOT NULL,
    number          BIGINT NOT NULL,
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    message_id      UUID NOT NULL,
    sequence        BIGINT NOT NULL,
    span_start      BIGINT NOT NULL,
    span_end        BIGINT NOT NULL,
    PRIMARY KEY (replay_id, way, kind, rule, number)
);

-- What people have decided, of all sellers, newest first: the labelled set.
CREATE INDEX reviews_labelled ON reviews (decided_at, review_id) WHERE decided_at IS NOT NULL;
