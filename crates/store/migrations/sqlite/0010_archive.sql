-- The log of the archive: how far it is sealed, and what stands for people in it.

-- One row. epoch grows with every sealer that begins, and only the last one may advance the rest.
CREATE TABLE archive_log (
    origin     TEXT    NOT NULL PRIMARY KEY,
    epoch      INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    root       BLOB    NOT NULL,
    checkpoint TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The pseudonym is HMAC-SHA256(salt, who it is) and never changes; whoever is erased loses the salt.
CREATE TABLE pseudonyms (
    person_kind TEXT NOT NULL,
    seller_id   TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    salt        BLOB,
    pseudonym   TEXT NOT NULL,
    PRIMARY KEY (person_kind, seller_id, person_id)
) STRICT, WITHOUT ROWID;
