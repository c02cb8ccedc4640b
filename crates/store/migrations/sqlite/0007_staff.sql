-- Settings with their validity and history, readings of staff.

-- value: JSON as rules::settings writes it; salt: of the commitment that the event carries.
-- revision counts the changes of one setting, so that two people cannot change it past each other.
CREATE TABLE setting_changes (
    setting_change_id BLOB    NOT NULL PRIMARY KEY,
    setting           TEXT    NOT NULL,
    revision          INTEGER NOT NULL,
    value             TEXT    NOT NULL,
    salt              BLOB    NOT NULL,
    valid_from        INTEGER NOT NULL,
    valid_to          INTEGER,
    known_from        INTEGER NOT NULL,
    known_to          INTEGER,
    entered_by        BLOB    NOT NULL,
    entered_because   BLOB    NOT NULL,
    withdrawn_by      BLOB,
    withdrawn_because BLOB
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX setting_changes_by_revision ON setting_changes (setting, revision);
