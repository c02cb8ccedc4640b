-- The log of the archive: how far it is sealed, and what stands for people in it.

-- One row. epoch grows with every sealer that begins, and only the last one may advance the rest.
CREATE TABLE archive_log (
    origin     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    epoch      BIGINT NOT NULL,
    size       BIGINT NOT NULL,
    root       BYTEA NOT NULL,
    checkpoint TEXT COLLATE "C" NOT NULL
);

-- The pseudonym is HMAC-SHA256(salt, who it is) and never changes; whoever is erased loses the salt.
CREATE TABLE pseudonyms (
    person_kind TEXT COLLATE "C" NOT NULL,
    seller_id   TEXT COLLATE "C" NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL,
    salt        BYTEA,
    pseudonym   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person_kind, seller_id, person_id)
);
