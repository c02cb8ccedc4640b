//! Dossiers: of a small log of our own making, changed by strangers and by whoever has the keys.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use archive::canonical::{Leaf, Named, parse};
use archive::checkpoint::Checkpoint;
use archive::dossier::{
    About, Packed, Packing, Verdict, check, entry_path, manifest, proof_path, utc,
};
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use archive::proof::TlogProof;
use archive::tile::{Growth, prove_inclusion};
use archive::{commitment, hex};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::kept::Kept;
use crate::receipts::key;

const PHOTO: &[u8] = b"not really a photo";
const SENT: &str = "2024-11-28T09:00:00.123456Z";
const AT_US: i64 = 1_732_784_400_123_456;
const PATH: &str = "attachments/f-1.jpg";

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn policy() -> Policy {
    Policy::new(vec![key().verifier().clone()], Vec::new(), 0).unwrap()
}

fn said(id: &str, salt: u8, text: &str) -> Value {
    json!({ "content_id": id, "commitment": hex(&commitment(&[salt; 32], text.as_bytes())) })
}

fn opened(id: &str, salt: u8, text: &str) -> Value {
    json!({ "id": id, "salt": hex(&[salt; 32]), "text": text })
}

fn digests() -> (String, String) {
    let kept = hex(&Sha256::digest(PHOTO));
    let text = format!("received {}\nkept {kept}\n", hex(&[9; 32]));
    (kept, text)
}

fn pseudonym() -> String {
    hex(&commitment(&[5; 32], b"buyer\n\nmaja.novak\n"))
}

fn leaf(kind: &str, actor: (&str, &str), body: &Value) -> Vec<u8> {
    let named = |kind: &str, id: &str| Named {
        kind: kind.to_owned(),
        id: id.to_owned(),
    };
    let leaf = Leaf {
        id: format!("e-{kind}"),
        at_us: AT_US,
        kind: kind.to_owned(),
        actor: named(actor.0, actor.1),
        stream: named("conversation", "c-1"),
        seller: Some("s-1".to_owned()),
        buyer: Some(pseudonym()),
        body: parse(&body.to_string())
            .unwrap()
            .as_object()
            .unwrap()
            .clone(),
    };
    leaf.to_entry().unwrap()
}

fn deadline() -> Value {
    json!({
        "deadline_id": "d-1", "message_id": "m-1", "received_at": SENT, "due_at": "2024-11-29T09:00:00Z",
        "settled_at": null, "on_time": null, "calendar": "SI", "calendar_version": "1",
    })
}

/// The entries of the conversation, at 5, 7 and 8 of a log of 300.
pub(crate) fn log() -> (BTreeMap<u64, Vec<u8>>, Kept, Checkpoint) {
    let (_, hashes) = digests();
    let pseudonym = pseudonym();
    let buyer = ("buyer", pseudonym.as_str());
    let sent = json!({
        "message_id": "m-1", "sequence": 1, "author": "buyer", "sent_at": SENT, "text": said("m-1", 1, "Kje je?"),
        "attachments": [{
            "attachment_id": "f-1", "kind": "jpg", "bytes": PHOTO.len(),
            "hashes": said("h-1", 2, &hashes), "name": said("f-1", 3, "škatla.jpg"),
        }],
    });
    let note = json!({ "note_id": "n-1", "text": said("n-1", 4, "Preveri pri skladišču.") });
    let own = BTreeMap::from([
        (5, leaf("message.sent", buyer, &sent)),
        (7, leaf("deadline.opened", buyer, &deadline())),
        (8, leaf("note.written", ("agent", "p-agent"), &note)),
    ]);
    let filler = |n: u64| n.to_be_bytes().to_vec();
    let entries: Vec<Vec<u8>> = (0..300)
        .map(|n| own.get(&n).cloned().unwrap_or_else(|| filler(n)))
        .collect();
    let batch = Growth::default().append(&entries).unwrap();
    let mut log = Kept::default();
    log.write(&batch);
    let checkpoint = Checkpoint::new("dopis.example/archive", batch.size, batch.root).unwrap();
    (own, log, checkpoint)
}

fn account(root: &Checkpoint) -> Value {
    let (kept, hashes) = digests();
    let event = |kind: &str, entry: u64| json!({ "id": format!("e-{kind}"), "kind": kind, "at": utc(AT_US), "entry": entry });
    let mut deadline = deadline();
    deadline["id"] = json!("d-1");
    deadline["entry"] = json!(7);
    json!({
        "format": "dopis-dossier@v1", "made_for": "seller",
        "log": { "origin": root.origin(), "size": root.size() },
        "conversation": { "id": "c-1", "title": "Kje je?" },
        "seller": { "id": "s-1", "name": "Svetilko" },
        "people": [{ "kind": "buyer", "seller": "", "id": "maja.novak", "name": "Maja",
            "salt": hex(&[5; 32]), "pseudonym": pseudonym() }],
        "messages": [{
            "id": "m-1", "sequence": 1, "author": { "kind": "buyer", "name": "Maja", "person": pseudonym() },
            "sent_at": SENT, "entry": 5, "text": "Kje je?", "text_is": "whole",
            "files": [{ "id": "f-1", "name": "škatla.jpg", "name_is": "whole",
                "received_sha256": hex(&[9; 32]), "kept_sha256": kept, "path": PATH }],
        }],
        "notes": [{ "id": "n-1", "author": { "kind": "agent", "person": null }, "entry": 8,
            "text": "Preveri pri skladišču.", "text_is": "whole" }],
        "timeline": [event("message.sent", 5), event("deadline.opened", 7), event("note.written", 8)],
        "deadlines": [deadline],
        "entries": [
            { "index": 5, "opened": [opened("m-1", 1, "Kje je?"), opened("h-1", 2, &hashes), opened("f-1", 3, "škatla.jpg")] },
            { "index": 7, "opened": [] },
            { "index": 8, "opened": [opened("n-1", 4, "Preveri pri skladišču.")] },
        ],
    })
}

fn canonical(value: &Value) -> Vec<u8> {
    parse(&value.to_string()).unwrap().canonical().into_bytes()
}

pub(crate) fn files() -> Files {
    let (own, mut log, root) = log();
    let checkpoint = root.sign(&[&key()]).unwrap().to_string();
    let mut files = Files::new();
    for (index, entry) in own {
        let proof = TlogProof {
            extra: None,
            index,
            path: prove_inclusion(&mut log, index, 300).unwrap(),
            checkpoint: checkpoint.clone(),
        };
        files.insert(entry_path(index), entry);
        files.insert(proof_path(index), proof.to_string().into_bytes());
    }
    files.insert("checkpoint".to_owned(), checkpoint.into_bytes());
    files.insert("dossier.json".to_owned(), canonical(&account(&root)));
    files.insert("dossier.pdf".to_owned(), b"%PDF-1.7".to_vec());
    files.insert(PATH.to_owned(), PHOTO.to_vec());
    files
}

fn pack<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let (mut packing, mut zip) = (Packing::default(), Vec::new());
    for (path, bytes) in files {
        zip.extend(packing.begin(path, Packed::of(bytes)).unwrap());
        zip.extend(bytes);
    }
    zip.extend(packing.end().unwrap());
    zip
}

/// As whoever has these keys would make it.
pub(crate) fn signed(files: &Files, key: &SigningKey) -> Vec<u8> {
    let listed = files.iter().map(|(path, bytes)| {
        (
            path.as_str(),
            bytes.len() as u64,
            Sha256::digest(bytes).into(),
        )
    });
    let manifest = manifest(&[key], listed).unwrap();
    with_manifest(files, manifest.as_bytes())
}

fn with_manifest(files: &Files, manifest: &[u8]) -> Vec<u8> {
    let files = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    pack(files.chain([("manifest", manifest)]))
}

/// What fails, and how it is told.
fn faults(zip: &[u8]) -> Vec<(About, String)> {
    let lines = check(zip, &policy()).lines.into_iter();
    let failed = lines.filter(|line| line.verdict == Verdict::Fails);
    failed.map(|line| (line.about, line.text)).collect()
}

#[test]
fn a_dossier_holds() {
    let report = check(&signed(&files(), &key()), &policy());
    assert!(report.holds(), "{report:#?}");
    let lines: Vec<String> = report.lines.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "file: 11 files, each once, nothing between them",
            "manifest: dopis.example/archive signed it",
            "files: each has its size and digest, none is missing, none is too many",
            "checkpoint: dopis.example/archive, 300 entries, signed with 1 of the log's keys and by 0 witnesses",
            "account: the conversation c-1, for the seller",
            "entries: 3 leaves of this conversation",
            "proofs: each of 3 entries is in the log where it says",
            "contents: 4 texts are those that the log committed to",
            "people: 1 pseudonyms stand for whom it says",
            "timeline: it tells each entry once, at its time",
            "messages: 1 are those that were sent",
            "attachments: 1 are those that were sent",
            "notes: 1 are those that were written",
            "deadlines: 1 are as the log has them",
        ]
    );
}

static GOOD: LazyLock<(Files, String)> = LazyLock::new(|| {
    let files = files();
    let zip = signed(&files, &key());
    let manifest = archive::dossier::unpack(&zip).unwrap().pop().unwrap().1;
    (files, String::from_utf8(manifest.to_vec()).unwrap())
});

#[test]
fn every_byte_of_every_file_counts_and_the_file_is_named() {
    let (files, manifest) = &*GOOD;
    for (path, bytes) in files {
        for at in (0..bytes.len()).step_by(bytes.len().div_ceil(40)) {
            let mut changed = files.clone();
            changed.get_mut(path).unwrap()[at] ^= 0x20;
            let expected = (
                About::Files,
                format!("{path} is not the one that was signed"),
            );
            assert_eq!(
                faults(&with_manifest(&changed, manifest.as_bytes())),
                [expected]
            );
        }
        let mut without = files.clone();
        without.remove(path);
        let expected = (About::Files, format!("{path} is missing"));
        assert_eq!(
            faults(&with_manifest(&without, manifest.as_bytes())),
            [expected]
        );
    }
    let mut more = files.clone();
    more.insert("entries/9.json".to_owned(), Vec::new());
    let expected = (
        About::Files,
        "entries/9.json is not in the manifest".to_owned(),
    );
    assert_eq!(
        faults(&with_manifest(&more, manifest.as_bytes())),
        [expected]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// One byte anywhere, also between the files and in the manifest.
    #[test]
    fn a_changed_dossier_is_refused(at in any::<prop::sample::Index>(), byte: u8, change in 0..3) {
        let (files, manifest) = &*GOOD;
        let good = with_manifest(files, manifest.as_bytes());
        let at = at.index(good.len());
        let mut changed = good.clone();
        match change {
            0 => changed[at] = byte,
            1 => changed.insert(at, byte),
            _ => drop(changed.remove(at)),
        }
        prop_assume!(changed != good);
        prop_assert!(!check(&changed, &policy()).holds());
    }

    /// The same where the checksum of the ZIP has been made to fit.
    #[test]
    fn a_changed_manifest_is_refused(at in any::<prop::sample::Index>(), byte: u8) {
        let (files, manifest) = &*GOOD;
        let mut changed = manifest.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] = byte;
        prop_assume!(changed != manifest.as_bytes());
        prop_assert!(!check(&with_manifest(files, &changed), &policy()).holds());
    }
}

#[test]
fn another_key_or_another_order_is_refused() {
    let files = files();
    let other = SigningKey::new("dopis.example/archive", Signed::Text, [8; 32]).unwrap();
    assert_eq!(faults(&signed(&files, &other))[0].0, About::Manifest);
    let (_, manifest) = &*GOOD;
    let backwards = files
        .iter()
        .rev()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let expected = (
        About::Files,
        "they are not in the manifest's order".to_owned(),
    );
    assert_eq!(
        faults(&pack(backwards.chain([("manifest", manifest.as_bytes())]))),
        [expected]
    );
    assert_eq!(faults(&pack(std::iter::empty()))[0].0, About::Manifest);
    assert_eq!(faults(b"PK")[0].0, About::File);
    // A checkpoint is signed by the same keys and is no manifest.
    assert_eq!(
        faults(&with_manifest(&files, &files["checkpoint"]))[0].0,
        About::Manifest
    );
}

type Lie = fn(&mut Value);

/// About what each is found out.
const LIES: [(About, Lie); 22] = [
    (About::Account, |told| {
        told["format"] = json!("dopis-dossier@v2")
    }),
    (About::Account, |told| told["log"]["size"] = json!(299)),
    (About::Account, |told| {
        told["entries"].as_array_mut().unwrap().truncate(2)
    }),
    (About::Account, |told| {
        told["messages"][0]["files"][0]["path"] = json!(null)
    }),
    (About::Entries, |told| {
        told["conversation"]["id"] = json!("c-2")
    }),
    (About::Entries, |told| told["seller"]["id"] = json!("s-2")),
    (About::Contents, |told| {
        told["entries"][0]["opened"][0]["text"] = json!("Hvala!")
    }),
    (About::Contents, |told| {
        told["entries"][1]["opened"] = json!([opened("m-1", 1, "Kje je?")])
    }),
    (About::People, |told| {
        told["people"][0]["id"] = json!("ana.kos")
    }),
    (About::Timeline, |told| {
        told["timeline"][1]["at"] = json!("2024-11-28T09:00:00Z")
    }),
    (About::Timeline, |told| {
        told["timeline"][1]["kind"] = json!("deadline.answered")
    }),
    (About::Timeline, |told| {
        told["timeline"][1]["entry"] = json!(null)
    }),
    (About::Timeline, |told| {
        told["timeline"][1]["entry"] = json!(5)
    }),
    (About::Messages, |told| {
        told["messages"][0]["text"] = json!("Hvala!")
    }),
    (About::Messages, |told| {
        told["messages"][0]["sent_at"] = json!("2024-11-28T09:00:01Z")
    }),
    (About::Messages, |told| {
        told["messages"][0]["author"]["kind"] = json!("agent")
    }),
    (About::Messages, |told| {
        told["messages"][0]["sequence"] = json!(2)
    }),
    (About::Messages, |told| {
        told["messages"][0]["entry"] = json!(null)
    }),
    (About::Attachments, |told| {
        told["messages"][0]["files"][0]["kept_sha256"] = json!(hex(&[9; 32]))
    }),
    (About::Attachments, |told| {
        told["messages"][0]["files"][0]["name"] = json!("račun.jpg")
    }),
    (About::Notes, |told| told["notes"] = json!([])),
    (About::Deadlines, |told| {
        told["deadlines"][0]["due_at"] = json!("2024-11-30T09:00:00Z")
    }),
];

/// What the marketplace itself would have to keep to: it has the keys and signs whatever it likes.
#[test]
fn who_has_the_keys_cannot_tell_another_story() {
    for (at, (about, lie)) in LIES.into_iter().enumerate() {
        let mut files = files();
        let mut told: Value = serde_json::from_slice(&files["dossier.json"]).unwrap();
        lie(&mut told);
        files.insert("dossier.json".to_owned(), canonical(&told));
        let faults = faults(&signed(&files, &key()));
        assert!(
            faults.iter().any(|(failed, _)| *failed == about),
            "lie {at}, {about:?}: {faults:?}"
        );
    }
}

#[test]
fn who_has_the_keys_cannot_show_another_file_or_entry() {
    let replaced = |path: &str, bytes: &[u8]| {
        let mut files = files();
        files.insert(path.to_owned(), bytes.to_vec());
        faults(&signed(&files, &key()))
    };
    let told = |about, text: &str| vec![(about, text.to_owned())];
    assert_eq!(
        replaced(PATH, b"another photo"),
        told(
            About::Attachments,
            "attachments/f-1.jpg is not the file that was sent"
        )
    );
    let entry = files()["entries/7.json"].clone();
    let other = String::from_utf8(entry).unwrap().replace("d-1", "d-2");
    assert_eq!(
        replaced("entries/7.json", other.as_bytes()),
        told(
            About::Proofs,
            "entry 7: the entry is not where the proof says: the proof leads to another root"
        )
    );
    let proof = files()["proofs/5.tlog-proof"].clone();
    assert_eq!(
        replaced("proofs/7.tlog-proof", &proof)[0].1,
        "entry 7: its proof is of another entry"
    );
    assert_eq!(
        replaced("extra.txt", b"")[0],
        (About::Account, "nothing is told of extra.txt".to_owned())
    );
}

#[test]
fn what_is_not_shown_is_told() {
    let mut files = files();
    let mut told: Value = serde_json::from_slice(&files["dossier.json"]).unwrap();
    told["entries"][0]["opened"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    told["messages"][0]["text_is"] = json!("masked");
    told["timeline"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "e-9", "kind": "conversation.closed", "at": SENT, "entry": null }));
    files.insert("dossier.json".to_owned(), canonical(&told));
    let report = check(&signed(&files, &key()), &policy());
    assert!(report.holds(), "{report:#?}");
    let told = report
        .lines
        .iter()
        .filter(|line| line.verdict == Verdict::Tells);
    assert_eq!(
        told.map(ToString::to_string).collect::<Vec<_>>(),
        [
            "contents: 1 texts that it committed to are not shown",
            "timeline: 1 events were not sealed when it was made, and are not proved",
            "messages: 1 are shown with passages hidden from this side, and their words are not proved",
        ]
    );
}
