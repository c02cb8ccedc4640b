//! Every message of the retail conversations is looked through as the service does it, and what is flagged is exactly
//! what somebody has looked at: `retail_looked_at.tsv` has each span with a judgement.

use std::collections::BTreeMap;

use rules::contact::{Author, Known, Message};
use serde::Deserialize;

use super::super::shared_data;
use super::support::{DETECTOR, words};

#[derive(Deserialize)]
struct Conversation {
    id: String,
    order: Option<String>,
    messages: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    from: String,
    text: String,
}

/// As many as the service gives.
const EARLIER: usize = 4;

fn flagged() -> Vec<String> {
    let lines = shared_data::read("retail/conversations.ndjson");
    let mut flagged = Vec::new();
    for line in lines.lines() {
        let conversation: Conversation = serde_json::from_str(line).expect("a conversation");
        let mut before: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (number, message) in (1..).zip(&conversation.messages) {
            let earlier = before.entry(message.from.as_str()).or_default();
            let from = earlier.len().saturating_sub(EARLIER);
            let found = DETECTOR.detect(&Message {
                text: &message.text,
                languages: &["en"],
                author: match message.from.as_str() {
                    "buyer" => Author::Buyer,
                    _ => Author::Seller,
                },
                earlier: &earlier[from..],
                known: Known {
                    numbers: &conversation.order.as_deref().map_or([""], |order| [order]),
                    ..Known::default()
                },
                ..Message::default()
            });
            flagged.extend(found.iter().map(|finding| {
                let (id, from) = (&conversation.id, &message.from);
                let words = words(&message.text, finding).replace(['\n', '\t'], " ");
                format!("{id}\t{number}\t{from}\t{}\t{words}", finding.rule)
            }));
            earlier.push(&message.text);
        }
    }
    flagged
}

#[test]
fn every_flagged_span_of_the_retail_conversations_has_been_looked_at() {
    let looked_at: Vec<(&str, &str)> = include_str!("retail_looked_at.tsv")
        .lines()
        .map(|line| line.split_once('\t').expect("a judgement and a span"))
        .collect();
    let expected: Vec<&str> = looked_at.iter().map(|(_, span)| *span).collect();
    assert_eq!(flagged(), expected);
    let count = |wanted: &str| {
        let of_it = looked_at
            .iter()
            .filter(|(judgement, _)| *judgement == wanted);
        of_it.count()
    };
    // The figures of docs/contact.md.
    let counts = ["handed over", "asked for", "led outside", "harmless"].map(count);
    assert_eq!(counts, [35, 69, 1, 2]);
    assert_eq!(counts.iter().sum::<usize>(), looked_at.len());
}
