//! A new conversation about an order or a listing.

use askama::Template;

use super::attach::Attach;
use super::deadline::Promise;
use super::found::FoundView;
use super::order::{ListingView, OrderView};
use super::page::Page;
use super::thread::Side;

/// The form that opens a conversation. It says what it is about and, to a buyer, by when the answer comes.
#[derive(Debug, Template)]
#[template(path = "buyer/ask.html")]
pub struct AskPage {
    pub page: Page,
    pub side: Side,
    pub seller_id: String,
    pub seller: String,
    pub buyer_id: String,
    pub buyer: String,
    pub order: Option<OrderView>,
    pub listing: Option<ListingView>,
    pub promise: Option<Promise>,
    /// That the seller is away, in words.
    pub away: Option<String>,
    /// What was typed, when the form is shown again.
    pub text: String,
    /// The id that the message will have, so that sending the form twice sends one message.
    pub message: String,
    pub error: Option<String>,
    /// What was found in the text, and whether it may be sent all the same.
    pub found: Vec<FoundView>,
    pub confirms: bool,
    pub attach: Attach,
    /// What buyers ask most, each with its first words; empty for others.
    pub topics: Vec<TopicView>,
    /// Who reads and what is checked, in the marketplace's own words.
    pub who_reads: Option<String>,
}

/// Something that buyers often ask.
#[derive(Clone, Debug)]
pub struct TopicView {
    /// The same form with the words filled in, for readers without scripts.
    pub url: String,
    pub label: String,
    pub text: String,
    pub current: bool,
}

impl AskPage {
    fn subject_id(&self) -> &str {
        match (&self.order, &self.listing) {
            (Some(order), _) => &order.id,
            (None, Some(listing)) => &listing.id,
            (None, None) => "",
        }
    }

    fn is_buyer(&self) -> bool {
        self.side == Side::Buyer
    }

    fn title_key(&self) -> &'static str {
        match self.side {
            Side::Buyer => "ask-title-buyer",
            Side::Seller => "ask-title-seller",
            Side::Staff => "ask-title-staff",
        }
    }

    fn label_key(&self) -> &'static str {
        match self.side {
            Side::Buyer => "ask-label-buyer",
            Side::Seller | Side::Staff => "ask-label-other",
        }
    }

    fn who_reads(&self) -> String {
        let own = self.who_reads.clone();
        own.unwrap_or_else(|| self.page.t(self.who_reads_key()))
    }

    fn who_reads_key(&self) -> &'static str {
        match self.side {
            Side::Buyer => "composer-who-reads-buyer",
            Side::Seller => "composer-who-reads-seller",
            Side::Staff => "ask-who-reads-staff",
        }
    }
}
