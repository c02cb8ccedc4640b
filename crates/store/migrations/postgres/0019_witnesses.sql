-- What others say of the log: checkpoints as the log signed them, witnesses that signed them too, and tokens of an authority.

CREATE TABLE archive_checkpoints (
    origin     TEXT COLLATE "C" NOT NULL,
    size       BIGINT NOT NULL,
    checkpoint TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (origin, size)
);

-- witness is its verifier key, line its signature line.
CREATE TABLE archive_cosignatures (
    origin  TEXT COLLATE "C" NOT NULL,
    size    BIGINT NOT NULL,
    witness TEXT COLLATE "C" NOT NULL,
    line    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (origin, size, witness)
);

CREATE TABLE archive_timestamps (
    origin     TEXT COLLATE "C" NOT NULL,
    size       BIGINT NOT NULL,
    token      BYTEA NOT NULL,
    fetched_at BIGINT NOT NULL,
    PRIMARY KEY (origin, size)
);
