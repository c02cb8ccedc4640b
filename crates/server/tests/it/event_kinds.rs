//! The page about the archive lists every kind of event as the code does.

use std::fmt::Write as _;
use std::path::Path;

use dopis::event_kinds::{Field, Kind};

const BEGINS: &str =
    "<!-- kinds: written by `DOPIS_UPDATE_DOCS=1 cargo nextest run -p dopis event_kinds` -->\n";
const ENDS: &str = "<!-- end of kinds -->";

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the developer asks for an update through the environment"
)]
fn the_table_of_kinds_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/archive-format.md");
    let written = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = written.split_once(BEGINS).unwrap();
    let (_, after) = rest.split_once(ENDS).unwrap();
    let made = format!("{before}{BEGINS}{}{ENDS}{after}", table());
    if std::env::var_os("DOPIS_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).unwrap();
        return;
    }
    assert_eq!(
        written, made,
        "docs/archive-format.md is out of date; DOPIS_UPDATE_DOCS=1 writes it anew"
    );
}

#[test]
fn kinds_have_different_names() {
    let mut names: Vec<&str> = Kind::all().map(|kind| kind.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

fn table() -> String {
    let mut text =
        String::from("| kind | stream | what has happened | fields |\n|---|---|---|---|\n");
    for kind in Kind::all() {
        let fields: Vec<String> = kind.fields.iter().map(told).collect();
        writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            kind.name,
            kind.stream.unwrap_or("whose it is"),
            kind.tells,
            fields.join(", ")
        )
        .unwrap();
    }
    text
}

fn told(field: &Field) -> String {
    let optional = if field.optional { "?" } else { "" };
    format!("`{}`{optional}: {}", field.name, field.holds)
}
