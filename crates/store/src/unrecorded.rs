//! Which statements change something that an event has to tell of. Knows the names of tables, and nothing of what is in them.

/// Tables that change without an event, each with its reason.
const SILENT: &[(&str, &str)] = &[
    ("agent_preferences", "how somebody likes the keys to be"),
    (
        "archive_checkpoints",
        "what of the log was put before others",
    ),
    ("archive_cosignatures", "what witnesses say of the log"),
    ("archive_log", "how far the events themselves are sealed"),
    ("archive_timestamps", "what an authority says of the log"),
    (
        "attachments",
        "an upload is nobody's message until one binds it, and that is an event",
    ),
    ("contents", "texts of a record whose own table is watched"),
    ("drafts", "a draft is not communication"),
    (
        "erased_contents",
        "which texts an erasure took away; each names its event",
    ),
    ("events", "the events themselves, and their positions"),
    ("idempotency_keys", "what has been answered, for a day"),
    ("jobs", "work that an event has set off"),
    ("known_devices", "which browsers have signed in before"),
    ("last_sign_ins", "when somebody last signed in"),
    ("leases", "which node does a job"),
    (
        "passkeys",
        "what a key counts with each use; keys added and removed are events of the account",
    ),
    (
        "prepared_files",
        "how far a file has come that somebody asked for; asking for it is an event",
    ),
    (
        "pseudonyms",
        "what stands for somebody in the log, made when the first event is sealed",
    ),
    ("rate_limits", "who asked how often"),
    (
        "recovery_codes",
        "which have been used; made and used codes are events of the account",
    ),
    (
        "rule_replay_counts",
        "what a replay has counted so far; its end is an event",
    ),
    (
        "rule_replay_samples",
        "messages that a replay shows; its end is an event",
    ),
    (
        "sessions",
        "who is signed in; ending them from elsewhere is an event of the account",
    ),
    ("sign_in_steps", "sign-ins that are under way"),
    (
        "totp_secrets",
        "the last code that was used; set up and removed are events of the account",
    ),
    ("upload_parts", "pieces of an upload"),
    ("used_handoffs", "which hand-offs have been used"),
];

/// What may change without an event in tables that are watched, each with its reason.
const SILENT_CHANGES: &[(&str, &str)] = &[
    (
        "SET claimed_by",
        "who has a review before it, for some minutes",
    ),
    (
        "SET used = used + 1",
        "how often a quick reply was taken, which orders the list",
    ),
    (
        "UPDATE rule_replays SET part = part + 1",
        "how far a replay has come; its end is an event",
    ),
    (
        "SET version = version WHERE",
        "rows are held against others and stay as they are",
    ),
];

/// The last table of this statement that an event has to tell of, if it changes one.
pub(crate) fn changed(sql: &'static str) -> Option<&'static str> {
    if SILENT_CHANGES
        .iter()
        .any(|(silent, _)| sql.contains(silent))
    {
        return None;
    }
    let words: Vec<&'static str> = sql
        .split(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(3)
        .filter_map(|window| match *window {
            ["INSERT", "INTO", table] | ["DELETE", "FROM", table] | ["UPDATE", table, "SET"] => {
                Some(table)
            }
            _ => None,
        })
        .rfind(|table| SILENT.iter().all(|(silent, _)| silent != table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_change_a_watched_table_are_seen() {
        // Real ones: every statement in this crate is prepared by a test.
        for (sql, expected) in [
            ("DELETE FROM labels WHERE version = ?1", Some("labels")),
            (
                "UPDATE conversations SET version = ?1",
                Some("conversations"),
            ),
            ("INSERT INTO recovery_codes (code_hash) VALUES (?1)", None),
            (
                "UPDATE agents SET version = version WHERE seller_id = ?1",
                None,
            ),
            (
                "WITH gone AS (SELECT note_id FROM notes) DELETE FROM mentions WHERE note_id IN (SELECT note_id FROM gone)",
                Some("mentions"),
            ),
            ("SELECT version FROM labels", None),
        ] {
            assert_eq!(changed(sql), expected, "{sql}");
        }
    }

    #[test]
    fn what_is_silent_exists_and_is_in_order() {
        let schema: String = crate::migrate::MIGRATIONS
            .iter()
            .map(|migration| migration.sqlite)
            .collect();
        assert!(SILENT.is_sorted());
        for (table, _) in SILENT {
            assert!(
                schema.contains(&format!("CREATE TABLE {table} (")),
                "{table}"
            );
        }
    }
}
