//! What is put before witnesses and what counts of their answers.

use archive::checkpoint::Checkpoint;
use archive::note::{NoteError, Signature, Signed, SigningKey};
use archive::witness::{AddCheckpoint, AnswerError, cosignature};

use crate::receipts::key;

fn witness(number: u8) -> SigningKey {
    SigningKey::new("witness.example/w", Signed::Cosignature, [number; 32]).unwrap()
}

fn text() -> String {
    let checkpoint = Checkpoint::new(key().verifier().name(), 1, [9; 32]).unwrap();
    checkpoint.to_string()
}

fn answer(signatures: &[Signature]) -> Vec<u8> {
    let lines = signatures.iter().map(|signature| format!("{signature}\n"));
    lines.collect::<String>().into_bytes()
}

/// The example of tlog-witness § add-checkpoint.
const BODY: &str = "\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
";

#[test]
fn the_example_of_the_specification_is_read_and_written_the_same() {
    let read = AddCheckpoint::parse(BODY.as_bytes()).unwrap();
    assert_eq!((read.old, read.path.len()), (20_852_014, 4));
    assert_eq!(read.to_string(), BODY);
    assert!(
        read.checkpoint
            .starts_with("example.com/behind-the-sofa\n20852163\n")
    );
}

#[test]
fn what_is_not_of_its_form_is_refused() {
    let many = format!(
        "old 1\n{}\n\n",
        ["PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw="; 64].join("\n")
    );
    for bad in [
        "",
        "old 1",
        "old 01\n\nx",
        "old\n\nx",
        "old -1\n\nx",
        "new 1\n\nx",
        "old 1\nAAAA\n\nx",
        &many,
        "old 1\n PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\nx",
    ] {
        assert!(AddCheckpoint::parse(bad.as_bytes()).is_err(), "{bad}");
    }
}

#[test]
fn the_line_of_the_witness_counts_among_those_of_others() {
    let (text, own, other) = (text(), witness(1), witness(2));
    let signatures = [other.sign(&text, 5), own.sign(&text, 7)];
    let found = cosignature(&text, &answer(&signatures), own.verifier()).unwrap();
    assert_eq!(found, signatures[1]);
}

#[test]
fn answers_that_are_no_cosignature_of_the_witness_are_refused() {
    let (text, own) = (text(), witness(1));
    let of_another_text = own.sign("another\n1\nAAAA\n", 7);
    let mut named_alike = witness(2).sign(&text, 7);
    named_alike.key_id = own.verifier().id();
    let refused = |bytes: &[u8]| cosignature(&text, bytes, own.verifier()).unwrap_err();
    let bad = AnswerError::Note(NoteError::BadSignature("witness.example/w".to_owned()));
    assert_eq!(refused(&answer(&[of_another_text])), bad);
    assert_eq!(refused(&answer(&[named_alike])), bad);
    assert_eq!(
        refused(&answer(&[witness(2).sign(&text, 7)])),
        AnswerError::Note(NoteError::NoKnownKey)
    );
    assert_eq!(refused(&answer(&[own.sign(&text, 0)])), AnswerError::NoTime);
    assert_eq!(refused(b""), AnswerError::Note(NoteError::Form));
    let more = [b"more text\n\n".as_slice(), &answer(&[own.sign(&text, 7)])].concat();
    assert_eq!(refused(&more), AnswerError::Note(NoteError::Form));
}
