-- Messages that wait for a person of the marketplace, and what such persons have to look at.

-- A message of a seller's side that was not sent. Its text, findings and files lie where those of sent messages do.
CREATE TABLE held_messages (
    seller_id       TEXT    NOT NULL,
    message_id      BLOB    NOT NULL,
    conversation_id BLOB    NOT NULL,
    author_kind     TEXT    NOT NULL,
    author_id       TEXT    NOT NULL,
    written_at      INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    ended_at        INTEGER,
    PRIMARY KEY (seller_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_messages_of_conversation ON held_messages (seller_id, conversation_id, written_at, message_id);

-- derivation: JSON as rules::deadline writes it. A decided review says of its message what a person thought of it.
CREATE TABLE reviews (
    seller_id        TEXT    NOT NULL,
    review_id        BLOB    NOT NULL,
    conversation_id  BLOB    NOT NULL,
    message_id       BLOB    NOT NULL,
    cause            TEXT    NOT NULL,
    opened_at        INTEGER NOT NULL,
    due_at           INTEGER NOT NULL,
    derivation       TEXT    NOT NULL,
    author           TEXT    NOT NULL,
    language         TEXT,
    stated           BLOB,
    disputed_by_kind TEXT,
    disputed_by_id   TEXT,
    claimed_by       BLOB,
    claimed_until    INTEGER,
    decided_at       INTEGER,
    decided_by       BLOB,
    decision         TEXT,
    code             TEXT,
    note             BLOB,
    PRIMARY KEY (seller_id, review_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reviews_by_id ON reviews (review_id);
CREATE INDEX reviews_open ON reviews (due_at, review_id) WHERE decided_at IS NULL;
CREATE INDEX reviews_of_message ON reviews (seller_id, message_id, review_id);
CREATE INDEX reviews_decided ON reviews (seller_id, decided_at, review_id) WHERE decided_at IS NOT NULL;
