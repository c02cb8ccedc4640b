//! Planned absences over the API: sellers announce, staff decide.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::absence::Days;
use rules::access::Viewer;
use rules::ids::{AbsenceId, AgentId, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::IdempotentRequest;
use super::version::VersionQuery;
use crate::actions::absences::{self, AnnounceAbsence, ChangeAbsence, DecideAbsence, Listed};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// An absence to be announced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAbsence {
    /// Who of the seller is away; the whole seller where it is not given.
    #[schema(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// In the seller's time zone.
    #[schema(value_type = String, format = Date)]
    first_day: Date,
    /// Included.
    #[schema(value_type = String, format = Date)]
    last_day: Date,
    /// The agent who answers meanwhile.
    #[schema(value_type = Option<String>)]
    deputy: Option<AgentId>,
    /// For staff, in 1 to 500 characters in one line.
    reason: Option<String>,
}

/// What an absence that has not begun is to become.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedAbsence {
    #[schema(value_type = String, format = Date)]
    first_day: Date,
    #[schema(value_type = String, format = Date)]
    last_day: Date,
    #[schema(value_type = Option<String>)]
    deputy: Option<AgentId>,
}

/// What staff decide.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceDecision {
    approved: bool,
    /// Why it is refused, in 1 to 500 characters in one line; the seller reads it.
    reason: Option<String>,
}

/// Whose absences.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AbsencesQuery {
    /// For staff: one seller's. Without it, those of all sellers that wait for a decision.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
}

/// An absence.
#[derive(Debug, Serialize, ToSchema)]
pub struct AbsenceShown {
    #[schema(value_type = String, format = Uuid)]
    id: AbsenceId,
    #[schema(value_type = String)]
    seller: SellerId,
    /// `null`: the whole seller.
    #[schema(value_type = Option<String>)]
    agent: Option<AgentId>,
    #[schema(value_type = String, format = Date)]
    first_day: Date,
    #[schema(value_type = String, format = Date)]
    last_day: Date,
    /// First instant of the first day in the seller's zone.
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    /// First instant after it.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    working_days: u32,
    #[schema(value_type = Option<String>)]
    deputy: Option<AgentId>,
    /// `announced`, `approved`, `running`, `refused`, `withdrawn` or `ended`.
    state: &'static str,
    reason: Option<String>,
    refused_because: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    announced_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    version: i64,
}

/// Absences.
#[derive(Debug, Serialize, ToSchema)]
pub struct Absences {
    /// At most 200.
    items: Vec<AbsenceShown>,
}

#[derive(OpenApi)]
#[openapi(paths(
    get_absences,
    post_absence,
    get_absence,
    put_absence,
    delete_absence,
    put_decision
))]
pub(super) struct Described;

/// Planned absences
///
/// Those of the own seller, the one that ends last first; for staff those that wait for a decision.
#[utoipa::path(
    get,
    path = "/api/v1/absences",
    tag = "absences",
    params(AbsencesQuery),
    responses((status = 200, description = "At most 200 absences", body = Absences)),
)]
pub async fn get_absences(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<AbsencesQuery>,
) -> Result<Json<Absences>, ActionError> {
    let listed = match (&identity.viewer, query.seller) {
        (Viewer::Staff { .. }, None) => absences::waiting(&app, &identity.viewer).await?,
        (viewer, seller) => absences::of_seller(&app, viewer, seller).await?,
    };
    let now = app.now();
    let items = listed.into_iter().map(|listed| shown(listed, now));
    Ok(Json(Absences {
        items: items.collect(),
    }))
}

/// Announce an absence
///
/// One of the whole seller waits for the marketplace's decision; an agent's holds at once.
#[utoipa::path(
    post,
    path = "/api/v1/absences",
    tag = "absences",
    request_body = NewAbsence,
    responses(
        (status = 201, description = "It is announced", body = AbsenceShown),
        (status = 409, description = "`absence_overlap` or `absence_deputy_away`"),
        (status = 422, description = "`absence_too_late`, `absence_too_late_for_long`, `absence_no_working_day`, \
            `absence_ends_before_start`, `absence_too_long`, `absence_own_deputy`, `unknown_agent` or `invalid_reason`"),
    ),
)]
pub async fn post_absence(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(body): Json<NewAbsence>,
) -> Result<(StatusCode, Json<AbsenceShown>), ActionError> {
    let command = AnnounceAbsence {
        id: request.id(AbsenceId),
        agent: body.agent,
        days: Days {
            first: body.first_day,
            last: body.last_day,
        },
        deputy: body.deputy,
        reason: body.reason,
    };
    let announced = absences::announce(&app, &identity.viewer, command).await?;
    let shown = one(&app, &identity, announced.id).await?;
    Ok((StatusCode::CREATED, shown))
}

/// One absence
#[utoipa::path(
    get,
    path = "/api/v1/absences/{absence}",
    tag = "absences",
    params(("absence" = Uuid, Path, description = "The absence's id")),
    responses((status = 200, description = "The absence", body = AbsenceShown)),
)]
pub async fn get_absence(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AbsenceId>,
) -> Result<Json<AbsenceShown>, ActionError> {
    one(&app, &identity, id).await
}

/// Change an absence that has not begun
///
/// Other days have to be approved anew; another deputy has not.
#[utoipa::path(
    put,
    path = "/api/v1/absences/{absence}",
    tag = "absences",
    params(("absence" = Uuid, Path, description = "The absence's id"), VersionQuery),
    request_body = ChangedAbsence,
    responses(
        (status = 200, description = "It is changed", body = AbsenceShown),
        (status = 409, description = "`absence_begun`, `absence_over`, `absence_not_live`, `absence_overlap`, \
            `absence_deputy_away`, or `version` is not the present one"),
        (status = 422, description = "As of announcing it"),
    ),
)]
pub async fn put_absence(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AbsenceId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<ChangedAbsence>,
) -> Result<Json<AbsenceShown>, ActionError> {
    let command = ChangeAbsence {
        absence: id,
        days: Days {
            first: body.first_day,
            last: body.last_day,
        },
        deputy: body.deputy,
        version: query.version,
    };
    absences::change(&app, &identity.viewer, command).await?;
    one(&app, &identity, id).await
}

/// Take an absence back
///
/// One that runs ends now. Open deadlines that it stopped are computed again.
#[utoipa::path(
    delete,
    path = "/api/v1/absences/{absence}",
    tag = "absences",
    params(("absence" = Uuid, Path, description = "The absence's id"), VersionQuery),
    responses(
        (status = 200, description = "It is taken back, or ended", body = AbsenceShown),
        (status = 409, description = "`absence_over`, `absence_not_live`, or `version` is not the present one"),
    ),
)]
pub async fn delete_absence(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AbsenceId>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<AbsenceShown>, ActionError> {
    absences::withdraw(&app, &identity.viewer, id, query.version).await?;
    one(&app, &identity, id).await
}

/// Decide about an absence
#[utoipa::path(
    put,
    path = "/api/v1/absences/{absence}/decision",
    tag = "absences",
    params(("absence" = Uuid, Path, description = "The absence's id"), VersionQuery),
    request_body = AbsenceDecision,
    responses(
        (status = 200, description = "It is decided", body = AbsenceShown),
        (status = 409, description = "`absence_already_decided`, `absence_over`, or `version` is not the present one"),
        (status = 422, description = "`invalid_reason`: a refusal needs a reason"),
    ),
)]
pub async fn put_decision(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AbsenceId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<AbsenceDecision>,
) -> Result<Json<AbsenceShown>, ActionError> {
    let command = DecideAbsence {
        absence: id,
        refused_because: (!body.approved).then(|| body.reason.unwrap_or_default()),
        version: query.version,
    };
    absences::decide(&app, &identity.viewer, command).await?;
    one(&app, &identity, id).await
}

async fn one(
    app: &App,
    identity: &Identity,
    id: AbsenceId,
) -> Result<Json<AbsenceShown>, ActionError> {
    let listed = absences::one(app, &identity.viewer, id).await?;
    Ok(Json(shown(listed, app.now())))
}

fn shown(listed: Listed, now: Timestamp) -> AbsenceShown {
    let absence = listed.absence;
    AbsenceShown {
        state: absence.standing(now).code(),
        id: absence.id,
        seller: absence.seller,
        agent: absence.agent,
        first_day: absence.days.first,
        last_day: absence.days.last,
        starts_at: absence.starts_at,
        ends_at: absence.ends_at,
        working_days: absence.working_days,
        deputy: absence.deputy,
        reason: listed.reason,
        refused_because: listed.refused_because,
        announced_at: absence.announced_at,
        decided_at: absence.decided_at,
        version: absence.version,
    }
}
