-- What the marketplace pushes in. Its own ids are the keys; a row may name one that is not known yet.

CREATE TABLE sellers (
    seller_id   TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    country     TEXT    NOT NULL,
    subdivision TEXT    NOT NULL DEFAULT '',
    language    TEXT    NOT NULL,
    time_zone   TEXT    NOT NULL,
    hours       TEXT,
    version     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX sellers_by_change ON sellers (updated_at, seller_id);

CREATE TABLE agents (
    seller_id     TEXT    NOT NULL,
    agent_id      TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    email         TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    active        INTEGER NOT NULL,
    password_hash TEXT,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agents_by_email ON agents (email);
CREATE INDEX agents_by_change ON agents (seller_id, updated_at, agent_id);

CREATE TABLE buyers (
    buyer_id   TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    email      TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    country    TEXT    NOT NULL,
    time_zone  TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX buyers_by_change ON buyers (updated_at, buyer_id);

CREATE TABLE listings (
    seller_id      TEXT    NOT NULL,
    listing_id     TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    price_amount   TEXT,
    price_currency TEXT,
    available      INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    PRIMARY KEY (seller_id, listing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listings_by_id ON listings (listing_id, seller_id);
CREATE INDEX listings_by_change ON listings (seller_id, updated_at, listing_id);

-- details: lines, shipments and delivery address as JSON; Dopis shows them and never owns them.
CREATE TABLE orders (
    seller_id  TEXT    NOT NULL,
    order_id   TEXT    NOT NULL,
    buyer_id   TEXT    NOT NULL,
    placed_at  INTEGER NOT NULL,
    status     TEXT    NOT NULL,
    details    TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (seller_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_buyer ON orders (buyer_id, placed_at, seller_id, order_id);
CREATE INDEX orders_by_id ON orders (order_id, seller_id);
CREATE INDEX orders_by_change ON orders (seller_id, updated_at, order_id);

-- Conversations. The columns from state on are what the lists are drawn from.

CREATE TABLE conversations (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    buyer_id        TEXT    NOT NULL,
    subject_kind    TEXT    NOT NULL,
    subject_id      TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    external_id     TEXT,
    state           TEXT    NOT NULL,
    assignee        TEXT,
    taken_over_by   BLOB,
    taken_over_at   INTEGER,
    last_sequence   INTEGER NOT NULL,
    last_author     TEXT    NOT NULL,
    last_message_at INTEGER NOT NULL,
    last_message    BLOB    NOT NULL,
    deadline_id     BLOB,
    waits_for       TEXT    NOT NULL,
    due_at          INTEGER,
    version         INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (seller_id, conversation_id)
) STRICT, WITHOUT ROWID;
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
    buyer_id        TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    seller_id       TEXT    NOT NULL,
    last_message_at INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (buyer_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX buyer_conversations_recent ON buyer_conversations (buyer_id, last_message_at, conversation_id);
CREATE INDEX buyer_conversations_by_change ON buyer_conversations (buyer_id, updated_at, conversation_id);

CREATE TABLE messages (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    sequence        INTEGER NOT NULL,
    message_id      BLOB    NOT NULL,
    author_kind     TEXT    NOT NULL,
    author_id       TEXT    NOT NULL,
    sent_at         INTEGER NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX messages_by_id ON messages (seller_id, message_id);

-- Notes lie apart from messages, so that no query of a buyer's page can reach one.
CREATE TABLE notes (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    note_id         BLOB    NOT NULL,
    agent_id        TEXT    NOT NULL,
    written_at      INTEGER NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, note_id)
) STRICT, WITHOUT ROWID;

-- What may have to be erased lives here alone, with the salt of its commitment.
CREATE TABLE contents (
    seller_id  TEXT    NOT NULL,
    content_id BLOB    NOT NULL,
    salt       BLOB    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (seller_id, content_id)
) STRICT, WITHOUT ROWID;

-- derivation and stops: JSON as rules::deadline writes them.
CREATE TABLE deadlines (
    seller_id        TEXT    NOT NULL,
    deadline_id      BLOB    NOT NULL,
    conversation_id  BLOB    NOT NULL,
    message_id       BLOB    NOT NULL,
    state            TEXT    NOT NULL,
    received_at      INTEGER NOT NULL,
    budget_us        INTEGER NOT NULL,
    due_at           INTEGER,
    next_alarm_at    INTEGER,
    alarm            TEXT    NOT NULL,
    calendar_id      TEXT    NOT NULL,
    calendar_version TEXT    NOT NULL,
    derivation       TEXT    NOT NULL,
    stops            TEXT    NOT NULL,
    settled_at       INTEGER,
    on_time          INTEGER,
    waived_because   BLOB,
    objected_at      INTEGER,
    version          INTEGER NOT NULL,
    PRIMARY KEY (seller_id, deadline_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_of_conversation ON deadlines (seller_id, conversation_id, received_at, deadline_id);
CREATE INDEX deadlines_alarms ON deadlines (next_alarm_at, seller_id, deadline_id) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX deadlines_open ON deadlines (seller_id, deadline_id) WHERE state IN ('running', 'standing', 'waived');

-- What operators change in the calendars' days: day and change as JSON of rules::deadline.
CREATE TABLE calendar_days (
    calendar_day_id BLOB NOT NULL PRIMARY KEY,
    country         TEXT NOT NULL,
    subdivision     TEXT,
    day             TEXT NOT NULL,
    change          TEXT NOT NULL,
    valid_from      TEXT,
    valid_to        TEXT,
    known_from      INTEGER NOT NULL,
    known_to        INTEGER,
    created_by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_days_by_country ON calendar_days (country, calendar_day_id);

-- People of the marketplace, sessions, tokens.

CREATE TABLE staff (
    staff_id      BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    email         TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    roles         TEXT    NOT NULL,
    active        INTEGER NOT NULL,
    password_hash TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX staff_by_email ON staff (email);

CREATE TABLE sessions (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    buyer_id   TEXT,
    seller_id  TEXT,
    agent_id   TEXT,
    staff_id   BLOB,
    name       TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    csrf       BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at, token_hash);

CREATE TABLE api_tokens (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    token_id   BLOB    NOT NULL,
    name       TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    seller_id  TEXT,
    agent_id   TEXT,
    staff_id   BLOB,
    created_by TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_tokens_by_id ON api_tokens (token_id);
CREATE INDEX api_tokens_of_seller ON api_tokens (seller_id, token_id);

CREATE TABLE used_handoffs (
    handoff_id TEXT    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_handoffs_by_expiry ON used_handoffs (expires_at, handoff_id);

-- Limits that must hold across nodes (signing in): theoretical arrival time of a GCRA.
CREATE TABLE rate_limits (
    limit_key  TEXT    NOT NULL PRIMARY KEY,
    arrival_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rate_limits_by_arrival ON rate_limits (arrival_at, limit_key);

CREATE TABLE idempotency_keys (
    viewer_key      TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    request_hash    BLOB    NOT NULL,
    status          INTEGER NOT NULL,
    response        TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (viewer_key, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at, viewer_key, idempotency_key);

-- One immutable row per thing that happened. position is given after the commit, without gaps, by one node.

CREATE TABLE events (
    seller_id   TEXT    NOT NULL,
    event_id    BLOB    NOT NULL,
    stream_kind TEXT    NOT NULL,
    stream_id   TEXT    NOT NULL,
    buyer_id    TEXT,
    kind        TEXT    NOT NULL,
    actor_kind  TEXT    NOT NULL,
    actor_id    TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    position    INTEGER,
    PRIMARY KEY (seller_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_of_stream ON events (seller_id, stream_kind, stream_id, event_id);
CREATE INDEX events_waiting ON events (event_id) WHERE position IS NULL;
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;
CREATE INDEX events_of_seller ON events (seller_id, position) WHERE position IS NOT NULL;
CREATE INDEX events_of_buyer ON events (buyer_id, position) WHERE position IS NOT NULL AND buyer_id IS NOT NULL;

CREATE TABLE jobs (
    job_id       BLOB    NOT NULL PRIMARY KEY,
    kind         TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    run_at       INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    last_error   TEXT,
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_ready ON jobs (run_at, job_id) WHERE state = 'ready';

CREATE TABLE leases (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     BLOB    NOT NULL,
    fence      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What SQLite is to assume of the data. Without it, it takes a seller for a handful of rows and reads all
-- of its events to show one conversation; measured on empty tables, statistics would say the same.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('conversations', 'conversations', '1000000 10000 1'),
    ('conversations', 'conversations_of_buyer', '1000000 10000 2 1'),
    ('conversations', 'conversations_of_subject', '1000000 10000 5000 2 1'),
    ('events', 'events', '10000000 100000 1'),
    ('events', 'events_of_stream', '10000000 100000 90000 10 1'),
    ('deadlines', 'deadlines', '1000000 10000 1'),
    ('deadlines', 'deadlines_of_conversation', '1000000 10000 2 1 1');
