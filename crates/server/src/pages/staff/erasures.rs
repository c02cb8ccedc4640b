//! `/staff/erasures`: requests to erase a buyer, and another person's decision about each.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::{BuyerId, ErasureId};
use rules::keeping::{AskedBy, ErasureGround, ErasureOutcome};
use serde::Deserialize;

use super::keeping_words::{error_text, kind_key, older, said};
use crate::actions::keeping::{self, DecideErasure, ErasureListed, RequestErasure};
use crate::error::ActionError;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::staff::{
    Choice, DecidingErasure, ErasureForm, ErasureRow, ErasuresPage, HeldBy,
};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;

const ADDRESS: &str = "/staff/erasures";
const ROWS: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where this page begins.
    after: String,
}

/// A request, as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    buyer: String,
    ground: String,
    asked_by: String,
    reason: String,
}

/// Which button was pressed, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Decided {
    outcome: String,
    reason: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    page(&visit, &asked.after, Sent::default(), None).await
}

/// `POST /staff/erasures`.
pub async fn request(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    let done = match sent.command() {
        Ok(command) => keeping::request(&visit.app, visit.viewer(), command).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(go(ADDRESS, Notice::ErasureRequested)),
        Err(error) => refused(&visit, sent, error).await,
    }
}

/// `POST /staff/erasures/{erasure}/decision`.
pub async fn decide(
    visit: Visit,
    Path(id): Path<ErasureId>,
    Form(decided): Form<Decided>,
) -> Result<Response, ActionError> {
    let unknown = || ActionError::invalid("invalid_outcome", "outcome: approved or refused.");
    let outcome = ErasureOutcome::from_code(&decided.outcome).ok_or_else(unknown)?;
    let command = DecideErasure {
        erasure: id,
        outcome,
        reason: decided.reason,
    };
    match keeping::decide(&visit.app, visit.viewer(), command).await {
        Ok(_) if outcome == ErasureOutcome::Approved => Ok(go(ADDRESS, Notice::ErasureApproved)),
        Ok(_) => Ok(go(ADDRESS, Notice::ErasureRefused)),
        Err(ActionError::Stale) => Ok(go(ADDRESS, Notice::Stale)),
        Err(error) => refused(&visit, Sent::default(), error).await,
    }
}

async fn refused(visit: &Visit, sent: Sent, error: ActionError) -> Result<Response, ActionError> {
    let shown = page(visit, "", sent, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

async fn page(
    visit: &Visit,
    after: &str,
    sent: Sent,
    error: Option<ActionError>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let error = error
        .map(|error| error_text(reader.texts, error))
        .transpose()?;
    let before = Place::read(after)?;
    let mut found = keeping::erasures(&visit.app, visit.viewer(), before, ROWS + 1).await?;
    let older = older(ADDRESS, &mut found, ROWS, keeping::place_of_erasure);
    let decides = visit.may(Action::DecideErasure);
    answer(&ErasuresPage {
        page: visit.page_at(ADDRESS.to_owned()),
        form: visit.may(Action::RequestErasure).then(|| sent.form()),
        error,
        rows: found
            .iter()
            .map(|listed| row(&reader, listed, decides))
            .collect(),
        older,
    })
}

impl Sent {
    fn command(&self) -> Result<RequestErasure, ActionError> {
        let unknown = |code| ActionError::invalid(code, "Choose one of the list.");
        let buyer = BuyerId::parse(self.buyer.trim());
        Ok(RequestErasure {
            buyer: buyer.map_err(|_| unknown("buyer_unknown"))?,
            ground: ErasureGround::from_code(&self.ground)
                .ok_or_else(|| unknown("invalid_ground"))?,
            asked_by: AskedBy::from_code(&self.asked_by).ok_or_else(|| unknown("invalid_asker"))?,
            reason: self.reason.clone(),
        })
    }

    fn form(self) -> ErasureForm {
        let ground = |ground: &ErasureGround| Choice {
            code: ground.code(),
            key: ground_key(*ground),
            chosen: ground.code() == self.ground,
        };
        let asker = |asker: &AskedBy| Choice {
            code: asker.code(),
            key: asker_key(*asker),
            chosen: asker.code() == self.asked_by,
        };
        ErasureForm {
            grounds: ErasureGround::ALL.iter().map(ground).collect(),
            askers: AskedBy::ALL.iter().map(asker).collect(),
            buyer: self.buyer,
            reason: self.reason,
        }
    }
}

fn ground_key(ground: ErasureGround) -> &'static str {
    match ground {
        ErasureGround::NoLongerNecessary => "erasure-ground-no-longer-necessary",
        ErasureGround::ConsentWithdrawn => "erasure-ground-consent-withdrawn",
        ErasureGround::Objection => "erasure-ground-objection",
        ErasureGround::UnlawfulProcessing => "erasure-ground-unlawful-processing",
        ErasureGround::LegalObligation => "erasure-ground-legal-obligation",
        ErasureGround::DataOfAChild => "erasure-ground-data-of-a-child",
        ErasureGround::Other => "erasure-ground-other",
    }
}

fn asker_key(asker: AskedBy) -> &'static str {
    match asker {
        AskedBy::Buyer => "erasure-asked-by-buyer",
        AskedBy::Representative => "erasure-asked-by-representative",
        AskedBy::Authority => "erasure-asked-by-authority",
        AskedBy::Marketplace => "erasure-asked-by-marketplace",
    }
}

fn row(reader: &Reader, listed: &ErasureListed, decides: bool) -> ErasureRow {
    let (erasure, words) = (&listed.erasure, &listed.words);
    let decided = erasure.decided;
    let approved = decided.is_some_and(|one| one.outcome == ErasureOutcome::Approved);
    let requested = (erasure.requested_by, erasure.requested_at, erasure.reason);
    ErasureRow {
        id: erasure.id.to_string(),
        buyer: erasure.buyer.to_string(),
        state_key: match (decided.is_some(), approved, erasure.cleaned_at.is_some()) {
            (false, ..) => "erasure-waits",
            (true, false, _) => "erasure-refused",
            (true, true, false) => "erasure-under-way",
            (true, true, true) => "erasure-done",
        },
        ground_key: ground_key(erasure.ground),
        asker_key: asker_key(erasure.asked_by),
        requested: said(reader, words, requested),
        decided: decided.map(|one| said(reader, words, (one.by, one.at, one.because))),
        approved,
        erased: erasure.cleaned_at.map(|at| reader.sent(at)),
        held: listed.held_by.as_ref().map(|hold| HeldBy {
            kind_key: kind_key(hold.subject.code()),
            subject: hold.subject.id(),
            until: reader.until(hold.ends_at),
            said: said(reader, words, (hold.set_by, hold.set_at, hold.reason)),
        }),
        deciding: match (decided.is_some() || !decides, listed.is_own) {
            (true, _) => DecidingErasure::Nothing,
            (false, true) => DecidingErasure::Own,
            (false, false) => DecidingErasure::Form,
        },
    }
}
