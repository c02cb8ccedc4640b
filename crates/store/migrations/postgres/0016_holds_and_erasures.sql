-- Legal holds, erasures of buyers, and what has been erased.

-- On one conversation, one buyer or one seller: subject_kind says which column names it. reason, lifted_because: contents of the marketplace.
CREATE TABLE legal_holds (
    hold_id         UUID NOT NULL PRIMARY KEY,
    subject_kind    TEXT COLLATE "C" NOT NULL,
    seller_id       TEXT COLLATE "C",
    conversation_id UUID,
    buyer_id        TEXT COLLATE "C",
    reason          UUID NOT NULL,
    set_at          BIGINT NOT NULL,
    set_by          UUID NOT NULL,
    -- From this instant on it holds nothing.
    ends_at         BIGINT NOT NULL,
    lifted_at       BIGINT,
    lifted_by       UUID,
    lifted_because  UUID
);
CREATE INDEX legal_holds_recent ON legal_holds (set_at, hold_id);
CREATE INDEX legal_holds_standing ON legal_holds (ends_at, hold_id) WHERE lifted_at IS NULL;

-- A request to erase a buyer. reason, because: contents of the marketplace. cleaned_at: when the files' bytes were gone too.
CREATE TABLE erasures (
    erasure_id   UUID NOT NULL PRIMARY KEY,
    buyer_id     TEXT COLLATE "C" NOT NULL,
    ground       TEXT COLLATE "C" NOT NULL,
    asked_by     TEXT COLLATE "C" NOT NULL,
    reason       UUID NOT NULL,
    requested_at BIGINT NOT NULL,
    requested_by UUID NOT NULL,
    decided_at   BIGINT,
    decided_by   UUID,
    outcome      TEXT COLLATE "C",
    because      UUID,
    cleaned_at   BIGINT
);
CREATE INDEX erasures_recent ON erasures (requested_at, erasure_id);
CREATE UNIQUE INDEX erasures_waiting ON erasures (buyer_id) WHERE decided_at IS NULL;
CREATE UNIQUE INDEX erasures_approved ON erasures (buyer_id) WHERE outcome = 'approved';

-- Texts that were in contents and are erased. event_id: the event of the same seller that lists them.
CREATE TABLE erased_contents (
    seller_id  TEXT COLLATE "C" NOT NULL,
    content_id UUID NOT NULL,
    event_id   UUID NOT NULL,
    erased_at  BIGINT NOT NULL,
    cause      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (seller_id, content_id)
);
