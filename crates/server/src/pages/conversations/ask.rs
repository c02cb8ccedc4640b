//! `GET /ask`: the form that opens a conversation. The marketplace links to it from its orders and listings.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use rules::conversation::Subject;
use rules::ids::{BuyerId, InvalidId, ListingId, MessageId, OrderId, SellerId};
use serde::Deserialize;

use super::files::{Brought, attach};
use super::subject::{listing_view, order_view};
use super::thread_page::side;
use super::writing::who_reads;
use crate::actions::conversations::open::OpenConversation;
use crate::actions::conversations::preview::{self, Preview};
use crate::actions::settings;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::absences::told;
use crate::pages::views::ask::{AskPage, TopicView};
use crate::pages::views::attach::Attach;
use crate::pages::views::deadline::Promise;
use crate::pages::views::found::FoundView;
use crate::pages::views::thread::Side;
use crate::pages::visit::{Visit, show as answer};

/// What it is to be about; one of `order` and `listing`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct About {
    seller: String,
    buyer: String,
    order: String,
    listing: String,
    /// What the buyer asks about: the code of one of [`TOPICS_OF_ORDER`] or [`TOPICS_OF_LISTING`].
    topic: String,
}

/// What was typed before the form is shown again.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub text: String,
    pub message: Option<String>,
    pub error: Option<String>,
    pub found: Vec<FoundView>,
    pub confirms: bool,
    /// Files that came with the form.
    pub attach: Brought,
}

pub async fn show(visit: Visit, Query(about): Query<About>) -> Result<Response, ActionError> {
    let command = about.command(String::new(), None)?;
    let preview = preview::run(&visit.app, visit.viewer(), command).await?;
    if let Some(open) = preview.open {
        // There the message would land anyway, so it is written with what was said before in sight.
        return Ok(Redirect::to(&format!("/conversations/{open}#composer")).into_response());
    }
    let topic = topics(&visit, &about)
        .into_iter()
        .find(|topic| topic.current);
    let typed = Typed {
        text: topic.map(|topic| topic.text).unwrap_or_default(),
        ..Typed::default()
    };
    form(&visit, &about, preview, typed).await
}

/// The form about what was looked up.
pub(super) async fn form(
    visit: &Visit,
    about: &About,
    preview: Preview,
    typed: Typed,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let message = match typed.message {
        Some(message) => message,
        None => visit.app.random.uuid(reader.now)?.to_string(),
    };
    let settings = settings::known(&visit.app).await?;
    let (order, listing) = (preview.order.as_ref(), preview.listing.as_ref());
    let promise = preview.promise.as_ref();
    answer(&AskPage {
        page: visit.page_at(about.address()),
        side: side(visit.viewer()),
        seller_id: preview.seller.to_string(),
        seller: preview.seller_name,
        buyer_id: preview.buyer.to_string(),
        buyer: preview.buyer_name,
        order: order.map(|order| order_view(&reader, order)).transpose()?,
        listing: listing.map(|listing| listing_view(&reader, listing)),
        promise: promise.and_then(|derivation| Promise::new(&reader, derivation)),
        away: preview.away.as_ref().map(|away| told(&reader, away)),
        text: typed.text,
        message,
        error: typed.error,
        found: typed.found,
        confirms: typed.confirms,
        attach: Attach {
            seller: preview.seller.to_string(),
            ..attach(visit, typed.attach).await?
        },
        topics: topics(visit, about),
        who_reads: who_reads(&settings, side(visit.viewer()), visit.identity.language),
    })
}

/// What buyers ask about an order, most frequent first. The texts are `ask-topic-…` and `ask-words-…`.
const TOPICS_OF_ORDER: [(&str, &str, &str); 5] = [
    ("parcel", "ask-topic-parcel", "ask-words-parcel"),
    ("damaged", "ask-topic-damaged", "ask-words-damaged"),
    ("missing", "ask-topic-missing", "ask-words-missing"),
    ("return", "ask-topic-return", "ask-words-return"),
    ("invoice", "ask-topic-invoice", "ask-words-invoice"),
];

const TOPICS_OF_LISTING: [(&str, &str, &str); 4] = [
    ("stock", "ask-topic-stock", "ask-words-stock"),
    ("delivery", "ask-topic-delivery", "ask-words-delivery"),
    ("size", "ask-topic-size", "ask-words-size"),
    ("fits", "ask-topic-fits", "ask-words-fits"),
];

fn topics(visit: &Visit, about: &About) -> Vec<TopicView> {
    if side(visit.viewer()) != Side::Buyer {
        return Vec::new();
    }
    let texts = Texts::of(visit.identity.language);
    let known: &[(&str, &str, &str)] = match about.order.is_empty() {
        true => &TOPICS_OF_LISTING,
        false => &TOPICS_OF_ORDER,
    };
    let topic = |(code, label, words): &(&str, &str, &str)| TopicView {
        url: format!("{}&topic={code}#text", about.address()),
        label: texts.t(label),
        text: texts.t(words),
        current: about.topic == *code,
    };
    known.iter().map(topic).collect()
}

impl About {
    pub(super) fn command(
        &self,
        text: String,
        message: Option<MessageId>,
    ) -> Result<OpenConversation, ActionError> {
        let subject = match (self.order.as_str(), self.listing.as_str()) {
            ("", "") => {
                let detail = "order, listing: name what the conversation is about.";
                return Err(ActionError::invalid("subject_missing", detail));
            }
            ("", listing) => Subject::Listing(ListingId::parse(listing).map_err(unknown)?),
            (order, _) => Subject::Order(OrderId::parse(order).map_err(unknown)?),
        };
        Ok(OpenConversation {
            seller: optional(&self.seller, SellerId::parse)?,
            buyer: optional(&self.buyer, BuyerId::parse)?,
            subject,
            text,
            message,
            confirmed: false,
            attachments: Vec::new(),
        })
    }

    /// Where the form can be asked for again. The ids were checked and need no escaping.
    fn address(&self) -> String {
        let fields = [
            ("seller", &self.seller),
            ("buyer", &self.buyer),
            ("order", &self.order),
            ("listing", &self.listing),
        ];
        let given = fields.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("/ask?{}", pairs.join("&"))
    }
}

fn optional<'a, T>(
    text: &'a str,
    parse: impl Fn(&'a str) -> Result<T, InvalidId>,
) -> Result<Option<T>, ActionError> {
    match text {
        "" => Ok(None),
        text => parse(text).map(Some).map_err(unknown),
    }
}

/// What cannot be an id names nothing.
fn unknown(_: InvalidId) -> ActionError {
    ActionError::NotFound
}
