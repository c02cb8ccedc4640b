-- Quick replies, drafts, mentions.

-- Texts that a seller's agents send again and again, one for each language.
CREATE TABLE quick_replies (
    seller_id        TEXT COLLATE "C" NOT NULL,
    quick_reply_id   UUID NOT NULL,
    name             TEXT COLLATE "C" NOT NULL,
    shortcut         TEXT COLLATE "C" NOT NULL,
    default_language TEXT COLLATE "C" NOT NULL,
    used             BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    PRIMARY KEY (seller_id, quick_reply_id)
);
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (seller_id, shortcut);

CREATE TABLE quick_reply_variants (
    seller_id      TEXT COLLATE "C" NOT NULL,
    quick_reply_id UUID NOT NULL,
    language       TEXT COLLATE "C" NOT NULL,
    text           TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (seller_id, quick_reply_id, language)
);

-- What somebody has begun to write. The text lies in contents under the draft's id.
CREATE TABLE drafts (
    seller_id       TEXT COLLATE "C" NOT NULL,
    conversation_id UUID NOT NULL,
    person_kind     TEXT COLLATE "C" NOT NULL,
    person_id       TEXT COLLATE "C" NOT NULL,
    draft_id        UUID NOT NULL,
    version         BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (seller_id, conversation_id, person_kind, person_id)
);
CREATE INDEX drafts_of_person ON drafts (person_kind, person_id, seller_id, conversation_id);

-- Who is named in which note.
CREATE TABLE mentions (
    seller_id       TEXT COLLATE "C" NOT NULL,
    agent_id        TEXT COLLATE "C" NOT NULL,
    note_id         UUID NOT NULL,
    conversation_id UUID NOT NULL,
    mentioned_by    TEXT COLLATE "C" NOT NULL,
    mentioned_at    BIGINT NOT NULL,
    read_at         BIGINT,
    PRIMARY KEY (seller_id, agent_id, note_id)
);
CREATE INDEX mentions_recent ON mentions (seller_id, agent_id, mentioned_at, note_id);
CREATE INDEX mentions_unread ON mentions (seller_id, agent_id, conversation_id) WHERE read_at IS NULL;

-- How an agent likes to work. An agent without a row has the defaults.
CREATE TABLE agent_preferences (
    seller_id   TEXT COLLATE "C" NOT NULL,
    agent_id    TEXT COLLATE "C" NOT NULL,
    single_keys BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (seller_id, agent_id)
);
