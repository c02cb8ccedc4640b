-- What in messages leads out of the marketplace, and which words the other side does not see.

-- Passages of a message that are hidden from the side that did not write it, as JSON; they are erased with the text.
ALTER TABLE contents ADD COLUMN hidden TEXT COLLATE "C";

-- What was found in a message when it was sent, and what was done because of it; spans count in code points.
CREATE TABLE findings (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    message_id      UUID NOT NULL,
    number          BIGINT NOT NULL,
    kind            TEXT COLLATE "C" NOT NULL,
    -- What else the same words are thought to be, with spaces between.
    also            TEXT COLLATE "C" NOT NULL,
    span_start      BIGINT NOT NULL,
    span_end        BIGINT NOT NULL,
    rule            TEXT COLLATE "C" NOT NULL,
    rule_version    BIGINT NOT NULL,
    confidence      BIGINT NOT NULL,
    reason          TEXT COLLATE "C" NOT NULL,
    measure         TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, message_id, number)
);
