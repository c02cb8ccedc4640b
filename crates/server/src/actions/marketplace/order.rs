//! PUT of an order with its lines, shipments and delivery address.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{BuyerId, ListingId, OrderId, SellerId};
use rules::marketplace::{InvalidField, check_text};
use rules::time::whole_us;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::orders::{self, Order};
use utoipa::ToSchema;

use super::listing::Money;
use super::put::{Before, Outcome, Put, changed_fields, decide};
use crate::actions::keeping::refuse_erased;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

const LINES_MAX: usize = 500;
const SHIPMENTS_MAX: usize = 100;

/// What the marketplace says of an order. Buyer and listings need not be known yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderContent {
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    #[schema(value_type = String, format = DateTime)]
    pub placed_at: Timestamp,
    /// The marketplace's own word, such as `pending`, `processed`, `delivered` or `cancelled`.
    pub status: String,
    #[serde(default)]
    pub lines: Vec<OrderLine>,
    #[serde(default)]
    pub shipments: Vec<Shipment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_address: Option<DeliveryAddress>,
    /// The version that this changes; without it the last one to write wins, and 0 means that there must be none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

/// One thing that was bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub listing: Option<ListingId>,
    /// What it was called when it was bought.
    pub title: String,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
}

/// One parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shipment {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub shipped_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expected_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Timestamp>,
}

/// Where the order goes, as it is printed on the parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Name or code, as it is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// The part of an order that is stored as JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OrderDetails {
    pub lines: Vec<OrderLine>,
    pub shipments: Vec<Shipment>,
    pub delivery_address: Option<DeliveryAddress>,
}

/// What a stored order says in its details.
pub fn read_details(order: &Order) -> Result<OrderDetails, ActionError> {
    serde_json::from_str(&order.details).map_err(|error| ActionError::Internal {
        operation: "reading an order's details",
        source: Box::new(error),
    })
}

impl OrderContent {
    pub fn check(&self) -> Result<(), InvalidField> {
        check_text("status", &self.status, 50)?;
        check_count("lines", self.lines.len(), LINES_MAX)?;
        check_count("shipments", self.shipments.len(), SHIPMENTS_MAX)?;
        for (index, line) in self.lines.iter().enumerate() {
            line.check(&format!("lines[{index}]"))?;
        }
        for (index, shipment) in self.shipments.iter().enumerate() {
            shipment.check(&format!("shipments[{index}]"))?;
        }
        self.delivery_address
            .as_ref()
            .map_or(Ok(()), DeliveryAddress::check)
    }

    /// Of an erased buyer's order this is not taken in again.
    fn says_where_it_goes(&self) -> bool {
        let mut shipments = self.shipments.iter();
        self.delivery_address.is_some()
            || shipments.any(|shipment| shipment.tracking_number.is_some())
    }

    fn details(&self) -> OrderDetails {
        OrderDetails {
            lines: self.lines.clone(),
            shipments: self.shipments.clone(),
            delivery_address: self.delivery_address.clone(),
        }
    }
}

impl OrderLine {
    fn check(&self, field: &str) -> Result<(), InvalidField> {
        check_text(&format!("{field}.title"), &self.title, 500)?;
        if self.quantity == 0 {
            return Err(InvalidField::new(
                format!("{field}.quantity"),
                "must be at least 1",
            ));
        }
        let price = self.unit_price.as_ref();
        price.map_or(Ok(()), |price| price.check(&format!("{field}.unit_price")))
    }
}

impl Shipment {
    fn check(&self, field: &str) -> Result<(), InvalidField> {
        let texts = [
            ("carrier", &self.carrier),
            ("tracking_number", &self.tracking_number),
        ];
        check_optional(&format!("{field}."), &texts)
    }
}

impl DeliveryAddress {
    fn check(&self) -> Result<(), InvalidField> {
        let texts = [
            ("name", &self.name),
            ("line1", &self.line1),
            ("line2", &self.line2),
            ("city", &self.city),
            ("region", &self.region),
            ("postal_code", &self.postal_code),
            ("country", &self.country),
        ];
        check_optional("delivery_address.", &texts)
    }
}

/// An optional text may be empty, as marketplaces send empty second lines of an address.
fn check_optional(prefix: &str, texts: &[(&str, &Option<String>)]) -> Result<(), InvalidField> {
    for (name, text) in texts {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            check_text(&format!("{prefix}{name}"), text, 200)?;
        }
    }
    Ok(())
}

fn check_count(field: &str, count: usize, most: usize) -> Result<(), InvalidField> {
    if count > most {
        return Err(InvalidField::new(
            field,
            format!("has {count} entries, at most {most} are taken"),
        ));
    }
    Ok(())
}

/// Makes the order what the content says.
pub async fn put_order(
    app: &App,
    viewer: &Viewer,
    (seller, id): (SellerId, OrderId),
    content: OrderContent,
) -> Result<Put<Order>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| apply_order(tx, &recorder, (&seller, &id), &content).await)
        .await
}

/// The same within a transaction.
pub async fn apply_order(
    tx: &Tx,
    recorder: &Recorder,
    (seller, id): (&SellerId, &OrderId),
    content: &OrderContent,
) -> Result<Put<Order>, ActionError> {
    content.check()?;
    if content.says_where_it_goes() {
        refuse_erased(tx, &content.buyer).await?;
    }
    let placed_at = whole_us(content.placed_at);
    let found = orders::find(tx, seller, id).await?;
    let before = found
        .as_ref()
        .map(|found| before(found, content, placed_at))
        .transpose()?;
    let after = decide(before, content.version, recorder.now)?;
    let details =
        serde_json::to_string(&content.details()).map_err(|error| ActionError::Internal {
            operation: "writing an order's details",
            source: Box::new(error),
        })?;
    let order = Order {
        seller: seller.clone(),
        id: id.clone(),
        buyer: content.buyer.clone(),
        placed_at,
        status: content.status.clone(),
        details,
        version: after.version,
        created_at: after.created_at,
        updated_at: after.updated_at,
    };
    let kind = match after.outcome {
        Outcome::Unchanged => {
            return Ok(Put {
                outcome: after.outcome,
                record: order,
            });
        }
        Outcome::Created => {
            orders::insert(tx, &order).await?;
            "order.created"
        }
        Outcome::Changed => {
            orders::update(tx, &order).await?;
            "order.changed"
        }
    };
    // Its status is a text of the marketplace, and no event holds one.
    let body = after.event_body(json!({
        "order": id,
        "placed_at": order.placed_at,
        "lines": content.lines.len(),
        "shipments": content.shipments.len(),
    }));
    let stream = Stream::Seller(seller.clone());
    record(
        tx,
        &[recorder.event(Some(seller), stream, Some(&order.buyer), kind, body)?],
    )
    .await?;
    Ok(Put {
        outcome: after.outcome,
        record: order,
    })
}

fn before(
    found: &Order,
    content: &OrderContent,
    placed_at: Timestamp,
) -> Result<Before, ActionError> {
    let details = read_details(found)?;
    Ok(Before {
        version: found.version,
        created_at: found.created_at,
        updated_at: found.updated_at,
        changed: changed_fields([
            ("buyer", found.buyer == content.buyer),
            ("placed_at", found.placed_at == placed_at),
            ("status", found.status == content.status),
            ("lines", details.lines == content.lines),
            ("shipments", details.shipments == content.shipments),
            (
                "delivery_address",
                details.delivery_address == content.delivery_address,
            ),
        ]),
    })
}
