-- Labels, saved views, read marks, rules by which work is shared out.

-- name_key: the name folded (rules::search), so that two labels of a seller do not differ in case alone.
CREATE TABLE labels (
    seller_id  TEXT COLLATE "C" NOT NULL,
    label_id   UUID NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    name_key   TEXT COLLATE "C" NOT NULL,
    colour     TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (seller_id, label_id)
);
CREATE UNIQUE INDEX labels_by_name ON labels (seller_id, name_key);

CREATE TABLE conversation_labels (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    label_id        UUID NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, label_id)
);
CREATE INDEX conversation_labels_by_label ON conversation_labels (seller_id, label_id, conversation_id);

-- How far somebody has read: reader_kind is agent or buyer. read_up_to also moves by hand, seen_up_to only by
-- having the messages shown; who saw what when is told by the events.
CREATE TABLE read_marks (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    reader_kind     TEXT COLLATE "C" NOT NULL,
    reader_id       TEXT COLLATE "C" NOT NULL,
    read_up_to      BIGINT NOT NULL,
    seen_up_to      BIGINT NOT NULL,
    kept_unread     BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, reader_kind, reader_id)
);

-- agent_id is empty for a view that all of the seller's agents have; filter: JSON of the fields that are filled.
CREATE TABLE saved_views (
    seller_id  TEXT COLLATE "C" NOT NULL,
    view_id    UUID NOT NULL,
    agent_id   TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    tab        TEXT COLLATE "C" NOT NULL,
    filter     TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (seller_id, view_id)
);
CREATE INDEX saved_views_of_agent ON saved_views (seller_id, agent_id, name, view_id);

-- The view that an agent's inbox opens with.
CREATE TABLE first_views (
    seller_id TEXT COLLATE "C" NOT NULL,
    agent_id  TEXT COLLATE "C" NOT NULL,
    view_id   UUID NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
);
CREATE INDEX first_views_by_view ON first_views (seller_id, view_id, agent_id);

-- conditions and outcome: JSON as rules::assignment writes them; last_agent: whose turn it was last.
CREATE TABLE assignment_rules (
    seller_id  TEXT COLLATE "C" NOT NULL,
    rule_id    UUID NOT NULL,
    place      BIGINT NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    active     BIGINT NOT NULL,
    conditions TEXT COLLATE "C" NOT NULL,
    outcome    TEXT COLLATE "C" NOT NULL,
    last_agent TEXT COLLATE "C",
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (seller_id, rule_id)
);
CREATE INDEX assignment_rules_in_order ON assignment_rules (seller_id, place, rule_id);

-- The buyer's name folded, to be searched by; what is there before gets it at its next change.
ALTER TABLE buyers ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE buyers SET name_key = LOWER(name);
