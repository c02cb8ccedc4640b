//! The contact detector: whatever bytes are the text, its findings lie in the text and do not depend on the day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::contact::{Author, Detector, InImage, Known, Message, Place};
use std::sync::LazyLock;

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::new(&[]).expect("compiled in, and tested"));

const LANGUAGES: [&str; 8] = ["sl", "en", "de", "hr", "pl", "it", "hu", "fr"];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else {
        return;
    };
    let all = String::from_utf8_lossy(bytes);
    // Behind a form feed stands what was written before.
    let (text, earlier) = all.split_once('\u{c}').unwrap_or((&all, ""));
    let message = Message {
        text,
        languages: &[LANGUAGES[usize::from(choice % 8)]],
        author: if choice & 8 == 0 {
            Author::Seller
        } else {
            Author::Buyer
        },
        file_names: &[text],
        codes: &[InImage { file: 0, text }],
        pictures: &[InImage { file: 0, text }],
        earlier: if earlier.is_empty() { &[] } else { &[earlier] },
        known: if choice & 16 == 0 {
            Known::default()
        } else {
            Known {
                numbers: &[earlier],
                titles: &[earlier],
                ..Known::default()
            }
        },
    };
    let length = text.chars().count();
    let findings = DETECTOR.detect(&message);
    for finding in &findings {
        let span = finding.span;
        assert!(
            span.start < span.end && span.end <= length,
            "{finding:?} in {length}"
        );
        assert!((50..=100).contains(&finding.confidence), "{finding:?}");
    }
    let in_text: Vec<_> = findings
        .iter()
        .filter(|found| found.place == Place::Text)
        .collect();
    for (at, finding) in in_text.iter().enumerate() {
        let apart = |other: &&&rules::contact::Finding| !other.span.overlaps(finding.span);
        assert!(
            in_text[at + 1..].iter().all(|other| apart(&other)),
            "{findings:?}"
        );
    }
    assert_eq!(findings, DETECTOR.detect(&message));
});
