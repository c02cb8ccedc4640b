//! How long the detector takes: typical messages, long ones, and texts made to be slow.

#![expect(
    clippy::disallowed_methods,
    reason = "what it is for is to read the clock; nothing that is shipped is here"
)]

use std::time::{Duration, Instant};

use rules::contact::{Detector, Message};

const TYPICAL: &str = "Dober dan, gospod Novak! Hvala za vaše sporočilo. Izdelek smo danes oddali na pošto, \
    sledilna številka je RR123456785SI. Paket prispe v dveh do treh delovnih dneh. Lep pozdrav, Lesena igra";

fn main() {
    let started = Instant::now();
    let detector = match Detector::new(&[]) {
        Ok(detector) => detector,
        Err(problem) => {
            eprintln!("{problem}");
            return;
        }
    };
    println!("lexicons ready after {:?}", started.elapsed());
    println!(
        "{:<34} {:>7} {:>10} {:>10} {:>10}",
        "text", "letters", "median", "p99", "longest"
    );
    measure(&detector, "a typical message", TYPICAL, 5_000);
    let long: String = TYPICAL.chars().cycle().take(10_000).collect();
    measure(&detector, "ten thousand letters of them", &long, 500);
    for (name, text) in hostile() {
        measure(&detector, name, &text, 200);
    }
}

fn hostile() -> Vec<(&'static str, String)> {
    let filled = |pattern: &str| pattern.chars().cycle().take(10_000).collect::<String>();
    vec![
        ("digits", filled("0123456789")),
        ("digits apart", filled("0 4 1 ")),
        ("numbers one after another", filled("041 123 456 ")),
        ("plus signs", filled("+386 41 123 456 ")),
        ("at signs", filled("a@")),
        ("addresses", filled("a@b.si ")),
        ("domains", filled("a.si/")),
        ("hyphens", filled("a-")),
        ("dots", filled("a.")),
        ("letters apart", filled("a b c ")),
        ("at in words", filled("afna pika ")),
        ("number words", filled("nič ena sto ")),
        ("one word", filled("a")),
        ("messengers", filled("whatsapp: ")),
        (
            "every rule at once",
            filled("pišite direktno plačajte mimo tržnice ceneje provizija privat koda popust "),
        ),
        ("account numbers", filled("SI56 2633 0001 2039 086 ")),
        ("beginnings of accounts", filled("SI56 ")),
        ("turned round", filled("\u{202e}moc.liamg@kavon\u{202c} ")),
        ("invisible", filled("a\u{200b}")),
        ("fullwidth", filled("ａ＠ｇ．ｃｏｍ　")),
        ("marks", filled("a\u{336}\u{301}")),
        ("cyrillic", filled("позовите ме на вајбер ")),
        ("one Cyrillic word", filled("ж")),
        ("emoji digits", filled("0\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}")),
        ("brackets", filled("((((")),
        ("schemes", filled("https://a")),
        ("ligatures that grow", filled("\u{fdfa}")),
    ]
}

fn measure(detector: &Detector, name: &str, text: &str, rounds: usize) {
    let message = Message {
        text,
        languages: &["sl"],
        ..Message::default()
    };
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(detector.detect(std::hint::black_box(&message)));
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!(
        "{name:<34} {:>7} {:>10.1?} {:>10.1?} {:>10.1?}",
        text.chars().count(),
        at(50),
        at(99),
        at(100)
    );
}
