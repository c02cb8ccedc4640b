-- Planned absences of sellers, and what their figures are drawn from.

-- agent_id: who is away; without one the whole seller is. reason, refused_because: contents.
CREATE TABLE absences (
    seller_id       TEXT COLLATE "C" NOT NULL,
    absence_id      UUID NOT NULL,
    agent_id        TEXT COLLATE "C",
    first_day       TEXT COLLATE "C" NOT NULL,
    last_day        TEXT COLLATE "C" NOT NULL,
    starts_at       BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL,
    working_days    BIGINT NOT NULL,
    deputy          TEXT COLLATE "C",
    reason          UUID,
    state           TEXT COLLATE "C" NOT NULL,
    announced_at    BIGINT NOT NULL,
    announced_by    TEXT COLLATE "C" NOT NULL,
    decided_at      BIGINT,
    decided_by      UUID,
    refused_because UUID,
    version         BIGINT NOT NULL,
    PRIMARY KEY (seller_id, absence_id)
);
CREATE INDEX absences_of_seller ON absences (seller_id, ends_at, absence_id);
CREATE UNIQUE INDEX absences_by_id ON absences (absence_id);
CREATE INDEX absences_by_state ON absences (state, starts_at, seller_id, absence_id);

-- Conversations that a deputy has got while the one to whom they belong, the principal, is away.
CREATE TABLE entrusted_conversations (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    principal       TEXT COLLATE "C" NOT NULL,
    deputy          TEXT COLLATE "C" NOT NULL,
    absence_id      UUID NOT NULL,
    PRIMARY KEY (seller_id, conversation_id)
);

CREATE INDEX deadlines_by_receipt ON deadlines (seller_id, received_at, deadline_id);
