//! Files of inclusion proofs, and the verification of proofs with anything in them.
#![no_main]

use archive::merkle::{verify_consistency, verify_inclusion};
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use archive::proof::TlogProof;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let log = SigningKey::new("log.example", Signed::Text, [7; 32]).expect("a key");
    Policy::new(vec![log.verifier().clone()], Vec::new(), 0).expect("a policy")
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = TlogProof::parse(bytes) {
        let written = proof.to_string();
        let again = TlogProof::parse(written.as_bytes()).expect("what was written is read");
        assert_eq!(again.to_string(), written);
        // Nobody but the fuzzer has the key, and it does not sign.
        let _ = proof.verify(&POLICY, bytes);
    }
    let Some((head, rest)) = bytes.split_first_chunk::<16>() else {
        return;
    };
    let number = |at: usize| u64::from_be_bytes(head[at..at + 8].try_into().expect("eight bytes"));
    let (hashes, _) = rest.as_chunks::<32>();
    if let [first, second, path @ ..] = hashes {
        let _ = verify_inclusion(first, number(0), number(8), path, second);
        let _ = verify_consistency((number(0), first), (number(8), second), path);
    }
});
