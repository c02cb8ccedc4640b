//! One word for one thing, the same in code, database and file names.

use super::{File, source};

/// The word to avoid and what to say instead.
const WORDS: &[(&str, &str)] = &[
    ("ticket", "conversation or case"),
    ("vendor", "seller"),
    ("merchant", "seller"),
    ("supplier", "seller"),
    ("customer", "buyer"),
    ("consumer", "buyer"),
    ("shop", "marketplace or seller"),
    ("sla", "reply deadline"),
    ("employee", "staff or agent"),
    ("operative", "agent"),
    ("inquiry", "question"),
    ("enquiry", "question"),
    ("chat", "conversation"),
    ("purchase", "order"),
    ("product", "listing"),
    ("util", "the name of what it does"),
    ("utils", "the name of what it does"),
    ("helper", "the name of what it does"),
    ("helpers", "the name of what it does"),
    ("manager", "the name of what it does"),
];

/// Words that others chose, and where they stand: beginnings of paths.
const EXCEPT: &[(&str, &str)] = &[
    ("xtask/src/tidy/", ""),
    // Crates whose names hold the word.
    ("crates/server/", "util"),
    // A place in the queue of closures.
    ("crates/store/src/request.rs", "ticket"),
    ("crates/store/src/postgres", "manager"),
    ("crates/store/src/postgres", "util"),
    // The number of a case in another system, which is called so there.
    ("crates/rules/src/looking/", "ticket"),
    ("crates/rules/tests/decisions/looking.rs", "ticket"),
    ("crates/server/src/actions/accesses/", "ticket"),
    (
        "crates/server/src/actions/conversations/staff_read.rs",
        "ticket",
    ),
    (
        "crates/server/src/actions/moderation/strikes/list.rs",
        "ticket",
    ),
    ("crates/server/src/actions/rule_sets/labelled.rs", "ticket"),
    ("crates/server/src/api/conversations/reads.rs", "ticket"),
    ("crates/server/src/api/staff/", "ticket"),
    ("crates/server/src/pages/conversations/reading.rs", "ticket"),
    ("crates/server/src/pages/staff/", "ticket"),
    ("crates/server/src/pages/views/refusal.rs", "ticket"),
    ("crates/server/src/pages/views/samples/", "ticket"),
    ("crates/server/src/pages/views/staff/", "ticket"),
    (
        "crates/store/migrations/postgres/0018_who_looked.sql",
        "ticket",
    ),
    (
        "crates/store/migrations/sqlite/0018_who_looked.sql",
        "ticket",
    ),
    ("crates/store/src/accesses.rs", "ticket"),
    ("crates/store/src/readings.rs", "ticket"),
    ("crates/store/tests/store/oversight.rs", "ticket"),
];

pub(super) fn check(files: &[File]) -> Vec<String> {
    files.iter().flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<String> {
    let path = &file.path;
    let excepted = |word: &str| {
        let holds = |&(start, which): &(&str, &str)| {
            path.starts_with(start) && (which.is_empty() || which == word)
        };
        EXCEPT.iter().any(holds)
    };
    let mut findings = Vec::new();
    let mut tell = |place: String, words: Vec<String>| {
        for (word, instead) in WORDS {
            let found = words
                .iter()
                .any(|found| found == word || plural(found, word));
            if found && !excepted(word) {
                findings.push(format!("{place}: not `{word}`: {instead}"));
            }
        }
    };
    tell(path.clone(), words(path));
    let code = match path.rsplit('.').next() {
        Some("rs") => source::code_only(&file.text),
        Some("sql") => without_comments(&file.text),
        _ => return findings,
    };
    for (at, line) in code.lines().enumerate() {
        tell(format!("{path}:{}", at + 1), words(line));
    }
    findings
}

fn plural(found: &str, word: &str) -> bool {
    found.strip_suffix('s') == Some(word)
}

/// `replyDeadline`, `reply_deadline` and `ReplyDeadline` are two words each.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in line.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && after_small) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn without_comments(sql: &str) -> String {
    let lines = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(path: &str, text: &str) -> usize {
        let (path, text) = (path.to_owned(), text.to_owned());
        check(&[File { path, text }]).len()
    }

    #[test]
    fn words_inside_identifiers_are_found() {
        assert_eq!(findings("a.rs", "struct OpenTicket;"), 1);
        assert_eq!(findings("a.rs", "let vendor_id = customers.len();"), 2);
        assert_eq!(findings("a.sql", "DROP TABLE shops;"), 1);
        assert_eq!(findings("pages/ticket.html", ""), 1);
    }

    #[test]
    fn prose_and_longer_words_are_not() {
        assert_eq!(findings("a.rs", "// a ticket\nlet a = \"ticket\";"), 0);
        assert_eq!(findings("a.rs", "let workshop = translate();"), 0);
        assert_eq!(
            findings("crates/store/src/postgres/pool.rs", "Manager::new()"),
            0
        );
    }
}
