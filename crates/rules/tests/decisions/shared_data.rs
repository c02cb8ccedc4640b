//! Reference data that lies beside the clone, as `../shared/data`; `DOPIS_SHARED_DATA` names
//! another place. Its absence fails the test that wants it.

use std::path::PathBuf;

#[expect(
    clippy::disallowed_methods,
    reason = "where the data lies differs from machine to machine"
)]
pub(crate) fn read(path: &str) -> String {
    let folder = std::env::var_os("DOPIS_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let file = folder.join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "the reference data {} cannot be read ({error}): put the folder shared/data beside \
             the clone, or name it in DOPIS_SHARED_DATA",
            file.display()
        )
    })
}
