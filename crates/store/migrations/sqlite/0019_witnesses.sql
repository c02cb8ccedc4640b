-- What others say of the log: checkpoints as the log signed them, witnesses that signed them too, and tokens of an authority.

CREATE TABLE archive_checkpoints (
    origin     TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    checkpoint TEXT    NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;

-- witness is its verifier key, line its signature line.
CREATE TABLE archive_cosignatures (
    origin  TEXT    NOT NULL,
    size    INTEGER NOT NULL,
    witness TEXT    NOT NULL,
    line    TEXT    NOT NULL,
    PRIMARY KEY (origin, size, witness)
) STRICT, WITHOUT ROWID;

CREATE TABLE archive_timestamps (
    origin     TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    token      BLOB    NOT NULL,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;
