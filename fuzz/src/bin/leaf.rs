//! Canonical JSON and leaves: writing what was read gives a text that reads the same and is written the same.
#![no_main]

use archive::canonical::{Leaf, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(leaf) = Leaf::from_entry(bytes) {
        assert_eq!(leaf.to_entry().expect("what was read is written"), bytes);
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(value) = parse(text) {
        let canonical = value.canonical();
        let again = parse(&canonical).expect("what was written is read");
        assert_eq!(again, value);
        assert_eq!(again.canonical(), canonical);
        // Nothing is read that another reader of JSON refuses.
        serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    }
});
