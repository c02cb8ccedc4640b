//! The operators' page about the configuration says what the code says.

use std::path::Path;

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the developer asks for an update through the environment"
)]
fn configuration_reference_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operators/configuration.md");
    let made = dopis::config::reference().unwrap();
    if std::env::var_os("DOPIS_UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        written, made,
        "docs/operators/configuration.md is out of date; DOPIS_UPDATE_DOCS=1 writes it anew"
    );
}
