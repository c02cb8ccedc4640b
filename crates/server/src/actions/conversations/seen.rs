//! Who saw which messages when, as the events tell it. A buyer learns that the seller has seen a message, not who.

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::ids::{AgentId, ConversationId};
use serde::Deserialize;
use store::Tx;
use store::events::Event;

use super::save::load;
use crate::app::App;
use crate::error::ActionError;

/// The kind of the event with a look at messages.
const KIND: &str = "conversation.read";

/// Who looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenBy {
    Agent(AgentId),
    /// One of the seller's agents; which of them is none of the buyer's business.
    Seller,
    Buyer,
}

/// One look at the messages after `from` up to `up_to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub by: SeenBy,
    pub at: Timestamp,
    pub from: u32,
    pub up_to: u32,
}

impl Seen {
    pub fn holds(&self, sequence: u32) -> bool {
        sequence > self.from && sequence <= self.up_to
    }
}

#[derive(Deserialize)]
struct Body {
    from: u32,
    up_to: u32,
}

/// The looks at a conversation that the viewer may know of, in the order of time.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Vec<Seen>, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::MarkRead).await?;
            let events = store::events::of_conversation(tx, &conversation.seller, id).await?;
            Ok(looks(&viewer, &events))
        })
        .await
}

/// Those that the events tell of.
pub fn looks(viewer: &Viewer, events: &[Event]) -> Vec<Seen> {
    let is_buyer = matches!(viewer, Viewer::Buyer(_));
    let mut looks: Vec<Seen> = Vec::new();
    // How far the buyer knows the seller to have seen: the first of its agents counts.
    let mut seller_up_to = 0;
    for event in events.iter().filter(|event| event.kind == KIND) {
        let Ok(body) = serde_json::from_str::<Body>(&event.body) else {
            continue;
        };
        let look = |by, from| Seen {
            by,
            at: event.at,
            from,
            up_to: body.up_to,
        };
        match event.actor_kind.as_str() {
            "buyer" => looks.push(look(SeenBy::Buyer, body.from)),
            "agent" if is_buyer => {
                let is_news = body.up_to > seller_up_to;
                looks.extend(is_news.then(|| look(SeenBy::Seller, seller_up_to)));
                seller_up_to = seller_up_to.max(body.up_to);
            }
            "agent" => {
                let agent = AgentId::parse(event.actor_id.clone());
                looks.extend(agent.map(|agent| look(SeenBy::Agent(agent), body.from)));
            }
            _ => {}
        }
    }
    looks
}

#[cfg(test)]
mod tests {
    use rules::ids::{BuyerId, EventId, SellerId};
    use store::events::Stream;
    use uuid::Uuid;

    use super::*;

    fn event(second: i64, actor: (&str, &str), from: u32, up_to: u32) -> Event {
        let seller = SellerId::parse("nova").unwrap();
        Event {
            id: EventId(Uuid::nil()),
            seller: Some(seller.clone()),
            stream: Stream::Seller(seller),
            buyer: None,
            kind: KIND.into(),
            actor_kind: actor.0.into(),
            actor_id: actor.1.into(),
            at: Timestamp::from_second(second).unwrap(),
            body: format!(r#"{{"from":{from},"up_to":{up_to}}}"#),
            position: None,
        }
    }

    #[test]
    fn a_buyer_learns_when_the_first_of_the_seller_saw_it_and_nothing_of_who() {
        let buyer = Viewer::Buyer(BuyerId::parse("ana").unwrap());
        let events = [
            event(1, ("agent", "nina"), 0, 2),
            event(2, ("agent", "tilen"), 0, 2),
            event(3, ("agent", "tilen"), 2, 3),
            event(4, ("buyer", "ana"), 0, 3),
            event(5, ("agent", "nina"), 2, 3),
        ];
        let looks = looks(&buyer, &events);
        let told: Vec<_> = looks
            .iter()
            .map(|look| (look.at.as_second(), look.from, look.up_to, look.by.clone()))
            .collect();
        assert_eq!(
            told,
            [
                (1, 0, 2, SeenBy::Seller),
                (3, 2, 3, SeenBy::Seller),
                (4, 0, 3, SeenBy::Buyer)
            ]
        );
    }
}
