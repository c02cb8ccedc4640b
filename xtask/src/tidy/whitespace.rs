//! No blanks at the end of lines, no carriage returns, one line end at the end of a file.

use super::File;

/// Copied bytes of others and compared outputs stay as they are.
const EXEMPT: &[&str] = &[".snap", ".golden", ".png", ".min.js", "LICENSE"];

/// Inputs that are read to the byte.
const INPUTS: &str = "fuzz/corpus/";

pub(super) fn check(files: &[File]) -> Vec<String> {
    let ours = |file: &&File| {
        !file.path.starts_with(INPUTS) && !EXEMPT.iter().any(|end| file.path.ends_with(end))
    };
    files.iter().filter(ours).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<String> {
    let path = &file.path;
    let mut findings: Vec<String> = file
        .lines()
        .filter(|(_, line)| line.ends_with([' ', '\t', '\r']))
        .map(|(number, _)| format!("{path}:{number}: remove the blanks at the end of the line"))
        .collect();
    if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        findings.push(format!("{path}: end the file with exactly one line end"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(text: &str) -> usize {
        let path = "a.rs".to_owned();
        let text = text.to_owned();
        check(&[File { path, text }]).len()
    }

    #[test]
    fn finds_blanks_and_wrong_ends() {
        assert_eq!(findings("a\nb\n"), 0);
        assert_eq!(findings("a \nb\t\n"), 2);
        assert_eq!(findings("a"), 1);
        assert_eq!(findings("a\n\n"), 1);
    }
}
