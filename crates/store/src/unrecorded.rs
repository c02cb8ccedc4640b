//! Which statements change something that an event has to tell of. Knows the names of tables, and nothing of what is in them.

/// Tables that change without an event, each with its reason.
const SILENT: &[(&str, &str)] = &[
    (
        "attachments",
        "an upload is nobody's message until one binds it, and that is an event",
    ),
    ("contents", "texts of a record whose own table is watched"),
    ("drafts", "a draft is not communication"),
    ("events", "the events themselves, and their positions"),
    ("idempotency_keys", "what has been answered, for a day"),
    ("jobs", "work that an event has set off"),
    ("known_devices", "which browsers have signed in before"),
    ("last_sign_ins", "when somebody last signed in"),
    ("leases", "which node does a job"),
    ("rate_limits", "who asked how often"),
    (
        "passkeys",
        "what a key counts with each use; keys added and removed are events of the account",
    ),
    (
        "recovery_codes",
        "which have been used; made and used codes are events of the account",
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

/// The last table of this statement that an event has to tell of, if it changes one.
pub(crate) fn changed(sql: &'static str) -> Option<&'static str> {
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
        for (sql, expected) in [
            ("INSERT INTO messages (a) VALUES (?1)", Some("messages")),
            ("UPDATE conversations SET a = 1", Some("conversations")),
            ("DELETE FROM labels WHERE a = 1", Some("labels")),
            (
                "INSERT INTO drafts (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2",
                None,
            ),
            ("SELECT a FROM jobs FOR UPDATE SKIP LOCKED", None),
            (
                "WITH gone AS (DELETE FROM notes RETURNING a) INSERT INTO contents SELECT a FROM gone",
                Some("notes"),
            ),
            ("SELECT a FROM messages", None),
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
