-- Quick replies, drafts, mentions.

-- Texts that a seller's agents send again and again, one for each language.
CREATE TABLE quick_replies (
    seller_id        TEXT NOT NULL,
    quick_reply_id   BLOB NOT NULL,
    name             TEXT NOT NULL,
    shortcut         TEXT NOT NULL,
    default_language TEXT NOT NULL,
    used             INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    PRIMARY KEY (seller_id, quick_reply_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (seller_id, shortcut);

CREATE TABLE quick_reply_variants (
    seller_id      TEXT NOT NULL,
    quick_reply_id BLOB NOT NULL,
    language       TEXT NOT NULL,
    text           TEXT NOT NULL,
    PRIMARY KEY (seller_id, quick_reply_id, language)
) STRICT, WITHOUT ROWID;

-- What somebody has begun to write. The text lies in contents under the draft's id.
CREATE TABLE drafts (
    seller_id       TEXT NOT NULL,
    conversation_id BLOB NOT NULL,
    person_kind     TEXT NOT NULL,
    person_id       TEXT NOT NULL,
    draft_id        BLOB NOT NULL,
    version         INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, person_kind, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_of_person ON drafts (person_kind, person_id, seller_id, conversation_id);

-- Who is named in which note.
CREATE TABLE mentions (
    seller_id       TEXT NOT NULL,
    agent_id        TEXT NOT NULL,
    note_id         BLOB NOT NULL,
    conversation_id BLOB NOT NULL,
    mentioned_by    TEXT NOT NULL,
    mentioned_at    INTEGER NOT NULL,
    read_at         INTEGER,
    PRIMARY KEY (seller_id, agent_id, note_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_recent ON mentions (seller_id, agent_id, mentioned_at, note_id);
CREATE INDEX mentions_unread ON mentions (seller_id, agent_id, conversation_id) WHERE read_at IS NULL;

-- How an agent likes to work. An agent without a row has the defaults.
CREATE TABLE agent_preferences (
    seller_id   TEXT NOT NULL,
    agent_id    TEXT NOT NULL,
    single_keys INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
) STRICT, WITHOUT ROWID;
