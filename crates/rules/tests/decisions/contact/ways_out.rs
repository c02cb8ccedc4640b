//! Each way of leading out that a message can take, plain and in disguise.

use rules::contact::{Kind, Message, Place, Reason};

use super::support::{DETECTOR, assert_finds, detect, words};

#[test]
fn addresses_are_seen_through_their_disguises() {
    for (language, text, words) in [
        ("sl", "Pišite na novak@gmail.com.", "novak@gmail.com"),
        (
            "sl",
            "na novak pika janez afna gmail pika com",
            "novak pika janez afna gmail pika com",
        ),
        (
            "de",
            "huber Klammeraffe gmx Punkt de",
            "huber Klammeraffe gmx Punkt de",
        ),
        (
            "pl",
            "pisz: jan małpa wp kropka pl",
            "jan małpa wp kropka pl",
        ),
        (
            "it",
            "rossi chiocciola libero punto it",
            "rossi chiocciola libero punto it",
        ),
        (
            "hu",
            "kovacs kukac freemail pont hu",
            "kovacs kukac freemail pont hu",
        ),
        (
            "en",
            "mark (at) gmail [dot] com",
            "mark (at) gmail [dot] com",
        ),
        (
            "en",
            "a\u{200b}n\u{ad}a@gmail.com",
            "a\u{200b}n\u{ad}a@gmail.com",
        ),
        ("en", "аnа@gmаil.com", "аnа@gmаil.com"),
        (
            "sl",
            "j a n a @ g m a i l . c o m",
            "j a n a @ g m a i l . c o m",
        ),
    ] {
        assert_finds(language, text, "email", words);
    }
}

#[test]
fn numbers_are_seen_through_their_disguises() {
    for (language, text, words) in [
        ("sl", "Pokličite 041 123 456.", "041 123 456"),
        (
            "sl",
            "pokličite nič štiri ena dva tri štiri pet šest sedem",
            "nič štiri ena dva tri štiri pet šest sedem",
        ),
        ("sl", "kličite O41 l23 4S6", "O41 l23 4S6"),
        (
            "sl",
            "tel. 0\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3} 123 456",
            "0\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3} 123 456",
        ),
        ("de", "Tel. +49 (0)171 2345678", "+49 (0)171 2345678"),
        ("pl", "dzwoń 512-345-678", "512-345-678"),
        ("hu", "hívj: 06 20 123 4567", "06 20 123 4567"),
        ("it", "cell. 347 1234567", "347 1234567"),
        ("hr", "nazovite 091/234-5678", "091/234-5678"),
        (
            "en",
            "call double zero four four seven seven zero zero nine zero zero one two three",
            "double zero four four seven seven zero zero nine zero zero one two three",
        ),
    ] {
        let text = text.to_owned();
        let found = super::support::found(&text, language);
        let fits = found.iter().any(|(kind, passage)| {
            *kind == "phone"
                && words.ends_with(passage.as_str())
                && passage.len() * 10 >= words.len() * 8
        });
        assert!(fits, "{text}: {found:?}");
    }
}

#[test]
fn pages_names_and_accounts_are_found() {
    for (language, text, kind, words) in [
        (
            "sl",
            "Več na www.lesene-igrace.si.",
            "url",
            "www.lesene-igrace.si",
        ),
        (
            "en",
            "See https://a-shop.example/x?y=1, please",
            "url",
            "https://a-shop.example/x?y=1",
        ),
        (
            "sl",
            "Obiščite moja-trgovina (pika) si",
            "url",
            "moja-trgovina (pika) si",
        ),
        ("en", "photos: bit.ly/3xKqRt", "url", "bit.ly/3xKqRt"),
        (
            "sl",
            "Telegram: t.me/novak_trg",
            "messenger",
            "t.me/novak_trg",
        ),
        (
            "en",
            "I am @turner_lamps on Telegram",
            "messenger",
            "@turner_lamps",
        ),
        ("de", "Insta: huber_spielzeug", "social", "huber_spielzeug"),
        (
            "sl",
            "TRR SI56 2633 0001 2039 086",
            "payment",
            "SI56 2633 0001 2039 086",
        ),
        (
            "en",
            "to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "payment",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        ),
        (
            "en",
            "card 4111 1111 1111 1111 please",
            "payment",
            "4111 1111 1111 1111",
        ),
    ] {
        assert_finds(language, text, kind, words);
    }
}

#[test]
fn text_turned_round_is_read_as_it_is_shown() {
    let text = "pišite \u{202e}moc.liamg@kavon\u{202c} danes";
    let found = detect(text, "sl");
    assert!(
        found
            .iter()
            .any(|finding| finding.reason == Reason::Reversed
                && words(text, finding).contains("liamg")),
        "{found:?}"
    );
    assert_finds(
        "sl",
        "moj mail: moc.liamg@kavon.zenaj",
        "email",
        "moc.liamg@kavon.zenaj",
    );
    assert_finds("sl", "nazaj preberite: 654 321 140", "phone", "654 321 140");
}

#[test]
fn what_is_split_over_two_messages_is_put_together() {
    let second = |earlier: &[&str], text: &str| {
        DETECTOR.detect(&Message {
            text,
            earlier,
            languages: &["sl"],
            ..Message::default()
        })
    };
    let found = second(&["Moja številka je 041"], "123 456, pokličite");
    assert_eq!(found[0].reason, Reason::SplitOverMessages);
    assert_eq!((found[0].span.start, found[0].span.end), (0, 7));
    let found = second(&["novak@"], "gmail.com");
    assert!(
        found.iter().any(|finding| finding.kind.as_str() == "email"),
        "{found:?}"
    );
    assert!(second(&["Naročil sem 3 kose."], "456 evrov je preveč.").is_empty());
}

#[test]
fn names_of_attachments_are_looked_at() {
    let found = DETECTOR.detect(&Message {
        text: "V prilogi.",
        languages: &["sl"],
        file_names: &[
            "slika.jpg",
            "poklici_041_123_456.png",
            "IMG_20260102_041122.jpg",
        ],
        ..Message::default()
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].place, Place::FileName(1));
}

#[test]
fn cyrillic_is_read_aloud() {
    assert_finds("sr", "Позовите ме на 064 123 4567", "phone", "064 123 4567");
}

#[test]
fn numbers_of_three_digits_in_one_word_are_read() {
    assert_finds(
        "it",
        "Chiami trecentoquarantasette centoventitré 45 67",
        "phone",
        "trecentoquarantasette centoventitré 45 67",
    );
    assert_finds(
        "de",
        "null sechshundertvierundsechzig zwölf vierunddreißig siebenundfünfzig",
        "phone",
        "null sechshundertvierundsechzig zwölf vierunddreißig siebenundfünfzig",
    );
}

#[test]
fn names_and_pages_are_found_without_their_signs() {
    assert_finds(
        "hu",
        "telegramon kiss_muhely néven vagyok",
        "messenger",
        "kiss_muhely",
    );
    assert_finds(
        "it",
        "vada su www bottegarossi it",
        "url",
        "www bottegarossi it",
    );
    assert_finds(
        "en",
        "sort code 20-45-77 acc 83920174",
        "payment",
        "20-45-77",
    );
}

#[test]
fn one_place_is_one_finding_that_lists_what_else_it_is() {
    let findings = detect("Pišite na novak@gmail.com, prosim.", "sl");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = &findings[0];
    assert_eq!((finding.span.start, finding.span.end), (10, 25));
    assert_eq!(finding.kind.as_str(), "email");
    let also: Vec<&str> = finding.also.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(also, ["deal"]);
}

#[test]
fn behind_very_many_addresses_the_rest_of_the_text_is_one_finding() {
    let text = format!("{}041 123 456", "a@b.si ".repeat(300));
    let findings = detect(&text, "sl");
    assert!(findings.len() <= 110, "{}", findings.len());
    let last = findings.last().expect("addresses");
    assert_eq!(last.span.end, text.chars().count(), "{last:?}");
    assert!(last.span.end - last.span.start > 1_000, "{last:?}");
}

#[test]
fn a_number_cannot_hide_behind_a_wall_of_digits() {
    let wall = "71 ".repeat(2_000);
    let text = format!("{wall}041 234 567");
    let end = text.chars().count();
    let found = detect(&text, "sl");
    let over = found
        .iter()
        .filter(|one| one.kind == Kind::Phone && one.span.end == end);
    assert_eq!(over.count(), 1, "{found:?}");
}
