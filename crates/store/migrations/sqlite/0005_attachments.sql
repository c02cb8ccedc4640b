-- Files that go with messages; their bytes lie in the storage under their ids, their names in contents.

-- Until state is 'ready', what is known of the content is NULL; until it is 'bound', message and place are;
-- swept_at is the instant at which it was given up, or at which deleting it was put off.
CREATE TABLE attachments (
    seller_id       TEXT    NOT NULL,
    attachment_id   BLOB    NOT NULL,
    conversation_id BLOB,
    message_id      BLOB,
    place           INTEGER,
    uploader_kind   TEXT    NOT NULL,
    uploader_id     TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    announced_bytes INTEGER NOT NULL,
    received_bytes  INTEGER NOT NULL,
    name_commitment BLOB    NOT NULL,
    kind            TEXT,
    kept_bytes      INTEGER,
    sha256_received BLOB,
    sha256_kept     BLOB,
    width           INTEGER,
    height          INTEGER,
    has_thumbnail   INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    swept_at        INTEGER,
    PRIMARY KEY (seller_id, attachment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_of_conversation ON attachments (seller_id, conversation_id, message_id);
CREATE INDEX attachments_of_uploader ON attachments (uploader_kind, uploader_id, attachment_id);
CREATE INDEX attachments_unbound ON attachments (created_at, seller_id, attachment_id) WHERE state <> 'bound';
CREATE INDEX attachments_swept ON attachments (swept_at, seller_id, attachment_id) WHERE state = 'swept';

-- Pieces of files that are being uploaded, each an object of the storage.
CREATE TABLE upload_parts (
    seller_id     TEXT    NOT NULL,
    attachment_id BLOB    NOT NULL,
    start_byte    INTEGER NOT NULL,
    part_id       BLOB    NOT NULL,
    bytes         INTEGER NOT NULL,
    PRIMARY KEY (seller_id, attachment_id, start_byte)
) STRICT, WITHOUT ROWID;
