//! `cargo xtask fuzz`: the targets of `fuzz/`, built with coverage and run one after the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{run, workspace};

/// What `cargo fuzz` gives the compiler too; all of it is understood by the stable one.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// One input may take this long; the slowest sound one takes a hundredth of it.
const LONGEST_S: u32 = 5;

/// Runs one target, or all of them, for so many seconds each; ends with the first that finds something.
pub(crate) fn fuzz(target: Option<&str>, seconds: u32) -> Result<(), String> {
    let known = targets()?;
    let chosen: Vec<&str> = match target {
        Some(name) if known.iter().any(|known| known == name) => vec![name],
        Some(name) => {
            return Err(format!(
                "there is no target `{name}`; there are {}",
                known.join(", ")
            ));
        }
        None => known.iter().map(String::as_str).collect(),
    };
    let built = workspace::target("fuzz");
    let triple = run::output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let triple = triple.trim();
    build(&built, triple, target)?;
    for name in chosen {
        println!("== {name}, {seconds} s");
        one(&built, triple, name, seconds)?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    workspace::root().join("fuzz")
}

fn targets() -> Result<Vec<String>, String> {
    let folder = folder().join("src/bin");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}

/// Build scripts and macros are built without the flags only where a platform is named.
fn build(built: &Path, triple: &str, target: Option<&str>) -> Result<(), String> {
    let mut command = run::cargo(["build", "--release", "--locked", "--target", triple]);
    command
        .arg("--manifest-path")
        .arg(folder().join("Cargo.toml"))
        .arg("--target-dir")
        .arg(built)
        .env("RUSTFLAGS", FLAGS);
    command.args(target.into_iter().flat_map(|name| ["--bin", name]));
    run::status(&mut command)
}

/// New inputs go below `target`; the committed ones are read only.
fn one(built: &Path, triple: &str, name: &str, seconds: u32) -> Result<(), String> {
    let corpus = built.join("corpus").join(name);
    let found = built.join("found").join(name);
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = Command::new(built.join(triple).join("release").join(name));
    command
        .arg(&corpus)
        .arg(folder().join("corpus").join(name))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={LONGEST_S}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .args([
            "-max_len=8192",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            "-verbosity=1",
        ]);
    run::status(&mut command)
        .map_err(|problem| format!("{problem}; the input lies in {}", found.display()))
}
