-- Violations of sellers that a person has confirmed.

-- evidence, contest, because: contents. ground: as of the review. They punish nobody by themselves.
CREATE TABLE strikes (
    seller_id       TEXT COLLATE "C" NOT NULL,
    strike_id       UUID NOT NULL,
    review_id       UUID NOT NULL,
    conversation_id UUID NOT NULL,
    message_id      UUID NOT NULL,
    ground          TEXT COLLATE "C" NOT NULL,
    given_at        BIGINT NOT NULL,
    given_by        UUID NOT NULL,
    -- From this instant on it does not count.
    expires_at      BIGINT NOT NULL,
    -- Before this instant it can be contested.
    contest_until   BIGINT NOT NULL,
    evidence        UUID NOT NULL,
    contested_at    BIGINT,
    contested_by    TEXT COLLATE "C",
    contest         UUID,
    decided_at      BIGINT,
    decided_by      UUID,
    outcome         TEXT COLLATE "C",
    because         UUID,
    PRIMARY KEY (seller_id, strike_id)
);
CREATE UNIQUE INDEX strikes_by_id ON strikes (strike_id);
CREATE UNIQUE INDEX strikes_by_review ON strikes (seller_id, review_id);
CREATE INDEX strikes_of_seller ON strikes (seller_id, given_at, strike_id);
CREATE INDEX strikes_contested ON strikes (contested_at, strike_id) WHERE contested_at IS NOT NULL AND decided_at IS NULL;

CREATE INDEX reviews_of_conversation ON reviews (seller_id, conversation_id, review_id);
