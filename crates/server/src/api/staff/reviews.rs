//! The moderators' queue over the API: what waits, taking one, looking at it, deciding.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::deadline::Derivation;
use rules::ids::{ConversationId, MessageId, ReviewId, SellerId, StaffId};
use rules::moderation::{Cause, Decision, Ground, Review};
use serde::{Deserialize, Serialize};
use store::messages::Message;
use utoipa::ToSchema;

use super::paging;
use crate::actions::moderation::queue::{self, Opened};
use crate::actions::moderation::{Decide, decide};
use crate::api::codes;
use crate::api::conversations::{DecisionShown, DerivationShape, FindingShown};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// A page of what waits.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// What waits for a decision, the oldest promise first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reviews {
    pub items: Vec<ReviewShown>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
    /// How many wait in the whole marketplace.
    pub open: u32,
    /// Of these, how many should have been decided.
    pub overdue: u32,
}

/// A message that a person of the marketplace has to look at, without any text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: ReviewId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String, format = Uuid)]
    pub conversation: ConversationId,
    #[schema(value_type = String, format = Uuid)]
    pub message: MessageId,
    #[schema(schema_with = codes::cause)]
    pub cause: Cause,
    #[schema(schema_with = codes::author)]
    pub author: AuthorKind,
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// By when it is to be decided.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    pub overdue: bool,
    /// Who is at it; others are refused until `claimed_until`.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub claimed_by: Option<StaffId>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub claimed_until: Option<Timestamp>,
}

/// One with everything that a decision needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewOpened {
    pub review: ReviewShown,
    #[schema(value_type = DerivationShape)]
    pub derivation: Derivation,
    /// The whole text; `null` once it has been erased.
    pub text: Option<String>,
    pub findings: Vec<FindingShown>,
    /// What the disputing side says.
    pub stated: Option<String>,
    /// Messages around it, the oldest first; itself among them where it was sent.
    pub around: Vec<MessageAround>,
    pub decision: Option<DecisionShown>,
    /// Earlier decisions about this seller's messages, the newest first.
    pub earlier: Vec<EarlierDecision>,
}

/// A message beside the one that is looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageAround {
    #[schema(value_type = String, format = Uuid)]
    pub id: MessageId,
    pub sequence: u32,
    #[schema(schema_with = codes::author)]
    pub author: AuthorKind,
    #[schema(value_type = String, format = DateTime)]
    pub sent_at: Timestamp,
    pub text: Option<String>,
}

/// What was decided about another message.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarlierDecision {
    #[schema(value_type = String, format = Uuid)]
    pub review: ReviewId,
    #[schema(schema_with = codes::cause)]
    pub cause: Cause,
    pub decision: DecisionShown,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideBody {
    #[schema(schema_with = codes::decision)]
    decision: Decision,
    /// One that belongs to the decision: of `confirmed` `contact_data`, `payment_outside`, `deal_outside` or
    /// `marketing`; of `dismissed` `lookalike`, `public_service` or `quoted`; of `released` `required_by_law`,
    /// `needed_for_order` or `harmless`.
    #[schema(schema_with = codes::ground)]
    ground: Ground,
    /// Words for the seller's side beside it, at most 500 characters in one line.
    #[serde(default)]
    note: String,
}

/// What moderators have to look at
#[utoipa::path(
    get,
    path = "/api/v1/reviews",
    tag = "staff",
    params(ReviewsQuery),
    responses((status = 200, description = "Undecided reviews", body = Reviews)),
)]
pub async fn get_reviews(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<ReviewsQuery>,
) -> Result<Json<Reviews>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let after = paging::place(query.cursor.as_deref())?;
    let found = queue::list(&app, &identity.viewer, after, limit + 1).await?;
    let mut rows = found.rows;
    let next = paging::next(&mut rows, limit, queue::place);
    let now = app.now();
    Ok(Json(Reviews {
        items: rows
            .iter()
            .map(|listed| ReviewShown::new(&listed.review, now))
            .collect(),
        next,
        open: found.waiting.open,
        overdue: found.waiting.overdue,
    }))
}

/// One message that is to be looked at
///
/// A moderator takes it first, see `PUT /api/v1/reviews/{review}/claim`; an auditor gives a reason first, see
/// `POST /api/v1/conversations/{conversation}/reads`. Each look is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/reviews/{review}",
    tag = "staff",
    params(("review" = Uuid, Path, description = "The review's id")),
    responses(
        (status = 200, description = "With the conversation around it", body = ReviewOpened),
        (status = 409, description = "`review_not_claimed`, or `review_claimed` by somebody else"),
    ),
)]
pub async fn get_review(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReviewId>,
) -> Result<Json<ReviewOpened>, ActionError> {
    let opened = queue::look(&app, &identity.viewer, id).await?;
    Ok(Json(show(Texts::of(identity.language), opened, app.now())))
}

/// Take one, or keep it for longer
///
/// Ten minutes nobody else can look at it or decide it. Records that its conversation is read for moderation.
#[utoipa::path(
    put,
    path = "/api/v1/reviews/{review}/claim",
    tag = "staff",
    params(("review" = Uuid, Path, description = "The review's id")),
    responses(
        (status = 200, description = "It is yours", body = ReviewShown),
        (status = 409, description = "`review_claimed` by somebody else, or `review_decided`"),
    ),
)]
pub async fn put_claim(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReviewId>,
) -> Result<Json<ReviewShown>, ActionError> {
    let taken = queue::take(&app, &identity.viewer, id).await?;
    Ok(Json(ReviewShown::new(&taken, app.now())))
}

/// Leave it to others
#[utoipa::path(
    delete,
    path = "/api/v1/reviews/{review}/claim",
    tag = "staff",
    params(("review" = Uuid, Path, description = "The review's id")),
    responses((status = 204, description = "It is nobody's, unless somebody else has it")),
)]
pub async fn delete_claim(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReviewId>,
) -> Result<StatusCode, ActionError> {
    queue::give_back(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Decide about a message
///
/// `confirmed`: the other side does not get the words. `dismissed`: they are not what they were taken for. `released`:
/// they are, and the other side gets them all the same. A held message is sent or refused at once.
#[utoipa::path(
    put,
    path = "/api/v1/reviews/{review}/decision",
    tag = "staff",
    params(("review" = Uuid, Path, description = "The review's id")),
    request_body = DecideBody,
    responses(
        (status = 200, description = "It is decided", body = DecisionShown),
        (status = 409, description = "`review_claimed` by somebody else, `review_decided`, or `message_erased`"),
        (status = 422, description = "`ground_does_not_fit` the decision"),
    ),
)]
pub async fn put_review_decision(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReviewId>,
    Json(body): Json<DecideBody>,
) -> Result<Json<DecisionShown>, ActionError> {
    let note = Some(body.note.trim().to_owned()).filter(|note| !note.is_empty());
    let command = Decide {
        review: id,
        decision: body.decision,
        ground: body.ground,
        note: body.note,
    };
    let review = decide(&app, &identity.viewer, command).await?;
    let decided = review.decided.ok_or(ActionError::NotFound)?;
    Ok(Json(DecisionShown::new(&decided, note)))
}

fn show(texts: &Texts, opened: Opened, now: Timestamp) -> ReviewOpened {
    let review = opened.review;
    let author = review.author;
    ReviewOpened {
        text: opened.text,
        findings: opened
            .findings
            .iter()
            .map(|found| FindingShown::new(texts, author, found))
            .collect(),
        stated: opened.stated,
        around: opened.around.into_iter().map(around).collect(),
        decision: review
            .decided
            .map(|decided| DecisionShown::new(&decided, opened.note)),
        earlier: opened.earlier.iter().filter_map(earlier).collect(),
        review: ReviewShown::new(&review, now),
        derivation: review.derivation,
    }
}

fn around(message: Message) -> MessageAround {
    MessageAround {
        id: message.id,
        sequence: message.sequence,
        author: message.author,
        sent_at: message.sent_at,
        text: message.text,
    }
}

fn earlier(review: &Review) -> Option<EarlierDecision> {
    let decided = review.decided.as_ref()?;
    Some(EarlierDecision {
        review: review.id,
        cause: review.cause,
        decision: DecisionShown::new(decided, None),
    })
}

impl ReviewShown {
    fn new(review: &Review, now: Timestamp) -> ReviewShown {
        let claim = review.claim.filter(|claim| now < claim.until);
        ReviewShown {
            id: review.id,
            seller: review.seller.clone(),
            conversation: review.conversation,
            message: review.message,
            cause: review.cause,
            author: review.author,
            opened_at: review.opened_at,
            due_at: review.due_at,
            overdue: review.is_overdue(now),
            claimed_by: claim.map(|claim| claim.by),
            claimed_until: claim.map(|claim| claim.until),
        }
    }
}
