//! What holds for every text, however it was made.

use proptest::prelude::*;
use rules::contact::{Message, Place};

use super::support::DETECTOR;

fn assert_within(text: &str, earlier: &[&str]) {
    let findings = DETECTOR.detect(&Message {
        text,
        earlier,
        file_names: &[text],
        ..Message::default()
    });
    let length = text.chars().count();
    for finding in &findings {
        assert!(finding.span.start < finding.span.end, "{finding:?}");
        assert!(finding.span.end <= length, "{finding:?} of {length}");
        assert!((50..=100).contains(&finding.confidence), "{finding:?}");
        assert!(matches!(finding.place, Place::Text | Place::FileName(0)));
        assert!(!finding.also.contains(&finding.kind), "{finding:?}");
    }
    for pair in findings.windows(2) {
        let [one, next] = pair else { continue };
        let apart = one.place != next.place || one.span.end <= next.span.start;
        assert!(apart, "{one:?} and {next:?} are over the same words");
    }
}

/// Pieces of what the scanners look for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "041",
        " ",
        "-",
        ".",
        "@",
        "a",
        "gmail",
        ".com",
        "www.",
        "http://",
        "/",
        "afna",
        "pika",
        "(at)",
        "+386",
        "SI56",
        "whatsapp",
        ":",
        "\u{202e}",
        "\u{202c}",
        "\u{200b}",
        "0\u{fe0f}\u{20e3}",
        "ž",
        "ﷺ",
        "½",
        "мо",
        "ь",
        "nič",
        "sto",
        "tisoč",
        "pišite mi",
        "brez provizije",
        "\n",
        "𝟘",
        "ß",
        "ı",
        "İ",
        "_",
        "dvojna",
        "w h a t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_spans_within_it(text in "\\PC{0,300}", earlier in "\\PC{0,40}") {
        assert_within(&text, &[&earlier]);
    }

    #[test]
    fn any_code_points_give_spans_within_them(text in prop::collection::vec(any::<char>(), 0..200)) {
        assert_within(&text.into_iter().collect::<String>(), &[]);
    }

    #[test]
    fn pieces_of_contacts_give_spans_within_them(text in pieces(), earlier in pieces()) {
        assert_within(&text, &[&earlier]);
    }
}

#[test]
fn walls_are_looked_through() {
    for pattern in [
        "0",
        "0123456789",
        "\u{202e}1",
        "a@",
        "a-",
        "041 ",
        "ﷺ",
        "\u{301}",
        "a b ",
        "((",
        "+",
    ] {
        let wall: String = pattern.chars().cycle().take(10_000).collect();
        assert_within(&wall, &[&wall]);
    }
}

#[test]
fn what_lies_beyond_the_longest_message_is_still_no_panic() {
    assert_within(&"ž ".repeat(30_000), &[]);
}
