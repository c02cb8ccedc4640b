//! Signed notes, keys and whom a policy believes: what is read is written again as it was.
#![no_main]

use archive::note::{Signed, SignedNote, SigningKey, VerifierKey};
use archive::policy::Policy;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LOG: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::new("log.example", Signed::Text, [7; 32]).expect("a key"));
static WITNESS: LazyLock<SigningKey> = LazyLock::new(|| {
    SigningKey::new("witness.example", Signed::Cosignature, [9; 32]).expect("a key")
});

fuzz_target!(|bytes: &[u8]| {
    let policy = |keys, quorum| Policy::new(keys, vec![WITNESS.verifier().clone()], quorum);
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let known = [LOG.verifier().clone(), WITNESS.verifier().clone()];
        let _ = note.signed_by(&known);
        // The same text, signed, must be believed if it is a checkpoint of the log.
        let resigned = SignedNote::new(note.text().to_owned(), vec![LOG.sign(note.text(), 0)]);
        let resigned = resigned
            .expect("a text that was read can be signed")
            .to_string();
        let read = SignedNote::parse(resigned.as_bytes()).expect("what was written is read");
        assert_eq!(read.signed_by(&known).expect("signed").len(), 1);
        let of_log = policy(vec![LOG.verifier().clone()], 0).expect("a policy");
        let _ = of_log.open(resigned.as_bytes());
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
        let _ = policy(vec![key], usize::from(bytes.len() % 3 == 0));
    }
    if let Ok(key) = SigningKey::from_secret(text) {
        assert_eq!(key.to_secret(), text);
    }
});
