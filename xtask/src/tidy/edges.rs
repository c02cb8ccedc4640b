//! The crates depend on each other only where an invariant allows it.

use super::File;

const OURS: &[&str] = &["rules", "archive", "media", "paper", "store", "dopis"];

/// Each crate and those of ours it may know.
const ALLOWED: &[(&str, &[&str])] = &[
    ("crates/rules/Cargo.toml", &[]),
    ("crates/archive/Cargo.toml", &[]),
    ("crates/media/Cargo.toml", &[]),
    ("crates/paper/Cargo.toml", &[]),
    ("crates/store/Cargo.toml", &["rules"]),
    (
        "crates/server/Cargo.toml",
        &["rules", "archive", "media", "paper", "store"],
    ),
];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, allowed) in ALLOWED {
        let Some(manifest) = files.iter().find(|file| file.path == *path) else {
            findings.push(format!("{path}: missing"));
            continue;
        };
        for (number, name) in dependencies(manifest) {
            if OURS.contains(&name) && !allowed.contains(&name) {
                findings.push(format!("{path}:{number}: this crate may not know `{name}`"));
            }
        }
    }
    findings
}

/// What is shipped: a crate's tests may use more.
fn dependencies(manifest: &File) -> Vec<(usize, &str)> {
    let mut section = "";
    let mut names = Vec::new();
    for (number, line) in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section == "[dependencies]" {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            names.push((number, name));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{ALLOWED, File, check};

    #[test]
    fn a_forbidden_edge_is_found() {
        let files = |dependency: &str| -> Vec<File> {
            let manifest = |&(path, _): &(&str, &[&str])| File {
                path: path.to_owned(),
                text: format!("[dependencies]\n{dependency}\n[dev-dependencies]\nstore = {{}}\n"),
            };
            ALLOWED.iter().map(manifest).collect()
        };
        assert!(check(&files("serde.workspace = true")).is_empty());
        assert_eq!(check(&files("rules.workspace = true")).len(), 4);
        assert_eq!(check(&files("dopis = { path = \"../server\" }")).len(), 6);
    }
}
