-- Files that take long: asked for, made by a job, and kept for some days for whoever asked.

-- asker_seller: empty but for agents and programs. object_id: under which the bytes of the last attempt lie.
-- leased_until: before this instant it is somebody's work; of a file that failed once, when it is tried again.
CREATE TABLE prepared_files (
    file_id         BLOB    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    asker_kind      TEXT    NOT NULL,
    asker_seller    TEXT    NOT NULL,
    asker_id        TEXT    NOT NULL,
    buyer_id        TEXT    NOT NULL,
    conversation_id BLOB,
    language        TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    leased_until    INTEGER NOT NULL,
    object_id       BLOB,
    bytes           INTEGER,
    sha256          BLOB,
    asked_at        INTEGER NOT NULL,
    ready_at        INTEGER,
    expires_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX prepared_files_of_asker ON prepared_files (asker_kind, asker_seller, asker_id, asked_at, file_id);
CREATE INDEX prepared_files_waiting ON prepared_files (leased_until, file_id) WHERE state = 'waiting';
CREATE INDEX prepared_files_by_expiry ON prepared_files (expires_at, file_id);
CREATE INDEX prepared_files_about_buyer ON prepared_files (buyer_id, file_id);

CREATE INDEX sessions_of_buyer ON sessions (buyer_id, token_hash) WHERE buyer_id IS NOT NULL;
