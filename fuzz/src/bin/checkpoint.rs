//! Checkpoints, and signed ones under a policy: one spelling, and no signature of nobody is believed.
#![no_main]

use archive::checkpoint::Checkpoint;
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let log = SigningKey::new("log.example", Signed::Text, [7; 32]).expect("a key");
    Policy::new(vec![log.verifier().clone()], Vec::new(), 0).expect("a policy")
});

fuzz_target!(|bytes: &[u8]| {
    let _ = POLICY.open(bytes);
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        let written = checkpoint.to_string();
        assert!(
            text.starts_with(&written),
            "{text:?} is written {written:?}"
        );
        assert_eq!(Checkpoint::parse(&written).as_ref(), Ok(&checkpoint));
    }
});
