-- Files that go with messages; their bytes lie in the storage under their ids, their names in contents.

-- Until state is 'ready', what is known of the content is NULL; until it is 'bound', message and place are;
-- swept_at is the instant at which it was given up, or at which deleting it was put off.
CREATE TABLE attachments (
    seller_id       TEXT COLLATE "C" NOT NULL,
    attachment_id   UUID NOT NULL,
    conversation_id UUID,
    message_id      UUID,
    place           BIGINT,
    uploader_kind   TEXT COLLATE "C" NOT NULL,
    uploader_id     TEXT COLLATE "C" NOT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    announced_bytes BIGINT NOT NULL,
    received_bytes  BIGINT NOT NULL,
    name_commitment BYTEA NOT NULL,
    kind            TEXT COLLATE "C",
    kept_bytes      BIGINT,
    sha256_received BYTEA,
    sha256_kept     BYTEA,
    width           BIGINT,
    height          BIGINT,
    has_thumbnail   BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    swept_at        BIGINT,
    PRIMARY KEY (seller_id, attachment_id)
);
CREATE INDEX attachments_of_conversation ON attachments (seller_id, conversation_id, message_id);
CREATE INDEX attachments_of_uploader ON attachments (uploader_kind, uploader_id, attachment_id);
CREATE INDEX attachments_unbound ON attachments (created_at, seller_id, attachment_id) WHERE state <> 'bound';
CREATE INDEX attachments_swept ON attachments (swept_at, seller_id, attachment_id) WHERE state = 'swept';

-- Pieces of files that are being uploaded, each an object of the storage.
CREATE TABLE upload_parts (
    seller_id     TEXT COLLATE "C" NOT NULL,
    attachment_id UUID NOT NULL,
    start_byte    BIGINT NOT NULL,
    part_id       UUID NOT NULL,
    bytes         BIGINT NOT NULL,
    PRIMARY KEY (seller_id, attachment_id, start_byte)
);
