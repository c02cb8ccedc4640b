//! Whatever bytes come: every reader refuses or reads, none panics, and what is read is written the same.

use std::sync::LazyLock;

use archive::canonical::{Leaf, parse};
use archive::checkpoint::Checkpoint;
use archive::note::{SignedNote, SigningKey, VerifierKey};
use archive::policy::Policy;
use archive::proof::TlogProof;
use archive::receipt::Receipt;
use archive::sealed_key;
use archive::tile::{Tile, entries, put_entry};
use proptest::prelude::*;

use crate::receipts::receipt_of;
use crate::shared_data::{cases, json, read, text};

/// One file of every kind that is read, and of what the others vary.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut seeds = vec![
        read("generated/ok-extra.tlog-proof"),
        read("generated/log-600/checkpoint"),
        read("generated/log-7/tile/entries/000.p/7"),
        read("tessera/testdata/log/checkpoint.0"),
        receipt_of(Vec::new()).to_file().unwrap().into_bytes(),
        b"tile/0/x001/x234/067.p/255".to_vec(),
    ];
    for case in cases("cosignature_vectors.json") {
        seeds.push(text(&case, "note").as_bytes().to_vec());
        seeds.push(case["vkeys"][0].as_str().unwrap().as_bytes().to_vec());
    }
    seeds
});

static COSIGNED: LazyLock<(Policy, Vec<u8>)> = LazyLock::new(|| {
    let index = json("generated/index.json");
    let key = |value: &serde_json::Value| VerifierKey::parse(value.as_str().unwrap()).unwrap();
    let witnesses = index["witness_vkeys"].as_array().unwrap();
    let witnesses = witnesses.iter().map(key).collect();
    let policy = Policy::new(vec![key(&index["log_vkey"])], witnesses, 2).unwrap();
    (policy, read("generated/log-600/checkpoint"))
});

/// Reads the bytes as everything that they could be.
fn read_as_everything(bytes: &[u8]) {
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
    }
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
    if let Ok(receipt) = Receipt::parse(bytes) {
        assert_eq!(receipt.to_file().unwrap().as_bytes(), bytes);
    }
    if let Ok(leaf) = Leaf::from_entry(bytes) {
        assert_eq!(leaf.to_entry().unwrap(), bytes);
    }
    if let Some(entries) = entries(bytes) {
        let mut bundle = Vec::new();
        entries
            .iter()
            .for_each(|entry| put_entry(&mut bundle, entry).unwrap());
        assert_eq!(bundle, bytes);
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(value) = parse(text) {
        assert_eq!(parse(&value.canonical()), Ok(value));
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_string(), text);
    }
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = SigningKey::from_secret(text) {
        assert_eq!(key.to_secret(), text);
    }
    if let Some(tile) = Tile::from_path(text) {
        assert_eq!(tile.to_string(), text);
    }
    assert!(sealed_key::open(text, None).is_err() || text.starts_with("PRIVATE+KEY+"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn changed_files_are_read_as_they_are_or_refused(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4), 0..4),
    ) {
        let mut bytes = which.get(&SEEDS).clone();
        for (at, byte, change) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match change {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
        read_as_everything(&bytes);
    }

    #[test]
    fn random_files_are_read_as_they_are_or_refused(bytes: Vec<u8>) {
        read_as_everything(&bytes);
    }

    /// A cosigned checkpoint in which a byte of the text or of a known signature is another is refused.
    #[test]
    fn a_changed_checkpoint_is_not_believed(at in any::<prop::sample::Index>(), mask in 1_u8..) {
        let (policy, note) = &*COSIGNED;
        let mut note = note.clone();
        prop_assert!(policy.open(&note).is_ok());
        let at = at.index(note.len());
        note[at] ^= mask;
        prop_assert!(policy.open(&note).is_err());
    }
}
