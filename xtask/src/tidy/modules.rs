//! Every Rust file is reachable, says what it is, and the files that only list others hold no logic.

use std::collections::BTreeSet;
use std::path::Path;

use super::{File, source};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "manager", "service", "misc",
];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let rust: Vec<&File> = files.iter().filter(|file| file.is_rust()).collect();
    let paths: BTreeSet<&str> = rust.iter().map(|file| file.path.as_str()).collect();
    let mut reachable = BTreeSet::new();
    for file in &rust {
        if is_root(&file.path) {
            reachable.insert(file.path.clone());
        }
        reachable.extend(modules(file).filter(|path| paths.contains(path.as_str())));
    }
    let dead = rust
        .iter()
        .filter(|file| !reachable.contains(&file.path))
        .map(|file| format!("{}: no module names it; remove it or add it", file.path));
    dead.chain(rust.iter().flat_map(|file| conventions(file)))
        .collect()
}

/// A file that Cargo compiles by itself.
fn is_root(path: &str) -> bool {
    let parts: Vec<&str> = path.rsplit('/').collect();
    match parts.as_slice() {
        ["build.rs", ..] | ["main.rs" | "lib.rs", "src", ..] => true,
        [_, "tests" | "benches" | "examples" | "bin", rest @ ..] => !rest.contains(&"tests"),
        ["main.rs", _, "tests" | "benches" | "examples" | "bin", ..] => true,
        _ => false,
    }
}

/// The files that the modules this file names may lie in.
fn modules(file: &File) -> impl Iterator<Item = String> {
    let folder = match file.path.strip_suffix(".rs") {
        Some(stem) if lists_modules(&file.path) || is_root(&file.path) => folder_of(stem),
        Some(stem) => stem.to_owned(),
        None => String::new(),
    };
    let code = source::code_only(&file.text);
    let names: Vec<String> = code.lines().filter_map(module_name).collect();
    let places = names.into_iter().flat_map(move |name| {
        [
            format!("{folder}/{name}.rs"),
            format!("{folder}/{name}/mod.rs"),
        ]
    });
    places.chain(explicit_paths(file))
}

/// Files brought in with `#[path = "…"]` or `include!("…")`.
fn explicit_paths(file: &File) -> Vec<String> {
    let folder = folder_of(&file.path);
    let quoted = |line: &str| {
        let is_path = line.starts_with("#[path") || line.contains("include!(\"");
        let path = is_path.then(|| line.split('"').nth(1)).flatten()?;
        Some(format!("{folder}/{path}"))
    };
    let lines = file.text.lines().map(str::trim);
    lines.filter_map(quoted).collect()
}

fn module_name(line: &str) -> Option<String> {
    let declaration = line.trim().strip_suffix(';')?;
    let (before, name) = declaration.rsplit_once("mod ")?;
    (before.is_empty() || before.starts_with("pub"))
        .then(|| name.trim_start_matches("r#").to_owned())
}

fn folder_of(path: &str) -> String {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    folder.to_string_lossy().into_owned()
}

fn lists_modules(path: &str) -> bool {
    ["main.rs", "lib.rs", "mod.rs"].contains(&path.rsplit('/').next().unwrap_or_default())
}

fn conventions(file: &File) -> Vec<String> {
    let path = &file.path;
    let mut findings = Vec::new();
    let name = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let name = name.rsplit('/').next().unwrap_or_default();
    if EMPTY_NAMES.contains(&name) {
        findings.push(format!(
            "{path}: the name `{name}` says nothing; name what is inside"
        ));
    }
    if !path.contains("/src/") {
        return findings;
    }
    if !file.text.starts_with("//!") {
        findings.push(format!(
            "{path}:1: say in one to three sentences (`//!`) what this is"
        ));
    }
    if lists_modules(path) {
        findings.extend(logic(file));
    }
    findings
}

fn logic(file: &File) -> Vec<String> {
    let code = source::code_only(&file.text);
    let before_tests = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let is_main = file.path.ends_with("/main.rs");
    let function = |line: &str| {
        let name = line.split("fn ").nth(1).filter(|_| line.contains('('));
        name.is_some_and(|name| !(is_main && name.starts_with("main(")))
    };
    let mut findings = Vec::new();
    for (at, _) in before_tests
        .lines()
        .enumerate()
        .filter(|(_, line)| function(line))
    {
        let number = at + 1;
        findings.push(format!(
            "{}:{number}: logic belongs into a named file",
            file.path
        ));
    }
    if is_main && before_tests.lines().count() >= 40 {
        findings.push(format!("{}: keep it below 40 lines", file.path));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(files: &[(&str, &str)]) -> Vec<String> {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        check(&files.iter().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn unreachable_files_are_found() {
        let root = ("a/src/lib.rs", "//! A.\npub mod b;\nmod c;\n");
        let named = ("a/src/b.rs", "//! B.\npub(crate) mod d;\n");
        let listing = ("a/src/c/mod.rs", "//! C.\n");
        let deeper = ("a/src/b/d.rs", "//! D.\n");
        let dead = ("a/src/e.rs", "//! E.\n");
        assert!(findings(&[root, named, listing, deeper]).is_empty());
        assert_eq!(
            findings(&[root, dead]),
            ["a/src/e.rs: no module names it; remove it or add it"]
        );
    }

    #[test]
    fn tests_have_roots_of_their_own() {
        let alone = ("a/tests/one.rs", "");
        let main = ("a/tests/all/main.rs", "mod part;\n");
        let part = ("a/tests/all/part.rs", "");
        let dead = ("a/tests/all/lost.rs", "");
        assert!(findings(&[alone, main, part]).is_empty());
        assert_eq!(findings(&[main, dead]).len(), 1);
    }

    #[test]
    fn files_that_list_others_hold_no_logic() {
        assert_eq!(
            findings(&[("a/src/lib.rs", "//! A.\npub fn a() {}\n")]).len(),
            1
        );
        assert_eq!(
            findings(&[("a/src/main.rs", "//! A.\nfn main() {}\n")]).len(),
            0
        );
        assert_eq!(findings(&[("a/src/lib.rs", "pub mod a;\n")]).len(), 1);
    }

    #[test]
    fn empty_names_are_refused() {
        let root = ("a/src/lib.rs", "//! A.\nmod utils;\n");
        assert_eq!(findings(&[root, ("a/src/utils.rs", "//! B.\n")]).len(), 1);
    }
}
