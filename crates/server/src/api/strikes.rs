//! Violations that a person has confirmed, over the API: sellers read and contest them, staff decide about contests.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::ids::{ConversationId, MessageId, ReviewId, SellerId, StrikeId};
use rules::moderation::{Contest, ContestOutcome, Evidence, Ground, Quoted};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::codes;
use super::conversations::FindingShown;
use crate::actions::moderation::strikes::{self, ContestStrike, DecideContest, Listed, Waiting};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// Whose strikes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StrikesQuery {
    /// For staff: one seller's.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
}

/// A violation that a person has confirmed. By itself it brings nothing about.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrikeShown {
    #[schema(value_type = String, format = Uuid)]
    id: StrikeId,
    #[schema(value_type = String)]
    seller: SellerId,
    /// What a person looked at.
    #[schema(value_type = String, format = Uuid)]
    review: ReviewId,
    #[schema(value_type = String, format = Uuid)]
    conversation: ConversationId,
    #[schema(value_type = String, format = Uuid)]
    message: MessageId,
    /// On what ground it was confirmed.
    #[schema(schema_with = codes::ground)]
    ground: Ground,
    /// `counts`, `contested`, `upheld`, `lifted` or `expired`.
    state: &'static str,
    /// Whether it counts against the seller now; one that is contested counts until it is lifted.
    counts: bool,
    #[schema(value_type = String, format = DateTime)]
    given_at: Timestamp,
    /// From this instant on it does not count.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Before this instant an owner can contest it.
    #[schema(value_type = String, format = DateTime)]
    contest_until: Timestamp,
    /// What it rests on; `null` in lists for staff, and once it has been erased.
    evidence: Option<EvidenceShown>,
    contest: Option<ContestShown>,
}

/// The message and what was found in it, as it was when the person decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceShown {
    #[schema(schema_with = codes::author)]
    author: AuthorKind,
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
    /// `null` where it had been erased by then.
    text: Option<String>,
    findings: Vec<FindingShown>,
}

/// What the seller says against it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContestShown {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `null` in lists for staff, and once it has been erased.
    text: Option<String>,
    decision: Option<ContestDecisionShown>,
}

/// What another person decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContestDecisionShown {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `upheld` or `lifted`.
    outcome: &'static str,
    /// `null` in lists for staff, and once it has been erased.
    reason: Option<String>,
}

/// Strikes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Strikes {
    /// At most 200.
    items: Vec<StrikeShown>,
}

/// Contests that wait for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contests {
    /// At most 200.
    items: Vec<WaitingContest>,
}

/// A contest that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingContest {
    strike: StrikeShown,
    /// You gave this strike, so somebody else has to decide.
    gave_it: bool,
}

/// What a seller says against a strike.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContest {
    /// 1 to 10,000 characters of plain text.
    text: String,
}

/// What becomes of a contested strike.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContestDecision {
    /// `upheld` or `lifted`.
    outcome: String,
    /// Why, in 1 to 10,000 characters; the seller reads it.
    reason: String,
}

#[derive(OpenApi)]
#[openapi(paths(
    get_strikes,
    get_strike,
    put_strike_contest,
    put_strike_decision,
    get_contests
))]
pub(super) struct Described;

/// Violations that a person has confirmed
///
/// Those of the own seller, the newest first; for staff those of the named seller, without words.
#[utoipa::path(
    get,
    path = "/api/v1/strikes",
    tag = "moderation",
    params(StrikesQuery),
    responses((status = 200, description = "At most 200 strikes", body = Strikes)),
)]
pub async fn get_strikes(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<StrikesQuery>,
) -> Result<Json<Strikes>, ActionError> {
    let listed = strikes::of_seller(&app, &identity.viewer, query.seller).await?;
    let items = listed.into_iter().map(|one| shown(&app, &identity, one));
    Ok(Json(Strikes {
        items: items.collect(),
    }))
}

/// One violation with what it rests on
///
/// That staff look at it is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/strikes/{strike}",
    tag = "moderation",
    params(("strike" = Uuid, Path, description = "The strike's id")),
    responses((status = 200, description = "The strike", body = StrikeShown)),
)]
pub async fn get_strike(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StrikeId>,
) -> Result<Json<StrikeShown>, ActionError> {
    one(&app, &identity, id).await
}

/// Contest a violation
///
/// By an owner of the seller, once, within six months. Another person than the one who confirmed it decides.
#[utoipa::path(
    put,
    path = "/api/v1/strikes/{strike}/contest",
    tag = "moderation",
    params(("strike" = Uuid, Path, description = "The strike's id")),
    request_body = NewContest,
    responses(
        (status = 200, description = "It is contested", body = StrikeShown),
        (status = 409, description = "`already_contested` or `contest_too_late`"),
    ),
)]
pub async fn put_strike_contest(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StrikeId>,
    Json(body): Json<NewContest>,
) -> Result<Json<StrikeShown>, ActionError> {
    let command = ContestStrike {
        strike: id,
        text: body.text,
    };
    strikes::contest(&app, &identity.viewer, command).await?;
    one(&app, &identity, id).await
}

/// Decide about a contest
///
/// Refused with `contest_same_person` to whoever confirmed the violation.
#[utoipa::path(
    put,
    path = "/api/v1/strikes/{strike}/decision",
    tag = "moderation",
    params(("strike" = Uuid, Path, description = "The strike's id")),
    request_body = ContestDecision,
    responses(
        (status = 200, description = "It is decided", body = StrikeShown),
        (status = 409, description = "`not_contested` or `contest_decided`"),
    ),
)]
pub async fn put_strike_decision(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StrikeId>,
    Json(body): Json<ContestDecision>,
) -> Result<Json<StrikeShown>, ActionError> {
    let unknown = || ActionError::invalid("outcome", "outcome: say `upheld` or `lifted`.");
    let command = DecideContest {
        strike: id,
        outcome: ContestOutcome::from_code(&body.outcome).ok_or_else(unknown)?,
        reason: body.reason,
    };
    strikes::decide(&app, &identity.viewer, command).await?;
    one(&app, &identity, id).await
}

/// Contests that wait for a decision
///
/// Of all sellers, the one that has waited longest first; without words.
#[utoipa::path(
    get,
    path = "/api/v1/oversight/contests",
    tag = "moderation",
    responses((status = 200, description = "At most 200 contests", body = Contests)),
)]
pub async fn get_contests(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<Contests>, ActionError> {
    let waiting = strikes::waiting(&app, &identity.viewer).await?;
    let show = |waiting: Waiting| WaitingContest {
        gave_it: waiting.gave_it,
        strike: shown(&app, &identity, waiting.listed),
    };
    Ok(Json(Contests {
        items: waiting.into_iter().map(show).collect(),
    }))
}

async fn one(
    app: &App,
    identity: &Identity,
    id: StrikeId,
) -> Result<Json<StrikeShown>, ActionError> {
    let listed = strikes::one(app, &identity.viewer, id).await?;
    Ok(Json(shown(app, identity, listed)))
}

fn shown(app: &App, identity: &Identity, listed: Listed) -> StrikeShown {
    let now = app.now();
    let strike = listed.strike;
    let texts = listed.texts.unwrap_or_default();
    let words = Texts::of(identity.language);
    StrikeShown {
        state: strike.standing(now).code(),
        counts: strike.counts(now),
        id: strike.id,
        seller: strike.seller,
        review: strike.review,
        conversation: strike.conversation,
        message: strike.message,
        ground: strike.ground,
        given_at: strike.given_at,
        expires_at: strike.expires_at,
        contest_until: strike.contest_until,
        evidence: texts.evidence.map(|evidence| rests_on(words, evidence)),
        contest: strike
            .contest
            .map(|contest| contested(&contest, texts.contest, texts.because)),
    }
}

fn rests_on(words: &Texts, evidence: Evidence) -> EvidenceShown {
    let author = evidence.author;
    let show = |found: &Quoted| FindingShown::new(words, author, found);
    EvidenceShown {
        author,
        written_at: evidence.written_at,
        text: evidence.text,
        findings: evidence.findings.iter().map(show).collect(),
    }
}

fn contested(contest: &Contest, text: Option<String>, because: Option<String>) -> ContestShown {
    ContestShown {
        at: contest.at,
        text,
        decision: contest.decided.map(|decided| ContestDecisionShown {
            at: decided.at,
            outcome: decided.outcome.code(),
            reason: because,
        }),
    }
}
