-- Messages that wait for a person of the marketplace, and what such persons have to look at.

-- A message of a seller's side that was not sent. Its text, findings and files lie where those of sent messages do.
CREATE TABLE held_messages (
    seller_id       TEXT COLLATE "C" NOT NULL,
    message_id      UUID NOT NULL,
    conversation_id UUID NOT NULL,
    author_kind     TEXT COLLATE "C" NOT NULL,
    author_id       TEXT COLLATE "C" NOT NULL,
    written_at      BIGINT NOT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    ended_at        BIGINT,
    PRIMARY KEY (seller_id, message_id)
);
CREATE INDEX held_messages_of_conversation ON held_messages (seller_id, conversation_id, written_at, message_id);

-- derivation: JSON as rules::deadline writes it. A decided review says of its message what a person thought of it.
CREATE TABLE reviews (
    seller_id        TEXT COLLATE "C" NOT NULL,
    review_id        UUID NOT NULL,
    conversation_id  UUID NOT NULL,
    message_id       UUID NOT NULL,
    cause            TEXT COLLATE "C" NOT NULL,
    opened_at        BIGINT NOT NULL,
    due_at           BIGINT NOT NULL,
    derivation       TEXT COLLATE "C" NOT NULL,
    author           TEXT COLLATE "C" NOT NULL,
    language         TEXT COLLATE "C",
    stated           UUID,
    disputed_by_kind TEXT COLLATE "C",
    disputed_by_id   TEXT COLLATE "C",
    claimed_by       UUID,
    claimed_until    BIGINT,
    decided_at       BIGINT,
    decided_by       UUID,
    decision         TEXT COLLATE "C",
    code             TEXT COLLATE "C",
    note             UUID,
    PRIMARY KEY (seller_id, review_id)
);
CREATE UNIQUE INDEX reviews_by_id ON reviews (review_id);
CREATE INDEX reviews_open ON reviews (due_at, review_id) WHERE decided_at IS NULL;
CREATE INDEX reviews_of_message ON reviews (seller_id, message_id, review_id);
CREATE INDEX reviews_decided ON reviews (seller_id, decided_at, review_id) WHERE decided_at IS NOT NULL;
