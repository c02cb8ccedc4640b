//! Files of secret keys. What deriving costs is bounded by the file, so only cheap ones are opened with a passphrase.
#![no_main]

use archive::sealed_key::open;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = String::from_utf8_lossy(bytes);
    let _ = open(&file, None);
    let cheap = file
        .lines()
        .all(|line| !line.starts_with("argon2id") || line.contains(" m=8 t=1 p=1 "));
    if cheap {
        let _ = open(&file, Some("a passphrase"));
    }
});
