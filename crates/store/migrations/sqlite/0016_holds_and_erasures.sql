-- Legal holds, erasures of buyers, and what has been erased.

-- On one conversation, one buyer or one seller: subject_kind says which column names it. reason, lifted_because: contents of the marketplace.
CREATE TABLE legal_holds (
    hold_id         BLOB    NOT NULL PRIMARY KEY,
    subject_kind    TEXT    NOT NULL,
    seller_id       TEXT,
    conversation_id BLOB,
    buyer_id        TEXT,
    reason          BLOB    NOT NULL,
    set_at          INTEGER NOT NULL,
    set_by          BLOB    NOT NULL,
    -- From this instant on it holds nothing.
    ends_at         INTEGER NOT NULL,
    lifted_at       INTEGER,
    lifted_by       BLOB,
    lifted_because  BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_holds_recent ON legal_holds (set_at, hold_id);
CREATE INDEX legal_holds_standing ON legal_holds (ends_at, hold_id) WHERE lifted_at IS NULL;

-- A request to erase a buyer. reason, because: contents of the marketplace. cleaned_at: when the files' bytes were gone too.
CREATE TABLE erasures (
    erasure_id   BLOB    NOT NULL PRIMARY KEY,
    buyer_id     TEXT    NOT NULL,
    ground       TEXT    NOT NULL,
    asked_by     TEXT    NOT NULL,
    reason       BLOB    NOT NULL,
    requested_at INTEGER NOT NULL,
    requested_by BLOB    NOT NULL,
    decided_at   INTEGER,
    decided_by   BLOB,
    outcome      TEXT,
    because      BLOB,
    cleaned_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_recent ON erasures (requested_at, erasure_id);
CREATE UNIQUE INDEX erasures_waiting ON erasures (buyer_id) WHERE decided_at IS NULL;
CREATE UNIQUE INDEX erasures_approved ON erasures (buyer_id) WHERE outcome = 'approved';

-- Texts that were in contents and are erased. event_id: the event of the same seller that lists them.
CREATE TABLE erased_contents (
    seller_id  TEXT    NOT NULL,
    content_id BLOB    NOT NULL,
    event_id   BLOB    NOT NULL,
    erased_at  INTEGER NOT NULL,
    cause      TEXT    NOT NULL,
    PRIMARY KEY (seller_id, content_id)
) STRICT, WITHOUT ROWID;
