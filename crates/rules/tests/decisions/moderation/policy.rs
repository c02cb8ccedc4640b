//! What the policy does with findings, and which words of a text the other side sees.

use proptest::prelude::*;
use rules::contact::{Finding, Kind, Place, Reason, Span};
use rules::conversation::AuthorKind;
use rules::moderation::{
    CLEAR, ContactPolicy, HIDDEN, Measure, Reader, asks, hidden, judged, masked, strictest,
};

fn finding(kind: Kind, confidence: u8) -> Finding {
    Finding {
        kind,
        also: Vec::new(),
        place: Place::Text,
        span: Span { start: 0, end: 3 },
        confidence,
        rule: "a.rule".to_owned(),
        version: 1,
        rule_set: 0,
        reason: Reason::Phrase,
    }
}

#[test]
fn words_that_are_hidden_are_asked_about_where_they_are_an_invitation_too() {
    for deal in [Measure::Confirm, Measure::Hold] {
        let policy = ContactPolicy {
            deal,
            ..ContactPolicy::OF_SELLERS
        };
        let both = Finding {
            also: vec![Kind::Deal],
            ..finding(Kind::Email, 90)
        };
        assert!(asks(&policy, std::slice::from_ref(&both)));
        assert!(!asks(&policy, &[finding(Kind::Email, 90)]));
        // What is hidden need not wait for a person.
        assert_eq!(judged(&policy, vec![both])[0].measure, Measure::Mask);
    }
    let policy = ContactPolicy::OF_SELLERS;
    let alone = judged(&policy, vec![finding(Kind::Deal, CLEAR)]);
    assert_eq!(strictest(&alone), Measure::Hold);
    assert!(!asks(&policy, &[finding(Kind::Deal, CLEAR)]));
    let unsure = finding(Kind::Deal, CLEAR - 1);
    assert!(asks(&policy, std::slice::from_ref(&unsure)));
    assert!(!asks(&policy, &[unsure, finding(Kind::Deal, CLEAR)]));
}

#[test]
fn what_else_the_words_are_counts_too() {
    let policy = ContactPolicy {
        deal: Measure::Refuse,
        ..ContactPolicy::OF_SELLERS
    };
    let both = Finding {
        also: vec![Kind::Deal],
        ..finding(Kind::Email, 90)
    };
    assert_eq!(judged(&policy, vec![both])[0].measure, Measure::Refuse);
    let unsure = Finding {
        also: vec![Kind::Deal],
        ..finding(Kind::Email, CLEAR - 1)
    };
    assert!(asks(&policy, std::slice::from_ref(&unsure)));
    assert_eq!(judged(&policy, vec![unsure])[0].measure, Measure::Mask);
    let alone = judged(&policy, vec![finding(Kind::Email, 90)]);
    assert_eq!(alone[0].measure, policy.of(Kind::Email));
}

#[test]
fn the_strictest_finding_decides_and_what_is_unclear_is_only_asked_about() {
    let policy = ContactPolicy {
        deal: Measure::Refuse,
        marketing: Measure::Confirm,
        ..ContactPolicy::OF_SELLERS
    };
    let cases: &[(&[(Kind, u8)], Measure)] = &[
        (&[], Measure::Allow),
        (&[(Kind::Phone, 50)], Measure::Mask),
        (&[(Kind::Deal, CLEAR)], Measure::Refuse),
        (&[(Kind::Deal, CLEAR - 1)], Measure::Confirm),
        (&[(Kind::Deal, CLEAR - 1), (Kind::Email, 90)], Measure::Mask),
        (&[(Kind::Phone, 90), (Kind::Deal, 80)], Measure::Refuse),
    ];
    for (findings, expected) in cases {
        let findings = findings
            .iter()
            .map(|(kind, confidence)| finding(*kind, *confidence))
            .collect();
        let judged = judged(&policy, findings);
        assert_eq!(strictest(&judged), *expected, "{judged:?}");
    }
}

#[test]
fn only_what_is_masked_in_the_text_is_hidden() {
    let name = Finding {
        place: Place::FileName(0),
        ..finding(Kind::Phone, 90)
    };
    let findings = vec![finding(Kind::Email, 90), finding(Kind::Marketing, 90), name];
    let judged = judged(&ContactPolicy::OF_SELLERS, findings);
    assert_eq!(hidden(&judged), [Span { start: 0, end: 3 }]);
}

#[test]
fn each_side_sees_its_own_words_and_the_marketplace_all() {
    use AuthorKind::{Agent, Automation, Buyer, Staff};
    let cases = [
        (Reader::Seller, [true, false, true, true]),
        (Reader::Buyer, [false, true, true, false]),
        (Reader::Marketplace, [true, true, true, true]),
    ];
    for (reader, expected) in cases {
        let seen = [Agent, Buyer, Staff, Automation].map(|author| reader.sees_whole(author));
        assert_eq!(seen, expected, "{reader:?}");
    }
}

#[test]
fn what_dopis_brings_along_never_blocks_a_buyer() {
    assert!(!ContactPolicy::OF_BUYERS.blocks());
    for kind in [Kind::Email, Kind::Phone] {
        assert_eq!(ContactPolicy::OF_BUYERS.of(kind), Measure::Mask);
    }
}

#[test]
fn hidden_words_leave_the_same_sign_however_long_they_are() {
    let span = |start, end| Span { start, end };
    let cases: &[(&str, &[Span], &str)] = &[
        ("pišite na a@b.si", &[span(10, 16)], "pišite na •••••"),
        ("čšž 041 čšž", &[span(4, 7)], "čšž ••••• čšž"),
        ("abcdef", &[span(3, 5), span(1, 4)], "a•••••f"),
        ("ab cd", &[span(0, 2), span(3, 5)], "••••• •••••"),
        ("abc", &[span(3, 9), span(7, 9)], "abc"),
        ("abc", &[span(2, 9)], "ab•••••"),
        ("", &[span(0, 9)], ""),
        ("abc", &[], "abc"),
    ];
    for (text, hidden, expected) in cases {
        assert_eq!(masked(text, hidden), *expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn nothing_hidden_is_left_and_nothing_else_is_lost(
        text in "[a-zčšž ]{0,40}",
        spans in proptest::collection::vec((0_usize..45, 0_usize..20), 0..5),
    ) {
        // Hidden letters are made capitals, so that one that is left would be seen.
        let spans: Vec<Span> = spans
            .into_iter()
            .map(|(start, length)| Span { start, end: start + length })
            .collect();
        let is_hidden = |place| spans.iter().any(|span| span.start <= place && place < span.end);
        let marked: String = text
            .chars()
            .enumerate()
            .map(|(place, _)| if is_hidden(place) { 'X' } else { 'y' })
            .collect();
        let shown = masked(&marked, &spans);
        prop_assert!(!shown.contains('X'));
        let kept = marked.chars().filter(|sign| *sign == 'y').count();
        prop_assert_eq!(shown.chars().filter(|sign| *sign == 'y').count(), kept);
        let runs = marked.split('y').filter(|run| !run.is_empty()).count();
        prop_assert_eq!(shown.matches(HIDDEN).count(), runs);
    }
}
