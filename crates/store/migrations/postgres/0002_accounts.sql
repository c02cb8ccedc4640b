-- Roles of a seller's people, second factors, passkeys, sessions, invitations.

ALTER TABLE agents ADD COLUMN role TEXT NOT NULL DEFAULT 'agent';
