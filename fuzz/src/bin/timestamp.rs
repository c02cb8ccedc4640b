//! Tokens, answers of authorities and of witnesses, and certificates: whatever comes is refused or read.
#![no_main]

use archive::timestamp::{Authorities, request, token_of, verify};
use archive::witness::AddCheckpoint;
use libfuzzer_sys::fuzz_target;

const STAMPED: &[u8] = b"dopis.example/archive\n1\nAAAA\n";

fuzz_target!(|bytes: &[u8]| {
    let _ = verify(bytes, STAMPED, &Authorities::default());
    if let Ok(token) = token_of(bytes) {
        let _ = verify(&token, STAMPED, &Authorities::default());
    }
    if let Ok(believed) = Authorities::parse(bytes) {
        let _ = verify(bytes, STAMPED, &believed);
    }
    if let Ok(read) = AddCheckpoint::parse(bytes) {
        assert_eq!(read.to_string().as_bytes(), bytes);
    }
    assert!(
        request(bytes, 1).is_some(),
        "whatever is stamped can be asked for"
    );
});
