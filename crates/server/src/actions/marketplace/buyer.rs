//! PUT of a buyer.

use rules::access::{Action, Relation, Viewer};
use rules::ids::BuyerId;
use rules::marketplace::{
    InvalidField, check_country, check_email, check_language, check_text, check_time_zone,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::buyers::{self, Buyer};
use store::events::Stream;
use utoipa::ToSchema;

use super::put::{Before, Outcome, Put, changed_fields, decide};
use crate::actions::keeping::refuse_erased;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::jobs::recompute_deadlines;
use crate::viewer::check;

/// What the marketplace says of a buyer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerContent {
    /// Name that sellers see.
    pub name: String,
    pub email: String,
    #[schema(example = "sl")]
    pub language: String,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "SI")]
    pub country: String,
    /// IANA time zone, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The version that this changes; without it the last one to write wins, and 0 means that there must be none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl BuyerContent {
    pub fn check(&self) -> Result<(), InvalidField> {
        check_text("name", &self.name, 200)?;
        check_email("email", &self.email)?;
        check_language("language", &self.language)?;
        check_country("country", &self.country)?;
        self.time_zone
            .as_ref()
            .map_or(Ok(()), |zone| check_time_zone("time_zone", zone))
    }
}

/// Makes the buyer what the content says.
pub async fn put_buyer(
    app: &App,
    viewer: &Viewer,
    id: BuyerId,
    content: BuyerContent,
) -> Result<Put<Buyer>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| apply_buyer(tx, &recorder, &id, &content).await)
        .await
}

/// The same within a transaction.
pub async fn apply_buyer(
    tx: &Tx,
    recorder: &Recorder,
    id: &BuyerId,
    content: &BuyerContent,
) -> Result<Put<Buyer>, ActionError> {
    content.check()?;
    refuse_erased(tx, id).await?;
    let found = buyers::find(tx, id).await?;
    let before = found.as_ref().map(|found| before(found, content));
    let after = decide(before, content.version, recorder.now)?;
    let buyer = Buyer {
        id: id.clone(),
        name: content.name.clone(),
        email: content.email.clone(),
        language: content.language.clone(),
        country: content.country.clone(),
        time_zone: content.time_zone.clone(),
        version: after.version,
        created_at: after.created_at,
        updated_at: after.updated_at,
    };
    let kind = match after.outcome {
        Outcome::Unchanged => {
            return Ok(Put {
                outcome: after.outcome,
                record: buyer,
            });
        }
        Outcome::Created => {
            buyers::insert(tx, &buyer).await?;
            "buyer.created"
        }
        Outcome::Changed => {
            buyers::update(tx, &buyer).await?;
            "buyer.changed"
        }
    };
    let body = after.event_body(json!({ "language": buyer.language, "country": buyer.country }));
    record(
        tx,
        &[recorder.event(None, Stream::Buyer(id.clone()), Some(id), kind, body)?],
    )
    .await?;
    // The calendar may be the buyer's; where it is not, the job finds nothing that differs.
    if after.moves_deadlines()
        && !store::deadlines::any_open_of_buyer(tx, id)
            .await?
            .is_empty()
    {
        let body = recompute_deadlines::Body {
            seller: None,
            buyer: Some(id.clone()),
        };
        recompute_deadlines::enqueue(tx, recorder, &body).await?;
    }
    Ok(Put {
        outcome: after.outcome,
        record: buyer,
    })
}

fn before(found: &Buyer, content: &BuyerContent) -> Before {
    Before {
        version: found.version,
        created_at: found.created_at,
        updated_at: found.updated_at,
        changed: changed_fields([
            ("name", found.name == content.name),
            ("email", found.email == content.email),
            ("language", found.language == content.language),
            ("country", found.country == content.country),
            ("time_zone", found.time_zone == content.time_zone),
        ]),
    }
}
