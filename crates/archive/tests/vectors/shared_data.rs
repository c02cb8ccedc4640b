//! Reference data that lies beside the clone, as `../shared/data`; `DOPIS_SHARED_DATA` names
//! another place. Its absence fails the test that wants it.

use std::path::{Path, PathBuf};

use serde_json::Value;

#[expect(
    clippy::disallowed_methods,
    reason = "where the data lies differs from machine to machine"
)]
pub(crate) fn folder() -> PathBuf {
    let data = std::env::var_os("DOPIS_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    data.join("tlog")
}

pub(crate) fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let file = folder().join(path);
    std::fs::read(&file).unwrap_or_else(|error| {
        panic!(
            "the reference data {} cannot be read ({error}): put the folder shared/data beside \
             the clone, or name it in DOPIS_SHARED_DATA",
            file.display()
        )
    })
}

pub(crate) fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_slice(&read(path)).unwrap()
}

/// The cases of a file that is a list.
pub(crate) fn cases(path: impl AsRef<Path>) -> Vec<Value> {
    list(&json(path))
}

pub(crate) fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

pub(crate) fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap()
}

pub(crate) fn base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digits).collect()
}
