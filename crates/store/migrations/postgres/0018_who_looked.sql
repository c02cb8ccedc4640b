-- Who looked: strikes and the labelled set beside conversations, a ticket, confidential looks, and break-glass access.

-- kind: conversation, strike, labelled_set. seller_id is empty and conversation_id NULL for the labelled set;
-- reason is NULL where what is looked at says why. access_id: under which break-glass access.
-- confidential_because: contents, of the seller. disclosed_at: when the parties were told after its end.
CREATE TABLE readings_of_all_kinds (
    seller_id            TEXT COLLATE "C" NOT NULL,
    reading_id           UUID NOT NULL,
    kind                 TEXT COLLATE "C" NOT NULL,
    conversation_id      UUID,
    staff_id             UUID NOT NULL,
    reason               UUID,
    ticket               TEXT COLLATE "C" NOT NULL,
    access_id            UUID,
    given_at             BIGINT NOT NULL,
    looks                BIGINT NOT NULL,
    last_look_at         BIGINT,
    confidential_until   BIGINT,
    confidential_by      UUID,
    confidential_because UUID,
    disclosed_at         BIGINT,
    PRIMARY KEY (seller_id, reading_id)
);
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
    seller_id  TEXT COLLATE "C" NOT NULL,
    event_id   UUID NOT NULL,
    reading_id UUID NOT NULL,
    PRIMARY KEY (seller_id, event_id)
);
CREATE INDEX confidential_events_of_reading ON confidential_events (seller_id, reading_id, event_id);

-- Access of people whose role reads no conversations; conversation_id is NULL where it is to all of the seller's.
-- reason: contents, of the seller. approved_until is NULL where it was refused.
CREATE TABLE accesses (
    access_id       UUID NOT NULL PRIMARY KEY,
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID,
    asked_by        UUID NOT NULL,
    asked_at        BIGINT NOT NULL,
    reason          UUID NOT NULL,
    ticket          TEXT COLLATE "C" NOT NULL,
    decided_by      UUID,
    decided_at      BIGINT,
    approved_until  BIGINT,
    ended_by        UUID,
    ended_at        BIGINT
);
CREATE INDEX accesses_all ON accesses (asked_at, access_id);
CREATE INDEX accesses_waiting ON accesses (asked_at, access_id) WHERE decided_at IS NULL AND ended_at IS NULL;
CREATE INDEX accesses_of_person ON accesses (asked_by, approved_until);
