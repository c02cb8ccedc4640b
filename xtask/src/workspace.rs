//! Where the files of this checkout are.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::run;

/// The folder that holds the workspace's `Cargo.toml`.
///
/// Cargo says it when it runs this program; where the program was built says little once the checkout was copied.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells it in the environment"
)]
pub(crate) fn root() -> PathBuf {
    let said = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = said.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().unwrap_or(&manifest).to_path_buf()
}

/// A path below `target`, where everything lies that may be thrown away.
pub(crate) fn target(below: &str) -> PathBuf {
    root().join("target").join(below)
}

/// Paths of all files that are or would be committed, relative to the root, sorted.
pub(crate) fn files() -> Result<Vec<String>, String> {
    let mut list = Command::new("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root());
    let mut paths: Vec<String> = run::output(&mut list)?
        .lines()
        .filter(|path| root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}
