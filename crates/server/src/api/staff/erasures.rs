//! Erasures of buyers over the API: asking for one, and deciding about it.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{BuyerId, ErasureId, HoldId, StaffId};
use rules::keeping::{AskedBy, ErasureGround, ErasureOutcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::paging;
use crate::actions::keeping::{self, DecideErasure, ErasureListed, RequestErasure};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ErasuresQuery {
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// Erasures, the newest request first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasures {
    pub items: Vec<ErasureShown>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// A request to erase a buyer, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: ErasureId,
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    /// A letter of Article 17(1) of the GDPR: `no_longer_necessary` (a), `consent_withdrawn` (b), `objection` (c),
    /// `unlawful_processing` (d), `legal_obligation` (e), `data_of_a_child` (f); or `other`.
    pub ground: &'static str,
    /// `buyer`, `representative`, `authority` or `marketplace`.
    pub asked_by: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub requested_at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    pub requested_by: StaffId,
    pub requested_by_name: String,
    pub reason: Option<String>,
    /// The legal hold that stops an approval at present; `null` without one, and once it is decided.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub held_by: Option<HoldId>,
    /// `null` while it waits.
    pub decision: Option<ErasureDecisionShown>,
    /// Since when nothing is left, the bytes of the files included; `null` before.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub erased_at: Option<Timestamp>,
}

/// What another person decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureDecisionShown {
    /// `approved` or `refused`.
    pub outcome: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    pub by: StaffId,
    pub by_name: String,
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureBody {
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    pub ground: String,
    pub asked_by: String,
    /// Stays after the erasure: name nobody in it.
    pub reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureDecisionBody {
    /// `approved` or `refused`.
    pub outcome: String,
    pub reason: String,
}

/// List erasures
#[utoipa::path(
    get,
    path = "/api/v1/erasures",
    tag = "staff",
    params(ErasuresQuery),
    responses((status = 200, description = "A page of them, the newest request first", body = Erasures)),
)]
pub async fn get_erasures(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<ErasuresQuery>,
) -> Result<Json<Erasures>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let before = paging::place(query.cursor.as_deref())?;
    let mut found = keeping::erasures(&app, &identity.viewer, before, limit + 1).await?;
    let next = paging::next(&mut found, limit, keeping::place_of_erasure);
    let items = found.iter().map(ErasureShown::of).collect();
    Ok(Json(Erasures { items, next }))
}

/// Read an erasure
#[utoipa::path(
    get,
    path = "/api/v1/erasures/{erasure}",
    tag = "staff",
    params(("erasure" = Uuid, Path, description = "The erasure's id")),
    responses((status = 200, description = "The request, and what became of it", body = ErasureShown)),
)]
pub async fn get_erasure(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ErasureId>,
) -> Result<Json<ErasureShown>, ActionError> {
    let found = keeping::erasure(&app, &identity.viewer, id).await?;
    Ok(Json(ErasureShown::of(&found)))
}

/// Ask that a buyer be erased
///
/// Nothing is erased before another person approves.
#[utoipa::path(
    post,
    path = "/api/v1/erasures",
    tag = "staff",
    request_body = ErasureBody,
    responses(
        (status = 201, description = "It waits for another person", body = ErasureShown),
        (status = 409, description = "`erasure_waits` for this buyer already, or `buyer_erased`"),
        (status = 422, description = "`buyer_unknown`, `invalid_ground`, `invalid_asker` or `invalid_reason`"),
    ),
)]
pub async fn post_erasure(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<ErasureBody>,
) -> Result<(StatusCode, Json<ErasureShown>), ActionError> {
    let command = RequestErasure {
        buyer: body.buyer,
        ground: ErasureGround::from_code(&body.ground).ok_or_else(|| {
            let codes: Vec<&str> = ErasureGround::ALL.iter().map(|one| one.code()).collect();
            ActionError::invalid(
                "invalid_ground",
                format!("ground: one of {}.", codes.join(", ")),
            )
        })?,
        asked_by: AskedBy::from_code(&body.asked_by).ok_or_else(|| {
            let codes: Vec<&str> = AskedBy::ALL.iter().map(|one| one.code()).collect();
            ActionError::invalid(
                "invalid_asker",
                format!("asked_by: one of {}.", codes.join(", ")),
            )
        })?,
        reason: body.reason,
    };
    let made = keeping::request(&app, &identity.viewer, command).await?;
    let listed = keeping::erasure(&app, &identity.viewer, made.id).await?;
    Ok((StatusCode::CREATED, Json(ErasureShown::of(&listed))))
}

/// Approve an erasure or refuse it
///
/// Whoever asked for it does not decide. Approved, the buyer's name, addresses and sessions are gone with the answer;
/// what it wrote and its files go within seconds, and `erased_at` says when nothing is left.
#[utoipa::path(
    put,
    path = "/api/v1/erasures/{erasure}/decision",
    tag = "staff",
    params(("erasure" = Uuid, Path, description = "The erasure's id")),
    request_body = ErasureDecisionBody,
    responses(
        (status = 200, description = "It is decided", body = ErasureShown),
        (status = 403, description = "`erasure_same_person`"),
        (status = 409, description = "`held`: the detail says who holds what until when; or `erasure_decided`"),
        (status = 422, description = "`invalid_outcome` or `invalid_reason`"),
    ),
)]
pub async fn put_erasure_decision(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ErasureId>,
    Json(body): Json<ErasureDecisionBody>,
) -> Result<Json<ErasureShown>, ActionError> {
    let outcome = ErasureOutcome::from_code(&body.outcome).ok_or_else(|| {
        ActionError::invalid("invalid_outcome", "outcome: say `approved` or `refused`.")
    })?;
    let command = DecideErasure {
        erasure: id,
        outcome,
        reason: body.reason,
    };
    keeping::decide(&app, &identity.viewer, command).await?;
    let listed = keeping::erasure(&app, &identity.viewer, id).await?;
    Ok(Json(ErasureShown::of(&listed)))
}

impl ErasureShown {
    fn of(listed: &ErasureListed) -> ErasureShown {
        let (erasure, words) = (&listed.erasure, &listed.words);
        ErasureShown {
            id: erasure.id,
            buyer: erasure.buyer.clone(),
            ground: erasure.ground.code(),
            asked_by: erasure.asked_by.code(),
            requested_at: erasure.requested_at,
            requested_by: erasure.requested_by,
            requested_by_name: words.name(erasure.requested_by),
            reason: words.text(erasure.reason).map(str::to_owned),
            held_by: listed.held_by.as_ref().map(|hold| hold.id),
            decision: erasure.decided.map(|decided| ErasureDecisionShown {
                outcome: decided.outcome.code(),
                at: decided.at,
                by: decided.by,
                by_name: words.name(decided.by),
                reason: words.text(decided.because).map(str::to_owned),
            }),
            erased_at: erasure.cleaned_at,
        }
    }
}
