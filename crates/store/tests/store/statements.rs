//! Every statement of the crate is understood by the database it is meant for, and keeps the habits both share.

use std::{fs, path::Path};

use store::{Backend, both_databases, testing::TestDatabase};

/// Folders of the seam itself, whose statements are each database's own or made from the schema.
const SEAM: [&str; 4] = ["sqlite", "postgres", "tables", "testing"];
const VERBS: [&str; 5] = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];
/// What the two databases do differently, or what would hide a clock or a random number in SQL.
const BANNED: [&str; 10] = [
    "||",
    "CAST(",
    "::",
    "NOW(",
    "CURRENT_",
    "DATETIME(",
    "STRFTIME(",
    "RANDOM(",
    "ILIKE",
    "AUTOINCREMENT",
];

/// A statement in the source, and which database it is for; `None` is both.
#[derive(Debug, PartialEq)]
struct Found {
    sql: String,
    only: Option<Backend>,
}

fn statements_of_crate() -> Vec<Found> {
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let made = store::testing::made_statements().map(|(_, sql)| Found {
        sql: sql.to_owned(),
        only: None,
    });
    found.extend(made);
    found
}

fn collect(folder: &Path, found: &mut Vec<Found>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !SEAM.contains(&name) {
                collect(&path, found);
            }
        } else if name.ends_with(".rs") {
            found.extend(statements(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The literals of Rust source that begin like a statement. Inside `pick(…)` the first is SQLite's, the second PostgreSQL's.
fn statements(source: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut rest = source;
    let mut depth = 0;
    // The depth in which a `pick(` was opened, and how many literals it has had.
    let mut picking: Option<(i32, usize)> = None;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some((literal, length)) = literal(rest) {
            let turn = picking.as_mut().map(|(_, count)| {
                *count += 1;
                *count
            });
            let only = turn.map(|turn| {
                if turn == 1 {
                    Backend::Sqlite
                } else {
                    Backend::Postgres
                }
            });
            if VERBS
                .iter()
                .any(|verb| literal.starts_with(&format!("{verb} ")))
            {
                found.push(Found { sql: literal, only });
            }
            length
        } else if rest.starts_with("pick(") && !source[..source.len() - rest.len()].ends_with("fn ")
        {
            depth += 1;
            picking = Some((depth, 0));
            "pick(".len()
        } else if let Some(length) = character(rest) {
            length
        } else {
            match first {
                '(' => depth += 1,
                ')' => {
                    picking = picking.filter(|(opened, _)| *opened < depth);
                    depth -= 1;
                }
                _ => {}
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The text of a string literal that begins here, and how long it is in the source.
fn literal(source: &str) -> Option<(String, usize)> {
    if let Some(raw) = source.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw[hashes..].strip_prefix('"')?;
        let ending = format!("\"{}", "#".repeat(hashes));
        let end = text.find(&ending)?;
        return Some((text[..end].to_owned(), 1 + hashes + 1 + end + ending.len()));
    }
    let mut text = String::new();
    let mut rest = source.strip_prefix('"')?;
    loop {
        let mut chars = rest.chars();
        match chars.next()? {
            '"' => return Some((text, source.len() - chars.as_str().len())),
            '\\' => match chars.next()? {
                '\n' => {
                    rest = chars.as_str().trim_start();
                    continue;
                }
                'n' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
        rest = chars.as_str();
    }
}

/// The length of a character literal that begins here; a lifetime is none.
fn character(source: &str) -> Option<usize> {
    let text = source.strip_prefix('\'')?;
    let escape = usize::from(text.starts_with('\\'));
    let end = text.char_indices().nth(1 + escape)?;
    (end.1 == '\'').then_some(1 + end.0 + 1)
}

both_databases! {
    async fn every_statement_prepares(test: TestDatabase) {
        let backend = test.open().await.backend();
        let meant = statements_of_crate().into_iter().filter(|found| found.only.is_none_or(|only| only == backend));
        let statements: Vec<&'static str> = meant.map(|found| &*found.sql.leak()).collect();
        assert!(statements.len() > 20, "the statements were found");
        let complaints = test.complaints(&statements).await;
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    async fn a_wrong_statement_is_complained_about(test: TestDatabase) {
        let complaints = test.complaints(&["SELECT nothing FROM nowhere", "SELECT 1"]).await;
        assert_eq!(complaints.len(), 1, "{complaints:?}");
    }
}

#[test]
fn statements_keep_the_habits() {
    for Found { sql, only } in statements_of_crate() {
        let plain = without_literals(&sql).to_uppercase();
        for banned in BANNED {
            assert!(
                !plain.contains(banned) || only.is_some(),
                "{banned} is not for both databases: {sql}"
            );
        }
        let mut numbers: Vec<u32> = plain
            .split('?')
            .skip(1)
            .map(|after| {
                let digits =
                    after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                after[..digits]
                    .parse()
                    .unwrap_or_else(|_| panic!("a placeholder has a number: {sql}"))
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert!(
            numbers.iter().copied().eq(1..=numbers.len() as u32),
            "placeholders have no gaps: {sql}"
        );
        assert!(
            !sql.contains("SELECT *") && !sql.contains("RETURNING *"),
            "columns are named: {sql}"
        );
    }
}

fn without_literals(sql: &str) -> String {
    sql.split('\'').step_by(2).collect::<Vec<_>>().join("''")
}

#[test]
fn statements_are_found_in_source() {
    let source = r##"
        // "SELECT comment"
        const A: &'static str = "SELECT a \
            FROM b";
        let c = ('"', '\'', "UPDATE no", "SELECTED", r#"DELETE FROM "d""#);
        pick(tx, "INSERT sqlite", "INSERT postgres"); "WITH e"
        fn pick(tx: &Tx, sqlite: &'static str) { "SELECT f" }
    "##;
    let both = |sql: &str| Found {
        sql: sql.to_owned(),
        only: None,
    };
    assert_eq!(
        statements(source),
        [
            both("SELECT a FROM b"),
            both("UPDATE no"),
            both("DELETE FROM \"d\""),
            Found {
                sql: "INSERT sqlite".to_owned(),
                only: Some(Backend::Sqlite)
            },
            Found {
                sql: "INSERT postgres".to_owned(),
                only: Some(Backend::Postgres)
            },
            both("WITH e"),
            both("SELECT f"),
        ]
    );
}
