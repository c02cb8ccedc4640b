//! `cargo xtask bench --archive`: how fast a whole log is verified, how long a proof out of a large one takes, and a dossier.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::{document, machine, subject};
use crate::{run, workspace};

/// Of the log that is verified, with the entries themselves.
const ENTRIES: u64 = 1_000_000;
/// Of the tree that proofs are made out of.
const TREE: u64 = 10_000_000;
const PROOFS: u64 = 5_000;
/// Of the dossier's conversation.
const MESSAGES: u64 = 200;
/// Of everything but the proofs.
const TIMES: usize = 5;

/// Measures one after the other, each alone.
pub(super) fn bench(save: bool) -> Result<(), String> {
    let archive = ["build", "--release", "--package", "archive"];
    let targets = ["--bins", "--examples"];
    run::status(&mut run::cargo(archive.into_iter().chain(targets)))?;
    subject::build()?;
    let folder = workspace::target("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("emptying {folder:?}: {error}"))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("creating {folder:?}: {error}"))?;
    let rows = [
        verified(&folder.join("log"))?,
        proofs(&folder.join("tree"))?,
        dossiers(&folder.join("dossier"))?,
    ];
    let section = format!(
        "| what | median | lowest–highest |\n|---|---:|---:|\n{}\n\n\
         Command: `cargo xtask bench --archive`.\n{}\n",
        rows.join("\n"),
        machine::description(None)?,
    );
    println!("\n{section}");
    if save {
        document::save(document::Part::Archive, &section)?;
    }
    Ok(())
}

/// Makes a log; the key that it is verified with.
fn make_log(folder: &Path, entries: u64, options: &[&str]) -> Result<String, String> {
    println!("a log of {entries} entries");
    let mut make = example("make_log");
    let key = run::output(make.arg(folder).arg(entries.to_string()).args(options))?;
    Ok(key.trim().to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it takes is what is measured"
)]
fn verified(folder: &Path) -> Result<String, String> {
    let key = make_log(folder, ENTRIES, &[])?;
    let mut rates = Vec::new();
    for _ in 0..TIMES {
        let mut verify = Command::new(workspace::target("release/dopis-verify"));
        verify.arg("log").arg(folder).args(["--key", &key]);
        let begun = Instant::now();
        run::output(&mut verify)?;
        rates.push(ENTRIES as f64 / begun.elapsed().as_secs_f64());
    }
    Ok(row(
        &format!(
            "entries a second verified by `dopis-verify log`, {ENTRIES} with their leaves, {TIMES} runs"
        ),
        &mut rates,
    ))
}

/// The line of the program as it is: it has the quantiles of all proofs.
fn proofs(folder: &Path) -> Result<String, String> {
    let key = make_log(folder, TREE, &["--without-entries"])?;
    let mut time = example("time_proofs");
    let told = run::output(time.arg(folder).arg(key).arg(PROOFS.to_string()))?;
    let number = |name: &str| {
        let (_, behind) = told.split_once(name)?;
        let digits = behind.trim_start().split([',', '\n']).next()?;
        digits.parse::<u64>().ok()
    };
    let [p50, p99, highest] = ["p50", "p99", "highest"].map(number);
    let (Some(p50), Some(p99), Some(highest)) = (p50, p99, highest) else {
        return Err(format!("the proofs said {told:?}"));
    };
    Ok(format!(
        "| µs for an inclusion proof out of {TREE} entries, {PROOFS} proofs | {p50} | p99 {p99}, at most {highest} |"
    ))
}

fn dossiers(folder: &Path) -> Result<String, String> {
    fs::create_dir_all(folder).map_err(|error| format!("creating {folder:?}: {error}"))?;
    println!("a dossier of {MESSAGES} messages");
    let mut dossier = example("dossier");
    dossier.arg(folder).arg(MESSAGES.to_string());
    let told = run::output(dossier.arg(TIMES.to_string()))?;
    let took = |line: &str| {
        let (_, behind) = line.split_once(" in ")?;
        behind.strip_suffix(" ms")?.parse::<f64>().ok()
    };
    let mut took_ms: Vec<f64> = told.lines().filter_map(took).collect();
    if took_ms.len() != TIMES {
        return Err(format!("the dossiers said {told:?}"));
    }
    Ok(row(
        &format!("ms for a dossier of {MESSAGES} messages, {TIMES} runs"),
        &mut took_ms,
    ))
}

fn example(name: &str) -> Command {
    Command::new(workspace::target(&format!("release/examples/{name}")))
}

/// The median with the lowest and the highest of these.
fn row(what: &str, all: &mut [f64]) -> String {
    all.sort_by(f64::total_cmp);
    let median = all.get(all.len() / 2).copied().unwrap_or_default();
    let lowest = all.first().copied().unwrap_or_default();
    let highest = all.last().copied().unwrap_or_default();
    format!("| {what} | {median:.0} | {lowest:.0}–{highest:.0} |")
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_row_has_the_one_in_the_middle_and_the_ends() {
        let told = row("what", &mut [3.0, 1.0, 2.0]);
        assert_eq!(told, "| what | 2 | 1–3 |");
    }
}
