//! What one line says: a record of the marketplace, or a conversation with its history.

use jiff::Timestamp;
use rules::conversation::ConversationState;
use rules::ids::{AgentId, BuyerId, ListingId, OrderId, SellerId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::actions::marketplace::{
    AgentContent, BuyerContent, ListingContent, OrderContent, SellerContent,
};

/// A line that could be read.
#[derive(Debug)]
pub(super) enum Line {
    Seller(SellerId, SellerContent),
    Agent((SellerId, AgentId), AgentContent),
    Buyer(BuyerId, BuyerContent),
    Listing((SellerId, ListingId), ListingContent),
    Order((SellerId, OrderId), OrderContent),
    Conversation(Box<ConversationLine>),
}

/// A conversation as another helpdesk kept it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConversationLine {
    pub(super) id: String,
    pub(super) seller: SellerId,
    pub(super) buyer: BuyerId,
    pub(super) order: Option<OrderId>,
    pub(super) listing: Option<ListingId>,
    /// Title; without it the id of the order or listing.
    pub(super) subject: Option<String>,
    pub(super) state: Option<ConversationState>,
    pub(super) assignee: Option<AgentId>,
    pub(super) messages: Vec<MessageLine>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageLine {
    pub(super) from: From,
    pub(super) at: Timestamp,
    pub(super) text: String,
    /// Who of the seller wrote it, where that is known.
    pub(super) agent: Option<AgentId>,
}

/// The side that a message came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum From {
    Buyer,
    Seller,
    Staff,
    Automation,
}

const TYPES: &str = "seller, agent, buyer, listing, order and conversation";

impl Line {
    /// How much there is to write: a record is one, so is each message.
    pub(super) fn weight(&self) -> usize {
        match self {
            Line::Conversation(line) => line.messages.len().max(1),
            _ => 1,
        }
    }

    /// Reads a line; the error is a reason for the sender.
    pub(super) fn read(bytes: &[u8]) -> Result<Line, String> {
        let value: Value =
            serde_json::from_slice(bytes).map_err(|error| format!("is not JSON: {error}"))?;
        let Value::Object(mut fields) = value else {
            return Err("is not a JSON object".to_owned());
        };
        let kind: String = take(&mut fields, "type")?;
        Ok(match kind.as_str() {
            "seller" => Line::Seller(take(&mut fields, "id")?, rest(fields)?),
            "agent" => Line::Agent(
                (take(&mut fields, "seller")?, take(&mut fields, "id")?),
                rest(fields)?,
            ),
            "buyer" => Line::Buyer(take(&mut fields, "id")?, rest(fields)?),
            "listing" => Line::Listing(
                (take(&mut fields, "seller")?, take(&mut fields, "id")?),
                rest(fields)?,
            ),
            "order" => Line::Order(
                (take(&mut fields, "seller")?, take(&mut fields, "id")?),
                rest(fields)?,
            ),
            "conversation" => Line::Conversation(Box::new(rest(fields)?)),
            _ => return Err(format!("type: {kind:?} is not known; known are {TYPES}")),
        })
    }
}

fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<T, String> {
    let value = fields
        .remove(name)
        .ok_or_else(|| format!("{name}: is missing"))?;
    serde_json::from_value(value).map_err(|error| format!("{name}: {error}"))
}

fn rest<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, String> {
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        match error.path().iter().len() {
            0 => error.inner().to_string(),
            _ => format!("{}: {}", error.path(), error.inner()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(line: &str) -> String {
        Line::read(line.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_refusal_names_the_field() {
        assert!(refused("{").starts_with("is not JSON: "));
        assert_eq!(refused("[]"), "is not a JSON object");
        assert_eq!(refused("{}"), "type: is missing");
        assert_eq!(
            refused(r#"{"type":"shop","id":"x"}"#),
            format!("type: \"shop\" is not known; known are {TYPES}")
        );
        assert_eq!(refused(r#"{"type":"seller","name":"x"}"#), "id: is missing");
        assert!(refused(r#"{"type":"buyer","id":"a/b"}"#).starts_with("id: an id holds only"));
        let unknown = r#"{"type":"listing","id":"1","seller":"s","title":"x","colour":"red"}"#;
        assert!(
            refused(unknown).contains("unknown field `colour`"),
            "{}",
            refused(unknown)
        );
        let nested = r#"{"type":"order","id":"1","seller":"s","buyer":"b","placed_at":"2026-09-03T11:52:00Z",
            "status":"pending","lines":[{"title":"x","quantity":"two"}]}"#;
        assert!(
            refused(nested).starts_with("lines[0].quantity: invalid type"),
            "{}",
            refused(nested)
        );
    }

    #[test]
    fn every_type_is_read() {
        let lines = [
            r#"{"type":"seller","id":"s","name":"x","country":"SI","time_zone":"Europe/Ljubljana","language":"sl"}"#,
            r#"{"type":"agent","id":"a","seller":"s","name":"x","email":"a@b.si","language":"sl"}"#,
            r#"{"type":"buyer","id":"b","name":"x","email":"a@b.si","language":"sl","country":"SI"}"#,
            r#"{"type":"listing","id":"l","seller":"s","title":"x"}"#,
            r#"{"type":"order","id":"o","seller":"s","buyer":"b","placed_at":"2026-09-03T11:52:00Z","status":"x"}"#,
            r#"{"type":"conversation","id":"c","seller":"s","buyer":"b","order":"o","messages":[]}"#,
        ];
        for line in lines {
            assert!(
                Line::read(line.as_bytes()).is_ok(),
                "{:?}",
                Line::read(line.as_bytes())
            );
        }
    }
}
