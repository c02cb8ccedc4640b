//! The colours of the style sheet, measured: the table in docs/design.md is written from here and cannot lie.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dopis::pages::assets;

const BEGIN: &str =
    "<!-- contrast: written by `DOPIS_UPDATE_DOCS=1 cargo nextest run -p dopis colours` -->\n";
const END: &str = "<!-- end of contrast -->";

/// Text on its grounds, WCAG 2.2 §1.4.3.
const TEXT: (f64, &[(&str, &[&str])]) = (
    4.5,
    &[
        (
            "ink",
            &[
                "ground",
                "surface",
                "surface-raised",
                "surface-sunken",
                "accent-wash",
                "alarm-wash",
                "warn-wash",
                "done-wash",
                "market-wash",
                "note-wash",
            ],
        ),
        (
            "ink-soft",
            &[
                "ground",
                "surface",
                "surface-raised",
                "surface-sunken",
                "accent-wash",
                "alarm-wash",
                "warn-wash",
                "done-wash",
                "market-wash",
                "note-wash",
            ],
        ),
        (
            "accent",
            &[
                "ground",
                "surface",
                "surface-raised",
                "accent-wash",
                "note-wash",
                "market-wash",
            ],
        ),
        (
            "accent-hover",
            &[
                "ground",
                "surface",
                "surface-raised",
                "accent-wash",
                "note-wash",
            ],
        ),
        (
            "alarm",
            &[
                "ground",
                "surface",
                "surface-raised",
                "alarm-wash",
                "accent-wash",
            ],
        ),
        (
            "warn",
            &["ground", "surface", "surface-raised", "warn-wash"],
        ),
        (
            "done",
            &["ground", "surface", "surface-raised", "done-wash"],
        ),
        (
            "market",
            &["ground", "surface", "surface-raised", "market-wash"],
        ),
        ("button-ink", &["button", "button-hover"]),
        ("surface", &["alarm"]),
    ],
);

/// What tells a field, a button or the focus from its ground, WCAG 2.2 §1.4.11.
const SIGNS: (f64, &[(&str, &[&str])]) = (
    3.0,
    &[
        ("line-strong", &["ground", "surface", "surface-raised"]),
        (
            "accent",
            &[
                "ground",
                "surface",
                "surface-raised",
                "surface-sunken",
                "accent-wash",
            ],
        ),
        ("alarm", &["surface"]),
        ("warn", &["surface"]),
    ],
);

#[test]
fn every_pair_of_colours_has_the_contrast_that_the_document_says() {
    let tokens = tokens();
    let mut table =
        String::from("| colour | on | at least | by day | by night |\n|---|---|---:|---:|---:|\n");
    let mut weak = Vec::new();
    for (least, pairs) in [TEXT, SIGNS] {
        for (front, grounds) in pairs {
            for ground in *grounds {
                let [day, night] =
                    [0, 1].map(|theme| contrast(tokens[*front][theme], tokens[*ground][theme]));
                if day.min(night) < least {
                    weak.push(format!(
                        "{front} on {ground}: {day:.2}, {night:.2}, at least {least}"
                    ));
                }
                writeln!(
                    table,
                    "| {front} | {ground} | {least:.1} | {:.1} | {:.1} |",
                    floor(day),
                    floor(night)
                )
                .unwrap();
            }
        }
    }
    assert_eq!(weak, Vec::<String>::new());
    is_in_the_document(&table);
}

#[test]
fn colours_are_named_in_the_tokens_alone() {
    for (name, css) in style_sheets() {
        if name == "tokens.css" {
            continue;
        }
        for (number, line) in css.lines().enumerate() {
            let literal = line
                .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '#' | '-')))
                .any(|word| {
                    let hex = word.strip_prefix('#').is_some_and(|digits| {
                        matches!(digits.len(), 3 | 4 | 6 | 8)
                            && digits.chars().all(|c| c.is_ascii_hexdigit())
                    });
                    hex || matches!(word, "rgb" | "rgba" | "hsl" | "oklch" | "white" | "black")
                });
            assert!(
                !literal,
                "{name}:{}: a colour of its own: {line}",
                number + 1
            );
        }
    }
}

#[test]
fn every_token_in_use_exists_and_every_token_is_used() {
    let all: String = style_sheets().into_values().collect();
    let after = |mark: &str| -> BTreeSet<String> {
        let names = all.split(mark).skip(1).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect()
        });
        names.collect()
    };
    let used = after("var(--");
    let defined: BTreeSet<String> = all
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(used, defined);
}

#[test]
fn every_style_sheet_is_served() {
    for (name, css) in style_sheets() {
        assert!(
            assets::stylesheet().body().contains(css.trim()),
            "{name} is not in the served style sheet"
        );
    }
}

/// The first definition of each colour, by day and by night.
fn tokens() -> BTreeMap<String, [[f64; 3]; 2]> {
    let css = fs::read_to_string(folder().join("tokens.css")).unwrap();
    let mut tokens = BTreeMap::new();
    for line in css.lines() {
        let Some((name, value)) = line
            .trim()
            .strip_prefix("--")
            .and_then(|line| line.split_once(": "))
        else {
            continue;
        };
        let mut colours = value
            .split('#')
            .skip(1)
            .filter_map(|rest| colour(rest.get(..6)?));
        let Some(day) = colours.next() else { continue };
        let night = colours.next().unwrap_or(day);
        tokens.entry(name.to_owned()).or_insert([day, night]);
    }
    tokens
}

fn colour(hex: &str) -> Option<[f64; 3]> {
    let channel =
        |at: usize| Some(f64::from(u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?) / 255.0);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// WCAG 2.2, definition of contrast ratio.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, definition of relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| match channel <= 0.04045 {
        true => channel / 12.92,
        false => ((channel + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Never says more than there is.
fn floor(ratio: f64) -> f64 {
    (ratio * 10.0).floor() / 10.0
}

#[expect(
    clippy::disallowed_methods,
    reason = "the developer asks for an update through the environment"
)]
fn is_in_the_document(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/design.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text
        .split_once(BEGIN)
        .expect("the table's beginning is marked");
    let (_, after) = rest.split_once(END).expect("the table's end is marked");
    let expected = format!("{before}{BEGIN}\n{table}\n{END}{after}");
    if std::env::var_os("DOPIS_UPDATE_DOCS").is_some() {
        fs::write(&path, expected).unwrap();
    } else {
        assert_eq!(
            text, expected,
            "docs/design.md is out of date; DOPIS_UPDATE_DOCS=1 writes it anew"
        );
    }
}

fn style_sheets() -> BTreeMap<String, String> {
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/css")
}
