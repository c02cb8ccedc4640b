//! SQL stands in the store only, and both databases have the same migrations.

use std::collections::BTreeSet;

use super::File;

/// A statement is recognised by its first words and a later one.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT ", " FROM "),
    ("INSERT INTO ", ""),
    ("UPDATE ", " SET "),
    ("DELETE FROM ", ""),
    ("CREATE TABLE ", ""),
];

/// The benchmark measures the same statements without the store; this file names them.
const EXCEPT: &[&str] = &["crates/store/", "xtask/src/bench", "xtask/src/tidy/sql.rs"];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let outside =
        |file: &&File| file.is_rust() && !EXCEPT.iter().any(|start| file.path.starts_with(start));
    let mut findings: Vec<String> = files.iter().filter(outside).flat_map(statements).collect();
    findings.extend(lonely_migrations(files));
    findings
}

fn statements(file: &File) -> Vec<String> {
    let is_statement = |line: &str| {
        STATEMENTS.iter().any(|(first, later)| {
            line.find(first)
                .is_some_and(|at| line[at + first.len() - 1..].contains(later))
        })
    };
    file.lines()
        .filter(|(_, line)| !line.trim_start().starts_with("//") && is_statement(line))
        .map(|(number, _)| format!("{}:{number}: SQL belongs into crates/store", file.path))
        .collect()
}

fn lonely_migrations(files: &[File]) -> Vec<String> {
    let names = |database: &str| -> BTreeSet<&str> {
        let folder = format!("crates/store/migrations/{database}/");
        let below = files
            .iter()
            .filter_map(|file| file.path.strip_prefix(&folder));
        below.collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let lonely = sqlite.symmetric_difference(&postgres);
    let tell = |name: &&str| format!("crates/store/migrations: only one database has {name}");
    lonely.map(tell).chain(numbers(&sqlite)).collect()
}

/// Migrations count from one without a gap.
fn numbers(names: &BTreeSet<&str>) -> Vec<String> {
    let counted = names.iter().zip(1..);
    counted
        .filter(|(name, number)| !name.starts_with(&format!("{number:04}_")))
        .map(|(name, number)| format!("crates/store/migrations: {name} is migration {number:04}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(files: &[(&str, &str)]) -> usize {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        check(&files.iter().map(file).collect::<Vec<_>>()).len()
    }

    #[test]
    fn statements_stay_in_the_store() {
        let statement = "let a = \"SELECT id FROM sellers\";";
        assert_eq!(findings(&[("crates/server/src/a.rs", statement)]), 1);
        assert_eq!(findings(&[("crates/store/src/a.rs", statement)]), 0);
        let prose = "let a = \"UPDATE your browser\";";
        assert_eq!(findings(&[("crates/server/src/a.rs", prose)]), 0);
    }

    #[test]
    fn migrations_come_in_pairs_and_without_gaps() {
        let first = ("crates/store/migrations/sqlite/0001_a.sql", "");
        let twin = ("crates/store/migrations/postgres/0001_a.sql", "");
        let third = ("crates/store/migrations/sqlite/0003_c.sql", "");
        assert_eq!(findings(&[first, twin]), 0);
        assert_eq!(findings(&[first]), 1);
        assert_eq!(findings(&[first, twin, third]), 2);
    }
}
