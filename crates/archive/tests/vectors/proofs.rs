//! The sixteen good and thirteen bad proof files.

use archive::note::VerifierKey;
use archive::policy::Policy;
use archive::proof::{TlogProof, TlogProofError};
use proptest::prelude::*;
use serde_json::Value;

use crate::shared_data::{base64, json, list, read, text};

fn policy(case: &Value) -> Policy {
    let key = |text: &str| VerifierKey::parse(text).unwrap();
    let witnesses = list(&case["witness_vkeys"]);
    let witnesses = witnesses
        .iter()
        .map(|witness| key(witness.as_str().unwrap()))
        .collect();
    let quorum = usize::try_from(case["need"].as_u64().unwrap()).unwrap();
    Policy::new(vec![key(text(case, "log_vkey"))], witnesses, quorum).unwrap()
}

fn verify(case: &Value, file: &[u8]) -> Result<(), TlogProofError> {
    let entry = base64(text(case, "leaf_b64"));
    TlogProof::parse(file)?
        .verify(&policy(case), &entry)
        .map(drop)
}

fn file(case: &Value) -> Vec<u8> {
    read(format!("generated/{}", text(case, "file")))
}

#[test]
fn all_proof_files_are_judged_right() {
    let cases = list(&json("generated/index.json")["tlog_proofs"]);
    for case in &cases {
        let judged = verify(case, &file(case));
        assert_eq!(
            judged.is_ok(),
            case["ok"] == true,
            "{}: {judged:?}",
            case["file"]
        );
    }
    let good = cases.iter().filter(|case| case["ok"] == true).count();
    assert_eq!((good, cases.len() - good), (16, 13));
}

#[test]
fn a_proof_file_is_written_as_it_was_read() {
    for case in list(&json("generated/index.json")["tlog_proofs"]) {
        let file = file(&case);
        if let Ok(proof) = TlogProof::parse(&file) {
            assert_eq!(proof.to_string().as_bytes(), file, "{}", case["file"]);
        }
    }
}

#[test]
fn who_signed_is_told_with_the_time() {
    let cases = list(&json("generated/index.json")["tlog_proofs"]);
    let case = cases
        .iter()
        .find(|case| case["file"] == "ok-extra.tlog-proof")
        .unwrap();
    let proof = TlogProof::parse(&file(case)).unwrap();
    assert_eq!(proof.extra.as_ref().unwrap()[..5], *b"salt:");
    let believed = proof
        .verify(&policy(case), &base64(text(case, "leaf_b64")))
        .unwrap();
    let witnesses = believed.witnesses.iter();
    let told: Vec<(&str, u64)> = witnesses
        .map(|(key, time_s)| (key.name(), *time_s))
        .collect();
    let expected = [
        ("witness1.example", 1_784_000_000),
        ("witness2.example", 1_784_000_001),
        ("witness3.example", 1_784_000_002),
    ];
    assert_eq!(told, expected);
}

proptest! {
    /// Another byte anywhere: refused, or only what no signature covers is other.
    #[test]
    fn a_changed_proof_file_is_refused_or_means_the_same(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte: u8,
        change in 0..3,
    ) {
        let cases = list(&json("generated/index.json")["tlog_proofs"]);
        let good: Vec<&Value> = cases.iter().filter(|case| case["ok"] == true).collect();
        let case = which.get(&good);
        let original = TlogProof::parse(&file(case)).unwrap();
        let mut changed = file(case);
        let at = at.index(changed.len());
        match change {
            0 => changed[at] = byte,
            1 => changed.insert(at, byte),
            _ => drop(changed.remove(at)),
        }
        if verify(case, &changed).is_ok() {
            let changed = TlogProof::parse(&changed).unwrap();
            prop_assert_eq!(changed.index, original.index);
            prop_assert_eq!(changed.path, original.path);
            let text = |note: &str| note.split_once("\n\n").map(|(text, _)| text.to_owned());
            prop_assert_eq!(text(&changed.checkpoint), text(&original.checkpoint));
        }
    }
}
