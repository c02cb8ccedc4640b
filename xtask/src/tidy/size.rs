//! Files and functions short enough to be read in one go.

use super::{File, source};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

/// Kinds of files a person writes and reads.
const WRITTEN: &[&str] = &[
    ".rs", ".html", ".css", ".js", ".mjs", ".sql", ".toml", ".ftl",
];

/// Lists of URLs are read like a table.
const TABLES: &str = "crates/server/src/routes/";

pub(super) fn check(files: &[File]) -> Vec<String> {
    let written = |file: &&File| {
        WRITTEN.iter().any(|end| file.path.ends_with(end)) && !file.path.contains(".min.")
    };
    let mut findings: Vec<String> = files
        .iter()
        .filter(written)
        .filter_map(file_length)
        .collect();
    let rust = files
        .iter()
        .filter(|file| file.is_rust() && !file.path.starts_with(TABLES));
    findings.extend(rust.flat_map(function_lengths));
    findings
}

fn file_length(file: &File) -> Option<String> {
    let lines = match file.text.find("\n#[cfg(test)]\nmod tests {") {
        Some(at) => file.text[..at].lines().count(),
        None => file.text.lines().count(),
    };
    let path = &file.path;
    (lines > FILE_LINES).then(|| format!("{path}: {lines} lines; split it below {FILE_LINES}"))
}

/// Relies on formatted code: a function ends at the first brace as far in as its first line.
fn function_lengths(file: &File) -> Vec<String> {
    let code = source::code_only(&file.text);
    let lines: Vec<&str> = code.lines().collect();
    let mut findings = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        if !starts_function(line) {
            continue;
        }
        let margin = &line[..line.len() - line.trim_start().len()];
        let ends = |line: &&str| {
            line.strip_prefix(margin).is_some_and(|rest| {
                rest.starts_with('}') || (rest.ends_with(';') && !rest.starts_with(' '))
            })
        };
        let length = lines[start..].iter().position(ends).map_or(0, |at| at + 1);
        if length > FUNCTION_LINES && !line.ends_with('}') {
            let path = &file.path;
            let number = start + 1;
            findings.push(format!(
                "{path}:{number}: a function of {length} lines; split it below {FUNCTION_LINES}"
            ));
        }
    }
    findings
}

fn starts_function(line: &str) -> bool {
    const BEFORE: &[&str] = &["pub", "const", "async", "unsafe", "extern", "default"];
    let mut words = line.split_whitespace();
    words.find(|word| !BEFORE.iter().any(|before| word.starts_with(before))) == Some("fn")
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(text: String) -> Vec<String> {
        let path = "a.rs".to_owned();
        check(&[File { path, text }])
    }

    #[test]
    fn a_function_may_have_seventy_lines() {
        let function = |lines: usize| {
            let body = "        x();\n".repeat(lines - 2);
            format!("impl A {{\n    pub(crate) async fn a() {{\n{body}    }}\n}}\n")
        };
        assert!(findings(function(70)).is_empty());
        assert_eq!(
            findings(function(71)),
            ["a.rs:2: a function of 71 lines; split it below 70"]
        );
    }

    #[test]
    fn tests_at_the_end_do_not_count_as_length_of_the_file() {
        let code = "// x\n".repeat(500);
        assert!(findings(format!("{code}\n#[cfg(test)]\nmod tests {{\n{code}}}\n")).is_empty());
        assert_eq!(findings(format!("{code}// y\n")).len(), 1);
    }
}
