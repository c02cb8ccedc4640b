//! The same data as lines for `dopis import`.

use std::io::{BufWriter, Write, stdout};

use serde_json::{Value, json};
use store::messages::Message;

use crate::Failure;
use crate::data::{OF_BUYER, Plan, SELLERS};
use crate::generate::{a_buyer, a_seller};

/// Prints sellers, then buyers and conversations in the order in which these began, with so many messages in all:
/// the last conversation has those that are left.
pub(crate) fn print(count: u64) -> Result<(), Failure> {
    let conversations = (1..)
        .scan(0, |sum, number| {
            *sum += Plan::messages(number - 1..number);
            Some(*sum)
        })
        .take_while(|sum| *sum < count);
    let plan = Plan::new(1 + u64::try_from(conversations.count())?)?;
    let mut left = usize::try_from(count)?;
    let mut out = BufWriter::new(stdout().lock());
    for number in 0..SELLERS {
        let seller = a_seller(number)?;
        let line = json!({
            "type": "seller", "id": seller.id, "name": seller.name, "country": seller.country,
            "time_zone": seller.time_zone, "language": seller.language,
        });
        writeln!(out, "{line}")?;
    }
    for number in 0..plan.conversations {
        let made = plan.make(number)?;
        if number.is_multiple_of(OF_BUYER) {
            let buyer = a_buyer(&made);
            let line = json!({
                "type": "buyer", "id": buyer.id, "name": buyer.name, "email": buyer.email,
                "language": buyer.language, "country": buyer.country,
            });
            writeln!(out, "{line}")?;
        }
        let conversation = &made.conversation;
        let messages: Vec<Value> = made.messages.iter().take(left).map(message).collect();
        left -= messages.len();
        let line = json!({
            "type": "conversation", "id": format!("C{number}"), "seller": conversation.seller,
            "buyer": conversation.buyer, "order": conversation.subject.id(),
            "state": conversation.state, "messages": messages,
        });
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn message(message: &Message) -> Value {
    let from = match message.author {
        rules::conversation::AuthorKind::Buyer => "buyer",
        _ => "seller",
    };
    json!({ "from": from, "at": message.sent_at, "text": message.text })
}
