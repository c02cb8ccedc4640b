//! Receipts: of a whole log of our own making, and what a changed one leads to.

use std::sync::LazyLock;

use archive::canonical::{Leaf, Named, parse};
use archive::checkpoint::Checkpoint;
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use archive::proof::TlogProof;
use archive::receipt::{Content, NotOpened, Receipt, ReceiptError, ReceiptFault};
use archive::tile::{Growth, prove_inclusion};
use archive::{commitment, hex};
use proptest::prelude::*;

use crate::kept::Kept;

pub(crate) const TEXT: &str = "Pozdravljeni,\n\"kje\" je moj paket? 📦";

pub(crate) fn key() -> SigningKey {
    SigningKey::new("dopis.example/archive", Signed::Text, [7; 32]).unwrap()
}

fn policy() -> Policy {
    Policy::new(vec![key().verifier().clone()], Vec::new(), 0).unwrap()
}

fn leaf() -> Leaf {
    let salted = |salt: u8, text: &str| hex(&commitment(&[salt; 32], text.as_bytes()));
    let body = format!(
        r#"{{"text":{{"content_id":"m-1","commitment":"{}"}},"files":[{{"name":{{"content_id":"f-1","commitment":"{}"}}}}]}}"#,
        salted(1, TEXT),
        salted(2, "račun.pdf"),
    );
    let named = |kind: &str, id: &str| Named {
        kind: kind.to_owned(),
        id: id.to_owned(),
    };
    Leaf {
        id: "0193d9a4-8f00-7000-8000-000000000001".to_owned(),
        at_us: 1_732_784_400_123_456,
        kind: "message_sent".to_owned(),
        actor: named("buyer", "b-1"),
        stream: named("conversation", "c-1"),
        seller: Some("s-1".to_owned()),
        buyer: Some("b-1".to_owned()),
        body: parse(&body).unwrap().as_object().unwrap().clone(),
    }
}

fn contents() -> Vec<Content> {
    let content = |id: &str, salt: u8, text: &str| Content {
        id: id.to_owned(),
        salt: [salt; 32],
        text: text.to_owned(),
    };
    vec![content("m-1", 1, TEXT), content("f-1", 2, "račun.pdf")]
}

pub(crate) fn receipt_of(contents: Vec<Content>) -> Receipt {
    let mut entries: Vec<Vec<u8>> = (0..400_u32).map(|n| n.to_be_bytes().to_vec()).collect();
    entries[300] = leaf().to_entry().unwrap();
    let batch = Growth::default().append(&entries).unwrap();
    let mut log = Kept::default();
    log.write(&batch);
    let checkpoint = Checkpoint::new("dopis.example/archive", batch.size, batch.root).unwrap();
    let proof = TlogProof {
        extra: None,
        index: 300,
        path: prove_inclusion(&mut log, 300, 400).unwrap(),
        checkpoint: checkpoint.sign(&[&key()]).unwrap().to_string(),
    };
    Receipt::new(&entries[300], contents, proof).unwrap()
}

#[test]
fn a_receipt_holds_and_reads_as_it_was_written() {
    let receipt = receipt_of(contents());
    let file = receipt.to_file().unwrap();
    let read = Receipt::parse(file.as_bytes()).unwrap();
    assert_eq!(read, receipt);
    let believed = read.verify(&policy()).unwrap();
    assert_eq!((believed.checkpoint.size(), read.index()), (400, 300));
    assert_eq!(
        read.opened().collect::<Vec<_>>(),
        [("m-1", Ok(TEXT.len())), ("f-1", Ok(10))]
    );
    assert_eq!(read.hidden(), Vec::<&str>::new());
    assert_eq!(read.leaf(), &leaf());
}

#[test]
fn what_is_not_shown_or_not_named_is_told() {
    let hidden = receipt_of(vec![contents()[0].clone()]);
    assert!(hidden.verify(&policy()).is_ok());
    assert_eq!(hidden.hidden(), ["f-1"]);
    let fault = |change: fn(&mut Content)| {
        let mut changed = contents();
        change(&mut changed[1]);
        let Err(ReceiptFault::Content { id, why }) = receipt_of(changed).verify(&policy()) else {
            panic!("held");
        };
        (id, why)
    };
    let of_file = |why| ("f-1".to_owned(), why);
    assert_eq!(
        fault(|content| content.text.push('x')),
        of_file(NotOpened::OtherContent)
    );
    assert_eq!(
        fault(|content| content.salt[0] ^= 1),
        of_file(NotOpened::OtherContent)
    );
    assert_eq!(
        fault(|content| content.id = "m-2".to_owned()),
        ("m-2".to_owned(), NotOpened::Unnamed)
    );
}

#[test]
fn another_log_or_another_form_is_refused() {
    let receipt = receipt_of(contents());
    let other = SigningKey::new("dopis.example/archive", Signed::Text, [8; 32]).unwrap();
    let other = Policy::new(vec![other.verifier().clone()], Vec::new(), 0).unwrap();
    assert!(matches!(
        receipt.verify(&other),
        Err(ReceiptFault::Proof(_))
    ));
    let twice = vec![contents()[0].clone(), contents()[0].clone()];
    let proof = TlogProof {
        extra: None,
        index: 0,
        path: Vec::new(),
        checkpoint: String::new(),
    };
    let refused = Receipt::new(&leaf().to_entry().unwrap(), twice, proof);
    assert_eq!(refused, Err(ReceiptError::ContentTwice("m-1".to_owned())));
    let file = receipt.to_file().unwrap();
    let changed =
        |from: &str, to: &str| Receipt::parse(file.replacen(from, to, 1).as_bytes()).unwrap_err();
    assert_eq!(changed("@v1", "@v2"), ReceiptError::Field("format"));
    assert_eq!(changed("{", "{ "), ReceiptError::OtherSpelling);
    assert_eq!(
        changed("\"salt\":\"01", "\"salt\":\"0g"),
        ReceiptError::Field("contents")
    );
    assert_eq!(
        changed("\"format\"", "\"format\":1,\"g\""),
        ReceiptError::Field("format")
    );
    assert_eq!(Receipt::parse(b"[]"), Err(ReceiptError::Field("format")));
}

static FILE: LazyLock<Vec<u8>> =
    LazyLock::new(|| receipt_of(contents()).to_file().unwrap().into_bytes());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Another byte anywhere: refused.
    #[test]
    fn a_changed_receipt_is_refused(at in any::<prop::sample::Index>(), byte: u8, change in 0..3) {
        let at = at.index(FILE.len());
        let mut changed = FILE.clone();
        match change {
            0 => changed[at] = byte,
            1 => changed.insert(at, byte),
            _ => drop(changed.remove(at)),
        }
        prop_assume!(changed != *FILE);
        let policy = policy();
        let held = Receipt::parse(&changed).is_ok_and(|receipt| receipt.verify(&policy).is_ok());
        prop_assert!(!held, "{}", String::from_utf8_lossy(&changed));
    }
}
