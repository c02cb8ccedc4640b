//! Where the files of this checkout are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run;

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
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
