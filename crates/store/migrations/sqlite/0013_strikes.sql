-- Violations of sellers that a person has confirmed.

-- evidence, contest, because: contents. ground: as of the review. They punish nobody by themselves.
CREATE TABLE strikes (
    seller_id       TEXT    NOT NULL,
    strike_id       BLOB    NOT NULL,
    review_id       BLOB    NOT NULL,
    conversation_id BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    ground          TEXT    NOT NULL,
    given_at        INTEGER NOT NULL,
    given_by        BLOB    NOT NULL,
    -- From this instant on it does not count.
    expires_at      INTEGER NOT NULL,
    -- Before this instant it can be contested.
    contest_until   INTEGER NOT NULL,
    evidence        BLOB    NOT NULL,
    contested_at    INTEGER,
    contested_by    TEXT,
    contest         BLOB,
    decided_at      INTEGER,
    decided_by      BLOB,
    outcome         TEXT,
    because         BLOB,
    PRIMARY KEY (seller_id, strike_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX strikes_by_id ON strikes (strike_id);
CREATE UNIQUE INDEX strikes_by_review ON strikes (seller_id, review_id);
CREATE INDEX strikes_of_seller ON strikes (seller_id, given_at, strike_id);
CREATE INDEX strikes_contested ON strikes (contested_at, strike_id) WHERE contested_at IS NOT NULL AND decided_at IS NULL;

CREATE INDEX reviews_of_conversation ON reviews (seller_id, conversation_id, review_id);
