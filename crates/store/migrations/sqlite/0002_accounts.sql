-- Roles of a seller's people, second factors, passkeys, sessions, invitations.

ALTER TABLE agents ADD COLUMN role TEXT NOT NULL DEFAULT 'agent';

-- restricted: the person has to set up a second factor first. user_agent and address are shortened.
ALTER TABLE sessions ADD COLUMN last_seen_at INTEGER;
ALTER TABLE sessions ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sessions_of_staff ON sessions (staff_id, token_hash) WHERE staff_id IS NOT NULL;
CREATE INDEX sessions_of_agent ON sessions (seller_id, agent_id, token_hash) WHERE agent_id IS NOT NULL;
CREATE INDEX api_tokens_of_staff ON api_tokens (staff_id, token_id) WHERE staff_id IS NOT NULL;

-- An account is an agent of a seller, or a person of staff, whose seller_id is empty.

-- secret: sealed with the installation's key where there is one. last_step: the newest time step whose code was used.
CREATE TABLE totp_secrets (
    seller_id    TEXT    NOT NULL,
    person_id    TEXT    NOT NULL,
    secret       BLOB    NOT NULL,
    confirmed_at INTEGER,
    last_step    INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (seller_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
    seller_id TEXT    NOT NULL,
    person_id TEXT    NOT NULL,
    code_hash BLOB    NOT NULL,
    used_at   INTEGER,
    PRIMARY KEY (seller_id, person_id, code_hash)
) STRICT, WITHOUT ROWID;

-- passkey: the public key with its counter, as JSON.
CREATE TABLE passkeys (
    seller_id     TEXT    NOT NULL,
    person_id     TEXT    NOT NULL,
    passkey_id    BLOB    NOT NULL,
    credential_id BLOB    NOT NULL,
    name          TEXT    NOT NULL,
    passkey       TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    last_used_at  INTEGER,
    PRIMARY KEY (seller_id, person_id, passkey_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);

-- Browsers that somebody has signed in from; guesses of strangers do not use up their attempts.
CREATE TABLE known_devices (
    seller_id   TEXT    NOT NULL,
    person_id   TEXT    NOT NULL,
    device_hash BLOB    NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (seller_id, person_id, device_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_devices_by_expiry ON known_devices (expires_at, seller_id, person_id, device_hash);

-- When an account was last opened, for those who keep its seller or the marketplace's people.
CREATE TABLE last_sign_ins (
    seller_id    TEXT    NOT NULL,
    person_id    TEXT    NOT NULL,
    signed_in_at INTEGER NOT NULL,
    PRIMARY KEY (seller_id, person_id)
) STRICT, WITHOUT ROWID;

-- Between two requests of one browser: what it has still to prove. No account where nobody has been named yet.
CREATE TABLE sign_in_steps (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    purpose    TEXT    NOT NULL,
    seller_id  TEXT,
    person_id  TEXT,
    state      TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_steps_by_expiry ON sign_in_steps (expires_at, token_hash);

CREATE TABLE invitations (
    seller_id     TEXT    NOT NULL,
    invitation_id BLOB    NOT NULL,
    token_hash    BLOB    NOT NULL,
    email         TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    invited_by    TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    PRIMARY KEY (seller_id, invitation_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_expiry ON invitations (expires_at, seller_id, invitation_id);
