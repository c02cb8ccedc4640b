//! Documents have one sentence per line, and what they name exists.

use std::path::{Component, Path, PathBuf};

use super::File;
use crate::workspace;

/// Ends of a word that look like the end of a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "cf", "vs", "no", "art", "reg", "par", "approx",
];

/// Beginnings of a path as documents write it, in backticks.
const PATHS: &[&str] = &["crates/", "xtask/", "docs/", ".ci/", ".config/", ".cargo/"];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let documents = files.iter().filter(|file| file.path.ends_with(".md"));
    documents.flat_map(in_document).collect()
}

fn in_document(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    let mut in_block = false;
    for (number, line) in file.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        }
        if in_block {
            continue;
        }
        let mut tell = |what: String| findings.push(format!("{}:{number}: {what}", file.path));
        if !line.starts_with(['#', '|']) && has_two_sentences(line) {
            tell("one sentence per line".to_owned());
        }
        for target in links(line).filter(|target| !exists(&file.path, target)) {
            tell(format!("the link to `{target}` leads nowhere"));
        }
        for path in paths(line) {
            match path.split_once("::") {
                None if !exists("", path) => tell(format!("`{path}` does not exist")),
                Some((in_file, test)) if !has_test(in_file, test) => {
                    tell(format!("`{in_file}` has no test `{test}`"));
                }
                _ => {}
            }
        }
    }
    findings
}

fn has_two_sentences(line: &str) -> bool {
    let prose = without_code(line);
    prose.match_indices(['.', '?', '!']).any(|(at, _)| {
        let word = prose[..at].rsplit([' ', '(']).next().unwrap_or_default();
        let lower = word.to_lowercase();
        let abbreviated = ABBREVIATIONS.contains(&lower.as_str());
        let counts = word.chars().all(|c| c.is_ascii_digit());
        let mut behind = prose[at + 1..].trim_start_matches([')', '"', '*']).chars();
        let next = (behind.next(), behind.next());
        !abbreviated
            && !counts
            && matches!(next, (Some(' '), Some(c)) if c.is_uppercase() || c == '`')
    })
}

/// Code keeps its backticks, so that a sentence may begin with it.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    let prose: Vec<&str> = parts
        .map(|(at, part)| if at % 2 == 0 { part } else { "" })
        .collect();
    prose.join("`")
}

/// Targets of links into this checkout.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#', ' ']).next())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

/// Paths in backticks, without those that stand for many.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split('`').skip(1).step_by(2);
    code.filter(|code| PATHS.iter().any(|start| code.starts_with(start)))
        .filter(|code| !code.contains(['*', '{', '<', '…', ' ']) && !code.contains("NNNN"))
}

/// Whether there is a function of this name in the file.
fn has_test(in_file: &str, test: &str) -> bool {
    let text = std::fs::read_to_string(workspace::root().join(in_file)).unwrap_or_default();
    let is_named = |line: &str| {
        let line = line.trim_start();
        let function = line.strip_prefix("async ").unwrap_or(line);
        let rest = function
            .strip_prefix("fn ")
            .and_then(|rest| rest.strip_prefix(test));
        rest.is_some_and(|rest| rest.starts_with('('))
    };
    text.lines().any(is_named)
}

fn exists(document: &str, target: &str) -> bool {
    let folder = Path::new(document).parent().unwrap_or(Path::new(""));
    let mut path = PathBuf::new();
    for component in folder.join(target).components() {
        match component {
            Component::ParentDir => drop(path.pop()),
            component => path.push(component),
        }
    }
    workspace::root().join(path).exists()
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(text: &str) -> usize {
        let path = "docs/a.md".to_owned();
        let text = text.to_owned();
        check(&[File { path, text }]).len()
    }

    #[test]
    fn one_sentence_per_line() {
        assert_eq!(findings("It starts. It stops."), 1);
        assert_eq!(findings("It starts, e.g. On Monday, at 9. May it last."), 0);
        assert_eq!(findings("Read `a. B` twice."), 0);
        assert_eq!(findings("| It starts. It stops. |"), 0);
        assert_eq!(findings("```\nIt starts. It stops.\n```"), 0);
        assert_eq!(findings("1. It starts."), 0);
    }

    #[test]
    fn named_tests_exist() {
        let file = "xtask/src/tidy/documents.rs";
        assert_eq!(findings(&format!("See `{file}::named_tests_exist`.")), 0);
        assert_eq!(findings(&format!("See `{file}::named_tests`.")), 1);
        assert_eq!(findings("See `crates/no/such.rs::named_tests_exist`."), 1);
    }

    #[test]
    fn named_paths_and_links_exist() {
        assert_eq!(
            findings("See `crates/rules/Cargo.toml` and [it](../Cargo.toml)."),
            0
        );
        assert_eq!(findings("See `crates/no/such`."), 1);
        assert_eq!(findings("See [it](no-such.md)."), 1);
        assert_eq!(findings("See `crates/*/src`."), 0);
    }
}
