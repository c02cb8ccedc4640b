//! Notes, keys and cosignatures against the vectors of Go's `note`, Sigsum and Tessera.

use archive::checkpoint::{Checkpoint, CheckpointError};
use archive::merkle::empty_root;
use archive::note::{KeyError, NoteError, Signed, SignedNote, SigningKey, VerifierKey};
use archive::policy::{Distrust, Policy, PolicyError};
use proptest::prelude::*;
use serde_json::Value;

use crate::shared_data::{base64, cases, hex, json, list, read, text};

fn keys(case: &Value) -> Vec<VerifierKey> {
    let keys = list(&case["vkeys"]);
    keys.iter()
        .map(|key| VerifierKey::parse(key.as_str().unwrap()).unwrap())
        .collect()
}

fn judge(note: &[u8], keys: &[VerifierKey]) -> Result<Vec<usize>, NoteError> {
    SignedNote::parse(note)?.signed_by(keys)
}

#[test]
fn all_notes_are_judged_right() {
    let cases = cases("signed_note_vectors.json");
    for case in &cases {
        let note = base64(text(case, "note_b64"));
        let judged = judge(&note, &keys(case));
        assert_eq!(
            judged.is_ok(),
            case["ok"] == true,
            "{}: {judged:?}",
            case["name"]
        );
        if judged.is_ok() {
            assert_eq!(
                SignedNote::parse(&note).unwrap().to_string().as_bytes(),
                note
            );
        }
    }
    let good = cases.iter().filter(|case| case["ok"] == true).count();
    assert_eq!((good, cases.len()), (5, 20));
}

#[test]
fn all_keys_are_judged_right() {
    let cases = cases("vkey_vectors.json");
    for case in &cases {
        let key = VerifierKey::parse(text(case, "vkey"));
        assert_eq!(key.is_ok(), case["ok"] == true, "{case}: {key:?}");
        if let Ok(key) = &key {
            assert_eq!(key.to_string(), text(case, "vkey"));
        }
        if text(case, "why").starts_with("unknown algorithm") {
            assert_eq!(key, Err(KeyError::Type));
        }
    }
    assert_eq!(cases.len(), 115);
}

#[test]
fn all_cosignatures_are_judged_right_and_made_the_same() {
    let cases = cases("cosignature_vectors.json");
    let mut made = 0;
    for case in &cases {
        let note = text(case, "note");
        let keys = keys(case);
        assert_eq!(
            judge(note.as_bytes(), &keys).is_ok(),
            case["ok"] == true,
            "{}",
            case["name"]
        );
        if let Some(seed) = case["seed_hex"].as_str() {
            let seed = hex(seed).try_into().unwrap();
            let key = SigningKey::new(keys[0].name(), keys[0].signs(), seed).unwrap();
            assert_eq!(key.verifier(), &keys[0]);
            let signed = SignedNote::parse(note.as_bytes()).unwrap();
            let time = case["timestamp"].as_u64().unwrap_or_default();
            assert_eq!(key.sign(signed.text(), time), signed.signatures()[0]);
            made += 1;
        }
    }
    assert_eq!((cases.len(), made), (3, 2));
}

const TESSERA: &str =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

#[test]
fn the_checkpoints_of_tessera_hold_also_the_one_without_entries() {
    let policy = Policy::new(vec![VerifierKey::parse(TESSERA).unwrap()], Vec::new(), 0).unwrap();
    for size in 0..16_u64 {
        let note = read(format!("tessera/testdata/log/checkpoint.{size}"));
        let checkpoint = policy.open(&note).unwrap().checkpoint;
        assert_eq!(
            (checkpoint.origin(), checkpoint.size()),
            ("example.com/log/testdata", size)
        );
        assert_eq!(*checkpoint.root() == empty_root(), size == 0);
    }
    assert_eq!(
        policy
            .open(&read("tessera/testdata/log/checkpoint"))
            .unwrap()
            .checkpoint
            .size(),
        15
    );
}

#[test]
fn a_secret_key_of_tessera_signs_what_tessera_signed() {
    let script = String::from_utf8(read("tessera/testdata/build_log.sh")).unwrap();
    let start = script.find("PRIVATE+KEY+").unwrap();
    let secret = script[start..].split('"').next().unwrap();
    let key = SigningKey::from_secret(secret).unwrap();
    assert_eq!(key.to_secret(), secret);
    assert_eq!(key.verifier().to_string(), TESSERA);
    let theirs = read("tessera/testdata/log/checkpoint.7");
    let parsed = SignedNote::parse(&theirs).unwrap();
    let checkpoint = Checkpoint::parse(parsed.text()).unwrap();
    let ours = checkpoint.sign(&[&key]).unwrap();
    assert_eq!(ours.to_string().as_bytes(), theirs);
    for (at, wrong) in [(0, 'p'), (12, 'f'), (40, 'a'), (60, 'a')] {
        let mut changed = secret.to_owned();
        changed.replace_range(at..=at, &wrong.to_string());
        assert!(SigningKey::from_secret(&changed).is_err(), "{changed}");
    }
}

#[test]
fn a_log_without_entries_has_no_other_root() {
    let other = "example.com\n0\nHA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    assert_eq!(Checkpoint::parse(other), Err(CheckpointError::NotEmptyRoot));
    assert!(Checkpoint::new("example.com", 0, empty_root()).is_ok());
    assert_eq!(
        Checkpoint::new("example.com", 0, [0; 32]),
        Err(CheckpointError::NotEmptyRoot)
    );
    for origin in ["", "a\nb", "a\n"] {
        assert_eq!(
            Checkpoint::new(origin, 1, [0; 32]),
            Err(CheckpointError::Form)
        );
    }
}

#[test]
fn a_text_with_a_line_amiss_is_no_checkpoint() {
    let good = "example.com\n10\nHA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n";
    assert_eq!(Checkpoint::parse(good).unwrap().to_string(), good);
    let changed = [
        ("example.com", ""),
        ("10", "010"),
        ("10", "-1"),
        ("10", ""),
        ("HA5H", "HA5"),
        ("AAA=", "AAB="),
        ("extension\n", "extension"),
        ("extension", ""),
        ("10", "18446744073709551616"),
    ];
    for (from, to) in changed {
        let text = good.replacen(from, to, 1);
        assert_eq!(
            Checkpoint::parse(&text),
            Err(CheckpointError::Form),
            "{text:?}"
        );
    }
}

fn log_key(seed: u8) -> SigningKey {
    SigningKey::new("dopis.example/archive", Signed::Text, [seed; 32]).unwrap()
}

fn policy_of(keys: &[&SigningKey]) -> Policy {
    let keys = keys.iter().map(|key| key.verifier().clone()).collect();
    Policy::new(keys, Vec::new(), 0).unwrap()
}

#[test]
fn while_keys_change_the_old_and_the_new_verify() {
    let (old, new) = (log_key(1), log_key(2));
    let checkpoint = Checkpoint::new("dopis.example/archive", 7, [3; 32]).unwrap();
    let note = checkpoint.sign(&[&old, &new]).unwrap().to_string();
    for known in [vec![&old], vec![&new], vec![&old, &new]] {
        let believed = policy_of(&known).open(note.as_bytes()).unwrap();
        assert_eq!(believed.log_keys.len(), known.len());
        assert_eq!(believed.checkpoint, checkpoint);
    }
    let unknown = policy_of(&[&log_key(3)]).open(note.as_bytes());
    assert_eq!(unknown, Err(Distrust::Note(NoteError::NoKnownKey)));
    // One known signature that does not hold spoils the note, also beside one that does.
    let other = Checkpoint::new("dopis.example/archive", 8, [3; 32]).unwrap();
    let foreign = other.sign(&[&new]).unwrap().signatures()[0].clone();
    let mixed = vec![old.sign(&checkpoint.to_string(), 0), foreign];
    let mixed = SignedNote::new(checkpoint.to_string(), mixed)
        .unwrap()
        .to_string();
    assert!(policy_of(&[&old]).open(mixed.as_bytes()).is_ok());
    assert!(policy_of(&[&old, &new]).open(mixed.as_bytes()).is_err());
}

#[test]
fn a_log_signs_under_its_own_name_only() {
    let checkpoint = Checkpoint::new("other.example", 7, [3; 32]).unwrap();
    assert_eq!(
        checkpoint.sign(&[&log_key(1)]),
        Err(CheckpointError::OtherName)
    );
    let witness = SigningKey::new("other.example", Signed::Cosignature, [1; 32]).unwrap();
    assert_eq!(
        checkpoint.sign(&[&witness]),
        Err(CheckpointError::WitnessKey)
    );
    assert_eq!(checkpoint.sign(&[]), Err(CheckpointError::Form));
    let text = checkpoint.to_string();
    let signed = SignedNote::new(text.clone(), vec![log_key(1).sign(&text, 0)]).unwrap();
    let refused = policy_of(&[&log_key(1)]).open(signed.to_string().as_bytes());
    assert_eq!(
        refused,
        Err(Distrust::OtherOrigin("other.example".to_owned()))
    );
    assert!(SignedNote::new(text, Vec::new()).is_none());
}

#[test]
fn keys_that_make_no_sense_together_are_refused() {
    let index = json("generated/index.json");
    let log = VerifierKey::parse(text(&index, "log_vkey")).unwrap();
    let witness =
        |at: usize| VerifierKey::parse(index["witness_vkeys"][at].as_str().unwrap()).unwrap();
    let refused = |log: &[VerifierKey], witnesses: &[VerifierKey], quorum| {
        Policy::new(log.to_vec(), witnesses.to_vec(), quorum).unwrap_err()
    };
    assert_eq!(refused(&[], &[], 0), PolicyError::NoLogKey);
    assert!(matches!(
        refused(&[witness(0)], &[], 0),
        PolicyError::NotOfLog(_)
    ));
    assert!(matches!(
        refused(std::slice::from_ref(&log), std::slice::from_ref(&log), 0),
        PolicyError::NotOfWitness(_)
    ));
    let other = log_key(1).verifier().clone();
    assert!(matches!(
        refused(&[log.clone(), other], &[], 0),
        PolicyError::TwoOrigins(_, _)
    ));
    assert!(matches!(
        refused(&[log.clone(), log.clone()], &[], 0),
        PolicyError::Twice(_)
    ));
    let renamed = VerifierKey::new("other", Signed::Cosignature, *witness(0).public()).unwrap();
    assert!(matches!(
        refused(std::slice::from_ref(&log), &[witness(0), renamed], 2),
        PolicyError::Twice(_)
    ));
    let quorum = PolicyError::Quorum {
        quorum: 2,
        witnesses: 1,
    };
    assert_eq!(refused(&[log], &[witness(0)], 2), quorum);
}

#[test]
fn a_secret_key_does_not_show_itself() {
    let shown = format!("{:?}", log_key(1));
    assert!(shown.contains("dopis.example/archive+"), "{shown}");
    assert!(!shown.contains("1, 1"), "{shown}");
}

proptest! {
    /// No byte of a note can be another without that a signature fails, or that it is the note of nobody.
    #[test]
    fn a_changed_note_is_refused(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte: u8,
        change in 0..3,
    ) {
        let all = cases("signed_note_vectors.json");
        let good: Vec<&Value> = all.iter().filter(|case| case["ok"] == true && list(&case["vkeys"]).len() == 1).collect();
        let case = which.get(&good);
        let original = base64(text(case, "note_b64"));
        let mut note = original.clone();
        let at = at.index(note.len());
        match change {
            0 => note[at] = byte,
            1 => note.insert(at, byte),
            _ => drop(note.split_off(at)),
        }
        if let Ok(note) = SignedNote::parse(&note) {
            let original = SignedNote::parse(&original).unwrap();
            if note.signed_by(&keys(case)).is_ok() {
                prop_assert_eq!(note.text(), original.text());
            }
        }
    }

    #[test]
    fn a_changed_key_is_refused(at in 0..TESSERA.len(), byte in b' '..127) {
        let mut key = TESSERA.as_bytes().to_vec();
        key[at] = byte;
        let key = String::from_utf8(key).unwrap();
        prop_assert!(key == TESSERA || VerifierKey::parse(&key).is_err(), "{key}");
    }
}
