//! `cargo xtask bench --page`: how soon an agent can work with the list of conversations, in Chromium.

use super::figures::median;
use super::{document, machine, subject};
use crate::{browser, workspace};

/// The file of tests that load the list and tell what it took.
const FILE: &str = "light.test.mjs";
const PATTERN: &str = "all compressed|is soon ready";

/// Runs of the browser, of which each loads every page many times.
const RUNS: usize = 3;

/// What the tests say before a figure, and what it is called in the table.
const TOLD: [(&str, &str); 3] = [
    ("interactive after ", "the whole page"),
    (
        "the same HTML without styles and scripts after ",
        "the same HTML without styles and scripts",
    ),
    (
        "a page with next to nothing in it after ",
        "a page of one line",
    ),
];

/// One run's loads of one page, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Loads {
    median: f64,
    least: f64,
    most: f64,
}

/// Loads the pages of the release in one run after the other.
pub(super) fn bench(save: bool) -> Result<(), String> {
    subject::build()?;
    let dopis = workspace::target("release/dopis");
    let mut all = Vec::new();
    for number in 1..=RUNS {
        println!("run {number} of {RUNS}");
        all.push(browser::told(FILE, PATTERN, &dopis)?);
    }
    let mut rows = vec!["| what | ms, median | lowest–highest |\n|---|---:|---:|".to_owned()];
    for (before, what) in TOLD {
        let loads: Result<Vec<Loads>, String> = all.iter().map(|said| read(said, before)).collect();
        rows.push(row(what, &loads?));
    }
    let said = all.last().ok_or("nothing was run")?;
    let section = format!(
        "{}\n\nMedians of {RUNS} runs, each with {}; {}.\n\
         Command: `cargo xtask bench --page`.\n{}\n",
        rows.join("\n"),
        line(said, "nothing from the browser's cache")?,
        line(said, "bytes, compressed")?,
        machine::description(None)?,
    );
    println!("\n{section}");
    if save {
        document::save(document::Part::Page, &section)?;
    }
    Ok(())
}

/// The line in which the tests say that.
fn line<'a>(said: &'a str, what: &str) -> Result<&'a str, String> {
    let found = said.lines().find(|line| line.contains(what));
    let found = found.map(|line| line.trim().trim_start_matches("# "));
    found.ok_or_else(|| format!("the tests did not say {what:?}: {said}"))
}

fn read(said: &str, before: &str) -> Result<Loads, String> {
    let line = line(said, before)?;
    let number = |before: &str| {
        let (_, behind) = line.split_once(before)?;
        let digits = behind.split(|letter: char| !letter.is_ascii_digit()).next();
        digits?.parse().ok()
    };
    let [Some(median), Some(least), Some(most)] = [before, "least ", "most "].map(number) else {
        return Err(format!("{line:?} has no figures"));
    };
    Ok(Loads {
        median,
        least,
        most,
    })
}

fn row(what: &str, loads: &[Loads]) -> String {
    let middle = median(loads.iter().map(|one| one.median));
    let least = loads
        .iter()
        .map(|one| one.least)
        .fold(f64::INFINITY, f64::min);
    let most = loads.iter().map(|one| one.most).fold(0.0, f64::max);
    format!("| {what} | {middle:.0} | {least:.0}–{most:.0} |")
}

#[cfg(test)]
mod tests {
    use super::{Loads, read, row};

    #[test]
    fn what_the_tests_say_becomes_a_row() {
        let said = "# 46000 bytes, compressed\ninteractive after 164 ms (answer there after 9); least 130, most 232\n";
        let loads = read(said, "interactive after ").unwrap();
        let (median, least, most) = (164.0, 130.0, 232.0);
        assert_eq!(
            loads,
            Loads {
                median,
                least,
                most
            }
        );
        let other = Loads {
            median: 150.0,
            least: 120.0,
            most: 160.0,
        };
        assert_eq!(
            row("a page", &[loads, other, loads]),
            "| a page | 164 | 120–232 |"
        );
        assert!(read("interactive after long", "interactive after ").is_err());
        assert!(read(said, "another").is_err());
    }
}
