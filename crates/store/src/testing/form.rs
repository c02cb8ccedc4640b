//! Whether tests repeat what they do as often as CI has time for, or as often as it takes to be sure.

use std::env;

/// The count for the form that runs: the long one where `DOPIS_LONG` is `1`, as `cargo xtask check --long` sets it.
#[expect(
    clippy::disallowed_methods,
    reason = "the test command says in the environment which form runs"
)]
pub fn short_or_long<T>(short: T, long: T) -> T {
    match env::var("DOPIS_LONG").as_deref() {
        Err(env::VarError::NotPresent) => short,
        Ok("1") => long,
        other => panic!("DOPIS_LONG is 1 or not set, and not {other:?}"),
    }
}
