//! How good the rules are by what people have decided, and the lines that the evaluation reads.

use rules::contact::evaluation::{JudgedMessage, Judgement, LabelledMessage, Share};
use rules::contact::{Author, Kind, Message};

use super::support::DETECTOR;

fn judged(text: &str, language: &str, violating: bool) -> JudgedMessage {
    JudgedMessage {
        text: Some(text.to_owned()),
        language: language.to_owned(),
        author: Author::Seller,
        cause: "sampled",
        violating,
        findings: DETECTOR.detect(&Message {
            text,
            languages: &[language],
            ..Message::default()
        }),
    }
}

fn set() -> Vec<JudgedMessage> {
    let mut erased = judged("Moja številka je 041 123 456.", "sl", true);
    erased.text = None;
    let mut missed = judged("Tam me dobiš, saj veš kje.", "sl", true);
    missed.cause = "disputed";
    vec![
        judged("Moja številka je 041 123 456.", "sl", true),
        judged("Moja številka je 041 123 457.", "sl", false),
        judged("To je novak@gmail.com.", "en", true),
        erased,
        missed,
    ]
}

#[test]
fn each_rule_and_language_has_its_share() {
    let mut judgement = Judgement::default();
    set()
        .iter()
        .for_each(|judged| judgement.add(&DETECTOR, judged));
    assert_eq!((judgement.messages, judgement.erased), (5, 1));
    let of = |rule: &str, language: &str| {
        let key = (rule.to_owned(), language.to_owned());
        judgement.precision.get(&key).copied()
    };
    assert_eq!(
        of("phone.national", "sl"),
        Some(Share { hits: 2, cases: 3 })
    );
    assert_eq!(of("email.plain", "en"), Some(Share { hits: 1, cases: 1 }));
    assert_eq!(of("email.plain", "sl"), None);
    let again = |language: &str, cause| judgement.found_again.get(&(language.to_owned(), cause));
    // Neither the harmless one nor the erased one is looked through again.
    assert_eq!(again("sl", "sampled"), Some(&Share { hits: 1, cases: 1 }));
    assert_eq!(again("sl", "disputed"), Some(&Share { hits: 0, cases: 1 }));
}

#[test]
fn lines_are_read_by_the_evaluation_and_erased_texts_are_none() {
    let set = set();
    let lines: Vec<String> = set
        .iter()
        .filter_map(JudgedMessage::line)
        .map(|line| serde_json::to_string(&line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    let read = |at: usize| serde_json::from_str::<LabelledMessage>(&lines[at]).unwrap();
    let first = read(0);
    assert_eq!(
        (first.violating, first.kind, first.role.as_str()),
        (true, Some(Kind::Phone), "seller")
    );
    assert_eq!(
        (first.lang.as_str(), &first.spans[..]),
        ("sl", &[(17, 28)][..])
    );
    // What is harmless has no words that lead out.
    assert!(!read(1).violating && read(1).spans.is_empty());
    assert!(
        lines[0].contains("\"rule\":[\"phone.national\"]"),
        "{}",
        lines[0]
    );
}
