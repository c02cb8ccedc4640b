//! Tests in a real browser, driven by node's test runner against the built `dopis`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::postgres::Cluster;
use crate::{run, tools, workspace};

const FOLDER: &str = "crates/server/tests/browser";

/// Whether the pictures of this run go into the documentation.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Screenshots {
    Discard,
    Keep,
}

/// Runs all tests, or those whose names match the pattern.
pub(crate) fn test(
    cluster: &Cluster,
    pattern: Option<&str>,
    screenshots: Screenshots,
) -> Result<(), String> {
    let mut node = runner(pattern)?;
    build()?;
    write_gallery()?;
    node.args(test_files()?)
        .env("DOPIS_BIN", dopis()?)
        .env("DOPIS_PSQL", tools::postgres()?.join("psql"))
        .env("DOPIS_TEST_POSTGRES", cluster.url());
    if screenshots == Screenshots::Keep {
        node.env("DOPIS_SCREENSHOTS", "1");
    }
    run::status(&mut node)
}

/// What the tests of one file whose names match the pattern print, which need no PostgreSQL, with this program.
pub(crate) fn told(file: &str, pattern: &str, dopis: &Path) -> Result<String, String> {
    run::output(runner(Some(pattern))?.arg(file).env("DOPIS_BIN", dopis))
}

/// Node's test runner among the tests, with what they need but the program.
fn runner(pattern: Option<&str>) -> Result<Command, String> {
    let node = tools::node()?;
    let folder = workspace::root().join(FOLDER);
    install_packages(&folder, &node)?;
    let mut runner = node.command();
    runner
        .args(["--test", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("DOPIS_CHROMIUM", tools::chromium()?);
    if let Some(pattern) = pattern {
        runner.arg(format!("--test-name-pattern={pattern}"));
    }
    Ok(runner)
}

/// With the tests' own features, so that nothing is compiled twice.
pub(crate) fn build() -> Result<(), String> {
    let all = ["build", "--workspace", "--bins", "--tests"];
    run::status(&mut run::cargo(all))
}

/// Every page with sample data as a file, for the tests that look at all of them.
fn write_gallery() -> Result<(), String> {
    let gallery = workspace::target("gallery");
    if gallery.exists() {
        fs::remove_dir_all(&gallery)
            .map_err(|error| format!("emptying target/gallery: {error}"))?;
    }
    tools::nextest()?;
    let nextest = ["nextest", "run", "--workspace", "--run-ignored", "only"];
    let only = ["-E", "test(write_the_gallery)"];
    run::status(&mut run::cargo(nextest.into_iter().chain(only)))
}

/// Exactly the packages of the lock file, once for each of its versions.
fn install_packages(folder: &Path, node: &tools::Node) -> Result<(), String> {
    let changed = |name: &str| -> Option<SystemTime> {
        fs::metadata(folder.join(name))
            .and_then(|file| file.modified())
            .ok()
    };
    if changed("node_modules/.package-lock.json") > changed("package-lock.json") {
        return Ok(());
    }
    println!("Installing the packages of {FOLDER}/package-lock.json with npm.");
    run::status(node.npm().args(["ci", "--silent"]).current_dir(folder))
}

fn test_files() -> Result<Vec<PathBuf>, String> {
    let folder = workspace::root().join(FOLDER);
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("reading {}: {error}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

/// Built beside this program.
pub(crate) fn dopis() -> Result<PathBuf, String> {
    let this = std::env::current_exe().map_err(|error| format!("finding this program: {error}"))?;
    Ok(this.with_file_name("dopis"))
}
