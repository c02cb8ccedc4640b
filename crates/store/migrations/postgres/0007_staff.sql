-- Settings with their validity and history, readings of staff.

-- value: JSON as rules::settings writes it; salt: of the commitment that the event carries.
-- revision counts the changes of one setting, so that two people cannot change it past each other.
CREATE TABLE setting_changes (
    setting_change_id UUID NOT NULL PRIMARY KEY,
    setting           TEXT COLLATE "C" NOT NULL,
    revision          BIGINT NOT NULL,
    value             TEXT COLLATE "C" NOT NULL,
    salt              BYTEA NOT NULL,
    valid_from        BIGINT NOT NULL,
    valid_to          BIGINT,
    known_from        BIGINT NOT NULL,
    known_to          BIGINT,
    entered_by        UUID NOT NULL,
    entered_because   UUID NOT NULL,
    withdrawn_by      UUID,
    withdrawn_because UUID
);
CREATE UNIQUE INDEX setting_changes_by_revision ON setting_changes (setting, revision);
