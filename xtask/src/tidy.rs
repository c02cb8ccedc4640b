//! The conventions no compiler knows, as one list of checks over the files of this checkout.

mod documents;
mod edges;
mod forbidden;
mod modules;
mod references;
mod size;
mod source;
mod sql;
mod templates;
mod whitespace;
mod words;

use crate::workspace;

/// A file of the checkout; binary ones have no text.
pub(crate) struct File {
    /// Relative to the root, with `/`.
    path: String,
    text: String,
}

/// Tells what is wrong, a line each, as `path:line: what to do`.
type Check = fn(&[File]) -> Vec<String>;

const CHECKS: &[Check] = &[
    documents::check,
    edges::check,
    forbidden::check,
    modules::check,
    references::check,
    size::check,
    sql::check,
    templates::check,
    whitespace::check,
    words::check,
];

/// Runs every check and returns all findings as the error.
pub(crate) fn check() -> Result<(), String> {
    let files = read_all()?;
    let mut findings: Vec<String> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    findings.sort();
    println!("{} files, {} findings", files.len(), findings.len());
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings.join("\n"))
    }
}

fn read_all() -> Result<Vec<File>, String> {
    let read = |path: String| {
        let bytes = std::fs::read(workspace::root().join(&path))
            .map_err(|error| format!("reading {path}: {error}"))?;
        let text = String::from_utf8(bytes).unwrap_or_default();
        Ok(File { path, text })
    };
    workspace::files()?.into_iter().map(read).collect()
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.to_ascii_lowercase().ends_with(".rs")
    }

    /// Line numbers count from one.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_checkout_is_tidy() {
        if let Err(findings) = super::check() {
            panic!("{findings}");
        }
    }
}
