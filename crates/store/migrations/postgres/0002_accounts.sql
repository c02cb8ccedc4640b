-- Roles of a seller's people, second factors, passkeys, sessions, invitations.

ALTER TABLE agents ADD COLUMN role TEXT COLLATE "C" NOT NULL DEFAULT 'agent';

-- restricted: the person has to set up a second factor first. user_agent and address are shortened.
ALTER TABLE sessions ADD COLUMN last_seen_at BIGINT;
ALTER TABLE sessions ADD COLUMN user_agent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN restricted BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sessions_of_staff ON sessions (staff_id, token_hash) WHERE staff_id IS NOT NULL;
CREATE INDEX sessions_of_agent ON sessions (seller_id, agent_id, token_hash) WHERE agent_id IS NOT NULL;
CREATE INDEX api_tokens_of_staff ON api_tokens (staff_id, token_id) WHERE staff_id IS NOT NULL;

-- An account is an agent of a seller, or a person of staff, whose seller_id is empty.

-- secret: sealed with the installation's key where there is one. last_step: the newest time step whose code was used.
CREATE TABLE totp_secrets (
    seller_id    TEXT COLLATE "C" NOT NULL,
    person_id    TEXT COLLATE "C" NOT NULL,
    secret       BYTEA NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (seller_id, person_id)
);

CREATE TABLE recovery_codes (
    seller_id TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    code_hash BYTEA NOT NULL,
    used_at   BIGINT,
    PRIMARY KEY (seller_id, person_id, code_hash)
);

-- passkey: the public key with its counter, as JSON.
CREATE TABLE passkeys (
    seller_id     TEXT COLLATE "C" NOT NULL,
    person_id     TEXT COLLATE "C" NOT NULL,
    passkey_id    UUID NOT NULL,
    credential_id BYTEA NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    passkey       TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL,
    last_used_at  BIGINT,
    PRIMARY KEY (seller_id, person_id, passkey_id)
);
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);

-- Browsers that somebody has signed in from; guesses of strangers do not use up their attempts.
CREATE TABLE known_devices (
    seller_id   TEXT COLLATE "C" NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL,
    device_hash BYTEA NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (seller_id, person_id, device_hash)
);
CREATE INDEX known_devices_by_expiry ON known_devices (expires_at, seller_id, person_id, device_hash);

-- When an account was last opened, for those who keep its seller or the marketplace's people.
CREATE TABLE last_sign_ins (
    seller_id    TEXT COLLATE "C" NOT NULL,
    person_id    TEXT COLLATE "C" NOT NULL,
    signed_in_at BIGINT NOT NULL,
    PRIMARY KEY (seller_id, person_id)
);

-- Between two requests of one browser: what it has still to prove. No account where nobody has been named yet.
CREATE TABLE sign_in_steps (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    purpose    TEXT COLLATE "C" NOT NULL,
    seller_id  TEXT COLLATE "C",
    person_id  TEXT COLLATE "C",
    state      TEXT COLLATE "C" NOT NULL,
    attempts   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_steps_by_expiry ON sign_in_steps (expires_at, token_hash);

CREATE TABLE invitations (
    seller_id     TEXT COLLATE "C" NOT NULL,
    invitation_id UUID NOT NULL,
    token_hash    BYTEA NOT NULL,
    email         TEXT COLLATE "C" NOT NULL,
    role          TEXT COLLATE "C" NOT NULL,
    invited_by    TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    PRIMARY KEY (seller_id, invitation_id)
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_expiry ON invitations (expires_at, seller_id, invitation_id);
