//! One detector for all tests, and short ways to ask it.

use std::sync::LazyLock;

use rules::contact::{Detector, Finding, Message};

pub(crate) static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::new(&[]).expect("the lexicons have no mistakes"));

pub(crate) fn detect(text: &str, language: &str) -> Vec<Finding> {
    DETECTOR.detect(&Message {
        text,
        languages: &[language],
        ..Message::default()
    })
}

/// Kind and words of each finding.
pub(crate) fn found(text: &str, language: &str) -> Vec<(&'static str, String)> {
    let findings = detect(text, language);
    let told = findings
        .iter()
        .map(|finding| (finding.kind.as_str(), words(text, finding)));
    told.collect()
}

pub(crate) fn words(text: &str, finding: &Finding) -> String {
    let (start, end) = (finding.span.start, finding.span.end);
    text.chars().skip(start).take(end - start).collect()
}

#[track_caller]
pub(crate) fn assert_finds(language: &str, text: &str, kind: &str, words: &str) {
    let found = found(text, language);
    let there = found
        .iter()
        .any(|(is, passage)| *is == kind && passage == words);
    assert!(there, "{text}: {kind} `{words}` is not among {found:?}");
}

#[track_caller]
pub(crate) fn assert_quiet(language: &str, text: &str) {
    let found = found(text, language);
    assert!(found.is_empty(), "{text}: {found:?}");
}
