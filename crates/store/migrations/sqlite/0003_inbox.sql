-- Labels, saved views, read marks, rules by which work is shared out.

-- name_key: the name folded (rules::search), so that two labels of a seller do not differ in case alone.
CREATE TABLE labels (
    seller_id  TEXT    NOT NULL,
    label_id   BLOB    NOT NULL,
    name       TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    colour     TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (seller_id, label_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX labels_by_name ON labels (seller_id, name_key);

CREATE TABLE conversation_labels (
    seller_id       TEXT NOT NULL,
    conversation_id BLOB NOT NULL,
    label_id        BLOB NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, label_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_labels_by_label ON conversation_labels (seller_id, label_id, conversation_id);

-- How far somebody has read: reader_kind is agent or buyer. read_up_to also moves by hand, seen_up_to only by
-- having the messages shown; who saw what when is told by the events.
CREATE TABLE read_marks (
    seller_id       TEXT    NOT NULL,
    conversation_id BLOB    NOT NULL,
    reader_kind     TEXT    NOT NULL,
    reader_id       TEXT    NOT NULL,
    read_up_to      INTEGER NOT NULL,
    seen_up_to      INTEGER NOT NULL,
    kept_unread     INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, reader_kind, reader_id)
) STRICT, WITHOUT ROWID;

-- agent_id is empty for a view that all of the seller's agents have; filter: JSON of the fields that are filled.
CREATE TABLE saved_views (
    seller_id  TEXT    NOT NULL,
    view_id    BLOB    NOT NULL,
    agent_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    tab        TEXT    NOT NULL,
    filter     TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (seller_id, view_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_views_of_agent ON saved_views (seller_id, agent_id, name, view_id);

-- The view that an agent's inbox opens with.
CREATE TABLE first_views (
    seller_id TEXT NOT NULL,
    agent_id  TEXT NOT NULL,
    view_id   BLOB NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX first_views_by_view ON first_views (seller_id, view_id, agent_id);

-- conditions and outcome: JSON as rules::assignment writes them; last_agent: whose turn it was last.
CREATE TABLE assignment_rules (
    seller_id  TEXT    NOT NULL,
    rule_id    BLOB    NOT NULL,
    place      INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    active     INTEGER NOT NULL,
    conditions TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    last_agent TEXT,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (seller_id, rule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_rules_in_order ON assignment_rules (seller_id, place, rule_id);

-- The buyer's name folded, to be searched by; what is there before gets it at its next change.
ALTER TABLE buyers ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE buyers SET name_key = LOWER(name);
