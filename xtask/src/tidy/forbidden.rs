//! Text that may stand only in some places, each with what to write instead.

use super::{File, source};

struct Ban {
    text: &'static str,
    /// Where the ban holds, and where in there it does not; both are beginnings of paths.
    inside: &'static [&'static str],
    except: &'static [&'static str],
    instead: &'static str,
}

const EVERYWHERE: &[&str] = &[""];
const PURE: &[&str] = &["crates/rules/src/", "crates/archive/src/"];
const SHELL: &[&str] = &["crates/archive/src/bin/"];

const PURITY: &str = "these crates are pure; take it as an argument";
const ATTRIBUTE: &str = "write #[expect(…, reason = \"…\")]";
const UNFINISHED: &str = "finish it, or leave it out and say so";
const DRIVER: &str = "drivers stay inside the store";
const EXEMPTION: &str =
    "clock, randomness, environment and spawning have one place each; use it, or add yours here";

const BANS: &[Ban] = &[
    everywhere("#[allow", ATTRIBUTE),
    everywhere("#![allow", ATTRIBUTE),
    everywhere("todo!", UNFINISHED),
    everywhere("unimplemented!", UNFINISHED),
    everywhere("#[ignore]", "say why it does not run, and what runs it"),
    Ban {
        text: "clippy::disallowed_methods",
        inside: &["crates/"],
        except: &[
            "crates/server/src/clock.rs",
            "crates/server/src/config",
            "crates/server/src/random.rs",
            "crates/server/src/telemetry",
            "crates/store/src/clock.rs",
            "crates/store/src/postgres/connect.rs",
            "crates/store/src/testing",
            "crates/store/examples/",
            "crates/archive/src/bin/",
            // They measure.
            "crates/archive/examples/",
            "crates/archive/tests/",
            "crates/rules/examples/contact_speed.rs",
            // It measures how long a dossier takes.
            "crates/server/examples/dossier/main.rs",
            "crates/rules/tests/",
            "crates/server/tests/",
            "crates/store/tests/",
        ],
        instead: EXEMPTION,
    },
    driver("rusqlite"),
    driver("tokio_postgres"),
    driver("deadpool_postgres"),
    pure("std::fs"),
    pure("std::io"),
    pure("std::net"),
    pure("std::env"),
    pure("std::thread"),
    pure("std::process"),
    pure("std::time::Instant"),
    pure("SystemTime"),
    pure("Timestamp::now"),
    pure("getrandom"),
    pure("async fn"),
    pure("async move"),
];

const fn everywhere(text: &'static str, instead: &'static str) -> Ban {
    Ban {
        text,
        inside: EVERYWHERE,
        except: &[],
        instead,
    }
}

const fn driver(text: &'static str) -> Ban {
    Ban {
        text,
        inside: &["crates/"],
        except: &["crates/store/"],
        instead: DRIVER,
    }
}

const fn pure(text: &'static str) -> Ban {
    Ban {
        text,
        inside: PURE,
        except: SHELL,
        instead: PURITY,
    }
}

pub(super) fn check(files: &[File]) -> Vec<String> {
    let rust = files.iter().filter(|file| file.is_rust());
    rust.flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<String> {
    let path = &file.path;
    let starts = |beginnings: &[&str]| beginnings.iter().any(|start| path.starts_with(start));
    let bans: Vec<&Ban> = BANS
        .iter()
        .filter(|ban| starts(ban.inside) && !starts(ban.except))
        .collect();
    let code = source::code_only(&file.text);
    let mut findings = Vec::new();
    for (at, line) in code.lines().enumerate() {
        for ban in bans.iter().filter(|ban| contains_word(line, ban.text)) {
            let number = at + 1;
            findings.push(format!("{path}:{number}: `{}`: {}", ban.text, ban.instead));
        }
    }
    findings
}

fn contains_word(line: &str, text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(text).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let behind = line[at + text.len()..].chars().next();
        let begun_before = text.starts_with(is_word) && before.is_some_and(is_word);
        let goes_on = text.ends_with(is_word) && behind.is_some_and(is_word);
        !begun_before && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(path: &str, text: &str) -> usize {
        let (path, text) = (path.to_owned(), text.to_owned());
        check(&[File { path, text }]).len()
    }

    #[test]
    fn a_ban_holds_in_its_place_only() {
        assert_eq!(findings("crates/rules/src/a.rs", "use std::fs;"), 1);
        assert_eq!(findings("crates/store/src/a.rs", "use std::fs;"), 0);
        assert_eq!(findings("crates/server/src/a.rs", "use rusqlite::Row;"), 1);
        assert_eq!(findings("crates/store/src/a.rs", "use rusqlite::Row;"), 0);
        assert_eq!(findings("a.rs", "#[allow(dead_code)]"), 1);
    }

    #[test]
    fn only_whole_words_of_code_count() {
        assert_eq!(findings("crates/rules/src/a.rs", "// std::fs"), 0);
        assert_eq!(findings("crates/rules/src/a.rs", "use std::fsx;"), 0);
        assert_eq!(findings("crates/server/src/a.rs", "my_rusqlite()"), 0);
    }
}
