//! The order or listing that a conversation is about, as the marketplace pushed it in.

use super::format::TimeText;

#[derive(Clone, Debug)]
pub struct OrderView {
    pub id: String,
    /// In words; see [`status_text`].
    pub status: String,
    pub placed: TimeText,
    pub lines: Vec<OrderLineView>,
    pub shipments: Vec<ShipmentView>,
    /// The delivery address, line by line; `None` if the reader need not see it.
    pub address: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
pub struct OrderLineView {
    pub title: String,
    pub quantity: u64,
    pub unit_price: String,
}

#[derive(Clone, Debug)]
pub struct ShipmentView {
    pub carrier: Option<String>,
    pub tracking_number: String,
    pub shipped: Option<TimeText>,
    pub expected: Option<TimeText>,
}

#[derive(Clone, Debug)]
pub struct ListingView {
    pub id: String,
    pub title: String,
    pub price: Option<String>,
    pub available: bool,
}

/// The marketplace's word for an order's status in the reader's language; a word we do not know is shown as it came.
pub fn status_text(texts: &crate::i18n::Texts, status: &str) -> String {
    let key = match status {
        "pending" => "order-status-pending",
        "processed" => "order-status-processed",
        "shipped" => "order-status-shipped",
        "delivered" => "order-status-delivered",
        "cancelled" => "order-status-cancelled",
        "returned" => "order-status-returned",
        other => return other.to_owned(),
    };
    texts.t(key)
}
