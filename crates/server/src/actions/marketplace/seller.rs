//! PUT of a seller. A change of its calendar has its open deadlines computed again.

use jiff::SignedDuration;
use rules::access::{Action, Relation, Viewer};
use rules::deadline::{Calendar, CalendarSpec, Note, due};
use rules::ids::SellerId;
use rules::marketplace::{
    InvalidField, LegalIdentity, OwnHours, check_country, check_language, check_legal_identity,
    check_own_hours, check_subdivision, check_text, check_time_zone,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::sellers::{self, Seller};

use utoipa::ToSchema;

use super::put::{Before, Outcome, Put, changed_fields, decide};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::jobs::recompute_deadlines;
use crate::viewer::check;

/// What the marketplace says of a seller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SellerContent {
    /// Name that buyers see.
    pub name: String,
    /// Its seat, ISO 3166-1 alpha-2: whose public holidays are its own.
    #[schema(example = "SI")]
    pub country: String,
    /// The region where public holidays differ, as ISO 3166-2 writes it after the hyphen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    /// Language of its people.
    #[schema(example = "sl")]
    pub language: String,
    /// IANA time zone in which its working days begin and end.
    #[schema(example = "Europe/Ljubljana")]
    pub time_zone: String,
    /// Working hours, where they are not whole days from Monday to Friday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub hours: Option<OwnHours>,
    /// Name, address, e-mail, phone and numbers in registers that the law has it say of itself: where its messages
    /// repeat them, nothing is done. Fields `name`, `address`, `email`, `phone`, `registration_number`, `vat_number`,
    /// all of them optional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub legal: Option<LegalIdentity>,
    /// The version that this changes; without it the last one to write wins, and 0 means that there must be none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl SellerContent {
    pub fn check(&self) -> Result<(), InvalidField> {
        check_text("name", &self.name, 200)?;
        check_country("country", &self.country)?;
        if let Some(subdivision) = &self.subdivision {
            check_subdivision("subdivision", subdivision)?;
        }
        check_language("language", &self.language)?;
        check_time_zone("time_zone", &self.time_zone)?;
        if let Some(hours) = &self.hours {
            check_own_hours("hours", hours)?;
        }
        if let Some(legal) = &self.legal {
            check_legal_identity("legal", legal)?;
        }
        Ok(())
    }
}

/// Makes the seller what the content says.
pub async fn put_seller(
    app: &App,
    viewer: &Viewer,
    id: SellerId,
    content: SellerContent,
) -> Result<Put<Seller>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| apply_seller(tx, &recorder, &id, &content).await)
        .await
}

/// The same within a transaction.
pub async fn apply_seller(
    tx: &Tx,
    recorder: &Recorder,
    id: &SellerId,
    content: &SellerContent,
) -> Result<Put<Seller>, ActionError> {
    content.check()?;
    let found = sellers::find(tx, id).await?;
    let before = found.as_ref().map(|found| before(found, content));
    let after = decide(before, content.version, recorder.now)?;
    let seller = Seller {
        id: id.clone(),
        name: content.name.clone(),
        country: content.country.clone(),
        subdivision: content.subdivision.clone(),
        language: content.language.clone(),
        time_zone: content.time_zone.clone(),
        hours: content.hours.clone(),
        legal: content.legal.clone(),
        version: after.version,
        created_at: after.created_at,
        updated_at: after.updated_at,
    };
    let kind = match after.outcome {
        Outcome::Unchanged => {
            return Ok(Put {
                outcome: after.outcome,
                record: seller,
            });
        }
        Outcome::Created => {
            sellers::insert(tx, &seller).await?;
            "seller.created"
        }
        Outcome::Changed => {
            sellers::update(tx, &seller).await?;
            "seller.changed"
        }
    };
    let body = after.event_body(json!({
        "country": seller.country,
        "subdivision": seller.subdivision,
        "language": seller.language,
        "time_zone": seller.time_zone,
        "hours": seller.hours,
    }));
    record(
        tx,
        &[recorder.event(Some(id), Stream::Seller(id.clone()), None, kind, body)?],
    )
    .await?;
    // Also where it is new: a conversation that came before it counts by the marketplace's calendar until now.
    if after.moves_deadlines() && store::deadlines::has_open(tx, id).await? {
        let body = recompute_deadlines::Body {
            seller: Some(id.clone()),
            buyer: None,
        };
        recompute_deadlines::enqueue(tx, recorder, &body).await?;
    }
    Ok(Put {
        outcome: after.outcome,
        record: seller,
    })
}

fn before(found: &Seller, content: &SellerContent) -> Before {
    Before {
        version: found.version,
        created_at: found.created_at,
        updated_at: found.updated_at,
        changed: changed_fields([
            ("name", found.name == content.name),
            ("country", found.country == content.country),
            ("subdivision", found.subdivision == content.subdivision),
            ("language", found.language == content.language),
            ("time_zone", found.time_zone == content.time_zone),
            ("hours", found.hours == content.hours),
            ("legal", found.legal == content.legal),
        ]),
    }
}

/// What the marketplace should know about the seller's calendar: for instance that no holidays of its country are known.
pub fn calendar_notes(app: &App, seller: &Seller) -> Vec<Note> {
    let now = app.now();
    let mut spec =
        CalendarSpec::working_days(seller.id.as_str(), &seller.time_zone, Some(&seller.country));
    spec.subdivision.clone_from(&seller.subdivision);
    let calendar = Calendar::new(&spec, &[], now);
    let derived = calendar
        .ok()
        .and_then(|calendar| due(&calendar, now, SignedDuration::from_hours(1), &[]).ok());
    derived
        .map(|derivation| derivation.notes)
        .unwrap_or_default()
}
