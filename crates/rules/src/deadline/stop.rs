//! Spans in which the clock stands still although the calendar is open.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// From `from` (inclusive) to `to` (exclusive); without `to` the clock still stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub from: Timestamp,
    pub to: Option<Timestamp>,
    pub reason: StopReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// Staff answer in the seller's place.
    TakenOver,
    /// The seller is away, as the marketplace approved beforehand.
    SellerAbsent,
    /// An answer of the seller is held back until a person of the marketplace has looked at it.
    MessageHeld,
}
