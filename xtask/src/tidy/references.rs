//! Templates and assets that nothing names are dead.

use super::File;

const FOLDERS: &[&str] = &["crates/server/templates/", "crates/server/assets/"];

/// Kinds of files in which templates and assets are named.
const READERS: &[&str] = &[".rs", ".html", ".css", ".js", ".toml"];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let readers: Vec<&File> = files
        .iter()
        .filter(|file| file.path.starts_with("crates/server/"))
        .filter(|file| READERS.iter().any(|end| file.path.ends_with(end)))
        .collect();
    let mut findings = Vec::new();
    for file in files {
        let Some(name) = FOLDERS
            .iter()
            .find_map(|folder| file.path.strip_prefix(folder))
        else {
            continue;
        };
        let is_named = |reader: &&File| reader.path != file.path && reader.text.contains(name);
        // Notices and licences are for people.
        if !name.ends_with(".md") && !name.contains("LICENSE") && !readers.iter().any(is_named) {
            findings.push(format!("{}: nothing names it; remove it", file.path));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    #[test]
    fn a_template_must_be_named() {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let template = || file("crates/server/templates/a/b.html", "a/b.html");
        let page = file("crates/server/src/b.rs", "#[template(path = \"a/b.html\")]");
        assert_eq!(check(&[template()]).len(), 1);
        assert!(check(&[template(), page]).is_empty());
    }
}
