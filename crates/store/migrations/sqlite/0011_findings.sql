-- What in messages leads out of the marketplace, and which words the other side does not see.

-- Passages of a message that are hidden from the side that did not write it, as JSON; they are erased with the text.
ALTER TABLE contents ADD COLUMN hidden TEXT;

-- What was found in a message when it was sent, and what was done because of it; spans count in code points.
CREATE TABLE findings (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    number          INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    -- What else the same words are thought to be, with spaces between.
    also            TEXT    NOT NULL,
    span_start      INTEGER NOT NULL,
    span_end        INTEGER NOT NULL,
    rule            TEXT    NOT NULL,
    rule_version    INTEGER NOT NULL,
    confidence      INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    measure         TEXT    NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, message_id, number)
) STRICT, WITHOUT ROWID;
