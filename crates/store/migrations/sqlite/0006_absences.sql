-- Planned absences of sellers, and what their figures are drawn from.

-- agent_id: who is away; without one the whole seller is. reason, refused_because: contents.
CREATE TABLE absences (
    seller_id       TEXT    NOT NULL,
    absence_id      BLOB    NOT NULL,
    agent_id        TEXT,
    first_day       TEXT    NOT NULL,
    last_day        TEXT    NOT NULL,
    starts_at       INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    working_days    INTEGER NOT NULL,
    deputy          TEXT,
    reason          BLOB,
    state           TEXT    NOT NULL,
    announced_at    INTEGER NOT NULL,
    announced_by    TEXT    NOT NULL,
    decided_at      INTEGER,
    decided_by      BLOB,
    refused_because BLOB,
    version         INTEGER NOT NULL,
    PRIMARY KEY (seller_id, absence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absences_of_seller ON absences (seller_id, ends_at, absence_id);
CREATE UNIQUE INDEX absences_by_id ON absences (absence_id);
CREATE INDEX absences_by_state ON absences (state, starts_at, seller_id, absence_id);

-- Conversations that a deputy has got while the one to whom they belong, the principal, is away.
CREATE TABLE entrusted_conversations (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    principal       TEXT    NOT NULL,
    deputy          TEXT    NOT NULL,
    absence_id      BLOB    NOT NULL,
    PRIMARY KEY (seller_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX deadlines_by_receipt ON deadlines (seller_id, received_at, deadline_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('deadlines', 'deadlines_by_receipt', '1000000 10000 1 1');
