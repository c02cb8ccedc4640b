//! PUT of a listing.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{ListingId, SellerId};
use rules::marketplace::{InvalidField, check_amount, check_currency, check_text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::listings::{self, Listing, Price};
use utoipa::ToSchema;

use super::put::{Before, Outcome, Put, changed_fields, decide};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What the marketplace says of a listing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingContent {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Whether it can be bought now.
    #[serde(default = "yes")]
    pub available: bool,
    /// The version that this changes; without it the last one to write wins, and 0 means that there must be none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Decimal number as text.
    #[schema(example = "12.34")]
    pub amount: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
}

impl Money {
    pub(super) fn check(&self, field: &str) -> Result<(), InvalidField> {
        check_amount(&format!("{field}.amount"), &self.amount)?;
        check_currency(&format!("{field}.currency"), &self.currency)
    }
}

pub(super) fn yes() -> bool {
    true
}

impl ListingContent {
    pub fn check(&self) -> Result<(), InvalidField> {
        check_text("title", &self.title, 500)?;
        self.price
            .as_ref()
            .map_or(Ok(()), |price| price.check("price"))
    }
}

/// Makes the listing what the content says.
pub async fn put_listing(
    app: &App,
    viewer: &Viewer,
    (seller, id): (SellerId, ListingId),
    content: ListingContent,
) -> Result<Put<Listing>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| apply_listing(tx, &recorder, (&seller, &id), &content).await)
        .await
}

/// The same within a transaction.
pub async fn apply_listing(
    tx: &Tx,
    recorder: &Recorder,
    (seller, id): (&SellerId, &ListingId),
    content: &ListingContent,
) -> Result<Put<Listing>, ActionError> {
    content.check()?;
    let price = content
        .price
        .clone()
        .map(|Money { amount, currency }| Price { amount, currency });
    let found = listings::find(tx, seller, id).await?;
    let before = found.as_ref().map(|found| Before {
        version: found.version,
        created_at: found.created_at,
        updated_at: found.updated_at,
        changed: changed_fields([
            ("title", found.title == content.title),
            ("price", found.price == price),
            ("available", found.available == content.available),
        ]),
    });
    let after = decide(before, content.version, recorder.now)?;
    let listing = Listing {
        seller: seller.clone(),
        id: id.clone(),
        title: content.title.clone(),
        price,
        available: content.available,
        version: after.version,
        created_at: after.created_at,
        updated_at: after.updated_at,
    };
    let kind = match after.outcome {
        Outcome::Unchanged => {
            return Ok(Put {
                outcome: after.outcome,
                record: listing,
            });
        }
        Outcome::Created => {
            listings::insert(tx, &listing).await?;
            "listing.created"
        }
        Outcome::Changed => {
            listings::update(tx, &listing).await?;
            "listing.changed"
        }
    };
    let body = after.event_body(
        json!({ "listing": id, "price": content.price, "available": listing.available }),
    );
    record(
        tx,
        &[recorder.event(
            Some(seller),
            Stream::Seller(seller.clone()),
            None,
            kind,
            body,
        )?],
    )
    .await?;
    Ok(Put {
        outcome: after.outcome,
        record: listing,
    })
}
