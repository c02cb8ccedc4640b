//! The detector against data that no part of it was made from.

use rules::contact::{Kind, Message};
use serde::Deserialize;

use super::super::shared_data;
use super::support::{DETECTOR, detect, words};

#[derive(Deserialize)]
struct Sentence {
    text: String,
    lang: String,
    may_contain_contact: bool,
}

/// Sentences of the set that do hold a telephone number or ask to be called, by their own words:
/// each was read.
const NOT_SO_PLAIN: [&str; 7] = [
    "(061) 218-595",
    "0609 638-781",
    "Tel.: 05/ 6418 242",
    "Tel. und Fax 07561 / 3128",
    "our new mobile number is 07551310002",
    "Phone (713) 853-3242",
    "please give me a call",
];

#[test]
fn plain_sentences_are_left_alone() {
    let lines = shared_data::read("contact/ud_negatives.jsonl");
    let sentences = lines
        .lines()
        .map(|line| serde_json::from_str::<Sentence>(line).expect("sentence"));
    let plain: Vec<Sentence> = sentences
        .filter(|sentence| !sentence.may_contain_contact)
        .filter(|sentence| {
            !NOT_SO_PLAIN
                .iter()
                .any(|words| sentence.text.contains(words))
        })
        .collect();
    assert!(plain.len() > 3_000);
    let flagged: Vec<String> = plain
        .iter()
        .flat_map(|sentence| {
            let found = detect(&sentence.text, &sentence.lang);
            found.into_iter().take(1).map(move |finding| {
                format!(
                    "{} `{}` in: {}",
                    finding.rule,
                    words(&sentence.text, &finding),
                    sentence.text
                )
            })
        })
        .collect();
    assert!(flagged.is_empty(), "{flagged:#?}");
}

#[derive(Deserialize)]
struct Account {
    iban: String,
    grouped: String,
    bad_checksum: String,
}

#[test]
fn account_numbers_of_all_countries_are_found_and_wrong_ones_are_not() {
    let accounts: Vec<Account> =
        serde_json::from_str(&shared_data::read("contact/iban_examples.json")).expect("accounts");
    let payments = |text: &str| {
        detect(text, "sl")
            .iter()
            .filter(|found| found.kind == Kind::Payment)
            .count()
    };
    let mut missed = Vec::new();
    for account in &accounts {
        for text in [
            &account.iban,
            &account.grouped,
            &account.iban.to_lowercase(),
        ] {
            if payments(&format!("tole: {text}.")) == 0 {
                missed.push(text.clone());
            }
        }
        if payments(&format!("tole: {}.", account.bad_checksum)) > 0 {
            missed.push(account.bad_checksum.clone());
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[derive(Deserialize)]
struct Number {
    country: String,
    #[serde(rename = "type")]
    line: String,
    intl: String,
    national: String,
}

#[test]
fn numbers_of_the_first_markets_are_found_in_both_forms() {
    let numbers: Vec<Number> =
        serde_json::from_str(&shared_data::read("contact/phone_examples_by_country.json"))
            .expect("numbers");
    let languages = [
        ("SI", "sl"),
        ("HR", "hr"),
        ("AT", "de"),
        ("DE", "de"),
        ("IT", "it"),
        ("HU", "hu"),
        ("PL", "pl"),
    ];
    let mut missed = Vec::new();
    for number in numbers
        .iter()
        .filter(|number| matches!(number.line.as_str(), "mobile" | "fixed"))
    {
        let language = languages
            .iter()
            .find(|(country, _)| *country == number.country);
        let Some((_, language)) = language else {
            continue;
        };
        for text in [&number.intl, &number.national] {
            let found = detect(&format!("Tel. {text}"), language);
            if !found.iter().any(|finding| finding.kind == Kind::Phone) {
                missed.push(format!("{} {text}", number.country));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[derive(Deserialize)]
struct Tracked {
    number: String,
    valid: bool,
}

#[test]
fn tracking_numbers_with_a_right_check_digit_are_left_alone() {
    let lines = shared_data::read("tracking/cases.jsonl");
    let cases = lines
        .lines()
        .map(|line| serde_json::from_str::<Tracked>(line).expect("case"));
    let flagged: Vec<String> = cases
        .filter(|case| case.valid)
        .filter(|case| {
            let text = format!("Sledilna številka: {}.", case.number);
            !DETECTOR
                .detect(&Message {
                    text: &text,
                    languages: &["sl"],
                    ..Message::default()
                })
                .is_empty()
        })
        .map(|case| case.number)
        .collect();
    assert!(flagged.is_empty(), "{flagged:?}");
}
