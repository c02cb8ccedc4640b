-- Settings with their validity and history, readings of staff.

-- value: JSON as rules::settings writes it; salt: of the commitment that the event carries.
-- revision counts the changes of one setting, so that two people cannot change it past each other.
CREATE TABLE setting_changes (
    setting_change_id UUID NOT NULL PRIMARY KEY,
    setting           TEXT COLLATE "C" NOT NULL,
    revision          BIGINT NOT NULL,
    value             TEXT COLLATE "C" NOT NULL,
    salt              BYTEA NOT NULL,
    valid_from        BIGINT NOT NULL,
    valid_to          BIGINT,
    known_from        BIGINT NOT NULL,
    known_to          BIGINT,
    entered_by        UUID NOT NULL,
    entered_because   UUID NOT NULL,
    withdrawn_by      UUID,
    withdrawn_because UUID
);
CREATE UNIQUE INDEX setting_changes_by_revision ON setting_changes (setting, revision);

-- One row for each reason that staff gave for reading a conversation, with the looks that followed under it.
CREATE TABLE readings (
    seller_id       TEXT COLLATE "C" NOT NULL,
    reading_id      UUID NOT NULL,
    conversation_id UUID NOT NULL,
    staff_id        UUID NOT NULL,
    reason          UUID NOT NULL,
    given_at        BIGINT NOT NULL,
    looks           BIGINT NOT NULL,
    last_look_at    BIGINT,
    PRIMARY KEY (seller_id, reading_id)
);
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
ALTER TABLE sellers ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE sellers SET name_key = LOWER(name);
CREATE INDEX sellers_by_name ON sellers (name_key, seller_id);
