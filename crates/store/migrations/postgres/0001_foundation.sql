-- What the marketplace pushes in. Its own ids are the keys; a row may name one that is not known yet.

CREATE TABLE sellers (
    seller_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name        TEXT COLLATE "C" NOT NULL,
    country     TEXT COLLATE "C" NOT NULL,
    subdivision TEXT COLLATE "C" NOT NULL DEFAULT '',
    language    TEXT COLLATE "C" NOT NULL,
    time_zone   TEXT COLLATE "C" NOT NULL,
    hours       TEXT COLLATE "C",
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX sellers_by_change ON sellers (updated_at, seller_id);

CREATE TABLE agents (
    seller_id     TEXT COLLATE "C" NOT NULL,
    agent_id      TEXT COLLATE "C" NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    email         TEXT COLLATE "C" NOT NULL,
    language      TEXT COLLATE "C" NOT NULL,
    active        BIGINT NOT NULL,
    password_hash TEXT COLLATE "C",
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
);
CREATE INDEX agents_by_email ON agents (email);
CREATE INDEX agents_by_change ON agents (seller_id, updated_at, agent_id);

CREATE TABLE buyers (
    buyer_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    email      TEXT COLLATE "C" NOT NULL,
    language   TEXT COLLATE "C" NOT NULL,
    country    TEXT COLLATE "C" NOT NULL,
    time_zone  TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX buyers_by_change ON buyers (updated_at, buyer_id);

CREATE TABLE listings (
    seller_id      TEXT COLLATE "C" NOT NULL,
    listing_id     TEXT COLLATE "C" NOT NULL,
    title          TEXT COLLATE "C" NOT NULL,
    price_amount   TEXT COLLATE "C",
    price_currency TEXT COLLATE "C",
    available      BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (seller_id, listing_id)
);
CREATE INDEX listings_by_id ON listings (listing_id, seller_id);
CREATE INDEX listings_by_change ON listings (seller_id, updated_at, listing_id);

-- details: lines, shipments and delivery address as JSON; Dopis shows them and never owns them.
CREATE TABLE orders (
    seller_id  TEXT COLLATE "C" NOT NULL,
    order_id   TEXT COLLATE "C" NOT NULL,
    buyer_id   TEXT COLLATE "C" NOT NULL,
    placed_at  BIGINT NOT NULL,
    status     TEXT COLLATE "C" NOT NULL,
    details    TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (seller_id, order_id)
);
CREATE INDEX orders_by_buyer ON orders (buyer_id, placed_at, seller_id, order_id);
CREATE INDEX orders_by_id ON orders (order_id, seller_id);
CREATE INDEX orders_by_change ON orders (seller_id, updated_at, order_id);

-- Conversations. The columns from state on are what the lists are drawn from.

CREATE TABLE conversations (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    buyer_id        TEXT COLLATE "C" NOT NULL,
    subject_kind    TEXT COLLATE "C" NOT NULL,
    subject_id      TEXT COLLATE "C" NOT NULL,
    title           TEXT COLLATE "C" NOT NULL,
    external_id     TEXT COLLATE "C",
    state           TEXT COLLATE "C" NOT NULL,
    assignee        TEXT COLLATE "C",
    taken_over_by   UUID,
    taken_over_at   BIGINT,
    last_sequence   BIGINT NOT NULL,
    last_author     TEXT COLLATE "C" NOT NULL,
    last_message_at BIGINT NOT NULL,
    last_message    UUID NOT NULL,
    deadline_id     UUID,
    waits_for       TEXT COLLATE "C" NOT NULL,
    due_at          BIGINT,
    version         BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (seller_id, conversation_id)
);
CREATE UNIQUE INDEX conversations_one_open ON conversations (seller_id, buyer_id, subject_kind, subject_id) WHERE state = 'open';
CREATE UNIQUE INDEX conversations_by_external_id ON conversations (seller_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX conversations_by_id ON conversations (conversation_id);
CREATE INDEX conversations_due ON conversations (seller_id, due_at, conversation_id) WHERE waits_for = 'seller';
CREATE INDEX conversations_by_wait ON conversations (seller_id, waits_for, last_message_at, conversation_id);
CREATE INDEX conversations_all ON conversations (seller_id, last_message_at, conversation_id);
CREATE INDEX conversations_by_change ON conversations (seller_id, updated_at, conversation_id);
CREATE INDEX conversations_of_buyer ON conversations (seller_id, buyer_id, conversation_id);
CREATE INDEX conversations_of_subject ON conversations (seller_id, subject_kind, subject_id, conversation_id);
-- For staff, who look for an order or listing across sellers.
CREATE INDEX conversations_by_subject_id ON conversations (subject_id, conversation_id);
CREATE INDEX conversations_overdue ON conversations (due_at, seller_id, conversation_id) WHERE waits_for = 'seller';

-- The buyer's own list: keyed by the buyer, so that it needs no other tenant's rows.
CREATE TABLE buyer_conversations (
    buyer_id        TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    seller_id       TEXT COLLATE "C" NOT NULL,
    last_message_at BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (buyer_id, conversation_id)
);
CREATE INDEX buyer_conversations_recent ON buyer_conversations (buyer_id, last_message_at, conversation_id);
CREATE INDEX buyer_conversations_by_change ON buyer_conversations (buyer_id, updated_at, conversation_id);

CREATE TABLE messages (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    sequence        BIGINT NOT NULL,
    message_id      UUID NOT NULL,
    author_kind     TEXT COLLATE "C" NOT NULL,
    author_id       TEXT COLLATE "C" NOT NULL,
    sent_at         BIGINT NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, sequence)
);
CREATE UNIQUE INDEX messages_by_id ON messages (seller_id, message_id);

-- Notes lie apart from messages, so that no query of a buyer's page can reach one.
CREATE TABLE notes (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    note_id         UUID NOT NULL,
    agent_id        TEXT COLLATE "C" NOT NULL,
    written_at      BIGINT NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, note_id)
);

-- What may have to be erased lives here alone, with the salt of its commitment.
CREATE TABLE contents (
    seller_id  TEXT COLLATE "C" NOT NULL,
    content_id UUID NOT NULL,
    salt       BYTEA NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (seller_id, content_id)
);

-- derivation and stops: JSON as rules::deadline writes them.
CREATE TABLE deadlines (
    seller_id        TEXT COLLATE "C" NOT NULL,
    deadline_id      UUID NOT NULL,
    conversation_id  UUID NOT NULL,
    message_id       UUID NOT NULL,
    state            TEXT COLLATE "C" NOT NULL,
    received_at      BIGINT NOT NULL,
    budget_us        BIGINT NOT NULL,
    due_at           BIGINT,
    next_alarm_at    BIGINT,
    alarm            TEXT COLLATE "C" NOT NULL,
    calendar_id      TEXT COLLATE "C" NOT NULL,
    calendar_version TEXT COLLATE "C" NOT NULL,
    derivation       TEXT COLLATE "C" NOT NULL,
    stops            TEXT COLLATE "C" NOT NULL,
    settled_at       BIGINT,
    on_time          BIGINT,
    waived_because   UUID,
    objected_at      BIGINT,
    version          BIGINT NOT NULL,
    PRIMARY KEY (seller_id, deadline_id)
);
CREATE INDEX deadlines_of_conversation ON deadlines (seller_id, conversation_id, received_at, deadline_id);
CREATE INDEX deadlines_alarms ON deadlines (next_alarm_at, seller_id, deadline_id) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX deadlines_open ON deadlines (seller_id, deadline_id) WHERE state IN ('running', 'standing', 'waived');

-- What operators change in the calendars' days: day and change as JSON of rules::deadline.
CREATE TABLE calendar_days (
    calendar_day_id UUID NOT NULL PRIMARY KEY,
    country         TEXT COLLATE "C" NOT NULL,
    subdivision     TEXT COLLATE "C",
    day             TEXT COLLATE "C" NOT NULL,
    change          TEXT COLLATE "C" NOT NULL,
    valid_from      TEXT COLLATE "C",
    valid_to        TEXT COLLATE "C",
    known_from      BIGINT NOT NULL,
    known_to        BIGINT,
    created_by      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX calendar_days_by_country ON calendar_days (country, calendar_day_id);

-- People of the marketplace, sessions, tokens.

CREATE TABLE staff (
    staff_id      UUID NOT NULL PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL,
    email         TEXT COLLATE "C" NOT NULL,
    language      TEXT COLLATE "C" NOT NULL,
    roles         TEXT COLLATE "C" NOT NULL,
    active        BIGINT NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX staff_by_email ON staff (email);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    buyer_id   TEXT COLLATE "C",
    seller_id  TEXT COLLATE "C",
    agent_id   TEXT COLLATE "C",
    staff_id   UUID,
    name       TEXT COLLATE "C" NOT NULL,
    language   TEXT COLLATE "C" NOT NULL,
    csrf       BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at, token_hash);

CREATE TABLE api_tokens (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    token_id   UUID NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    scope      TEXT COLLATE "C" NOT NULL,
    seller_id  TEXT COLLATE "C",
    agent_id   TEXT COLLATE "C",
    staff_id   UUID,
    created_by TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX api_tokens_by_id ON api_tokens (token_id);
CREATE INDEX api_tokens_of_seller ON api_tokens (seller_id, token_id);

CREATE TABLE used_handoffs (
    handoff_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX used_handoffs_by_expiry ON used_handoffs (expires_at, handoff_id);

-- Limits that must hold across nodes (signing in): theoretical arrival time of a GCRA.
CREATE TABLE rate_limits (
    limit_key  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    arrival_at BIGINT NOT NULL
);
CREATE INDEX rate_limits_by_arrival ON rate_limits (arrival_at, limit_key);

CREATE TABLE idempotency_keys (
    viewer_key      TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    request_hash    BYTEA NOT NULL,
    status          BIGINT NOT NULL,
    response        TEXT COLLATE "C" NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (viewer_key, idempotency_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at, viewer_key, idempotency_key);

-- One immutable row per thing that happened. position is given after the commit, without gaps, by one node.

CREATE TABLE events (
    seller_id   TEXT COLLATE "C" NOT NULL,
    event_id    UUID NOT NULL,
    stream_kind TEXT COLLATE "C" NOT NULL,
    stream_id   TEXT COLLATE "C" NOT NULL,
    buyer_id    TEXT COLLATE "C",
    kind        TEXT COLLATE "C" NOT NULL,
    actor_kind  TEXT COLLATE "C" NOT NULL,
    actor_id    TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    position    BIGINT,
    PRIMARY KEY (seller_id, event_id)
);
CREATE INDEX events_of_stream ON events (seller_id, stream_kind, stream_id, event_id);
CREATE INDEX events_waiting ON events (event_id) WHERE position IS NULL;
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;
CREATE INDEX events_of_seller ON events (seller_id, position) WHERE position IS NOT NULL;
CREATE INDEX events_of_buyer ON events (buyer_id, position) WHERE position IS NOT NULL AND buyer_id IS NOT NULL;

CREATE TABLE jobs (
    job_id       UUID NOT NULL PRIMARY KEY,
    kind         TEXT COLLATE "C" NOT NULL,
    body         TEXT COLLATE "C" NOT NULL,
    state        TEXT COLLATE "C" NOT NULL,
    run_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    last_error   TEXT COLLATE "C",
    created_at   BIGINT NOT NULL
);
CREATE INDEX jobs_ready ON jobs (run_at, job_id) WHERE state = 'ready';

CREATE TABLE leases (
    name       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder     UUID NOT NULL,
    fence      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
