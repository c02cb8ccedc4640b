//! Versions of the rules over the API: entering, replaying and activating them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::contact::{Kind, Span};
use rules::ids::{ContentId, ConversationId, MessageId, ReplayId, SellerId, StaffId};
use rules::moderation::{RuleSetState, Way};
use serde::{Deserialize, Serialize};
use store::rule_replays::{Replay, ReplayCount, ReplaySample};
use store::rule_sets::{Activation, Done, KnownRuleSet};
use utoipa::ToSchema;

use crate::actions::rule_sets::{self, Activate, EnterRuleSet, StartReplay};
use crate::api::IdempotentRequest;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Who did something, when and why.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DoneShown {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    staff: StaffId,
    name: Option<String>,
    /// `null` where none was given, or once erased.
    reason: Option<String>,
}

/// A version without its text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RuleSetShown {
    number: u32,
    /// `draft`, `replayed`, `active` or `retired`.
    #[schema(value_type = String)]
    state: RuleSetState,
    /// The version that its author began with; 0 without one.
    based_on: u32,
    entered: DoneShown,
}

/// A version that became the active one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivationShown {
    /// 0: none of the marketplace's own.
    number: u32,
    /// The version that was active until then.
    before: u32,
    activated: DoneShown,
}

/// All versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleSetsShown {
    /// The active version; 0 without one.
    active: u32,
    /// At most 100, newest first.
    items: Vec<RuleSetShown>,
    /// At most 100, newest first.
    activations: Vec<ActivationShown>,
}

/// A version as a whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeRuleSet {
    #[serde(flatten)]
    shown: RuleSetShown,
    /// `null` once erased.
    text: Option<String>,
    /// Newest first.
    replays: Vec<ReplayShown>,
}

/// A version held against messages that were sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplayShown {
    #[schema(value_type = String, format = Uuid)]
    id: ReplayId,
    number: u32,
    /// The version that it is held against.
    against: u32,
    #[schema(value_type = String, format = DateTime)]
    sent_from: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    sent_to: Timestamp,
    /// `running`, `stopped` or `done`.
    state: &'static str,
    /// Messages that were looked through so far.
    looked: u32,
    /// Of these, those in which something is found that was not.
    caught: u32,
    /// Of these, those in which something is not found any more.
    freed: u32,
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    #[schema(value_type = String, format = Uuid)]
    started_by: StaffId,
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
}

/// In how many messages a rule finds something that it did not, or no more.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReplayCountShown {
    /// `caught` or `freed`.
    #[schema(value_type = String)]
    way: Way,
    #[schema(value_type = String)]
    kind: Kind,
    rule: String,
    messages: u32,
}

/// Where one of these messages lies. Its words are read in its conversation, with a reason.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReplaySampleShown {
    #[schema(value_type = String)]
    way: Way,
    #[schema(value_type = String)]
    kind: Kind,
    rule: String,
    #[schema(value_type = String)]
    seller: SellerId,
    #[schema(value_type = String, format = Uuid)]
    conversation: ConversationId,
    #[schema(value_type = String, format = Uuid)]
    message: MessageId,
    /// Of the message within its conversation.
    sequence: u32,
    /// In Unicode code points of the message.
    start: usize,
    end: usize,
}

/// A replay with what it has counted so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeReplay {
    #[serde(flatten)]
    shown: ReplayShown,
    counts: Vec<ReplayCountShown>,
    /// At most ten of each rule.
    samples: Vec<ReplaySampleShown>,
}

/// A version to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRuleSet {
    /// As docs/contact.md describes it, at most 50,000 characters.
    text: String,
    /// The version that it began with; 0 where it is not given.
    #[serde(default)]
    based_on: u32,
    /// Why, in 1 to 500 characters in one line.
    reason: String,
}

/// The version that is to be active.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivation {
    /// 0: none of the marketplace's own.
    number: u32,
    /// Why, in 1 to 500 characters in one line; not needed for a version that was active before.
    #[serde(default)]
    reason: String,
    /// The active version that the author knows; another one since then is `stale`.
    seen: Option<u32>,
}

/// How far a replay looks back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReplay {
    /// 1 to 366.
    days: u32,
}

/// Whether a replay goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayTurn {
    running: bool,
}

/// Versions of the rules
#[utoipa::path(
    get,
    path = "/api/v1/rule-sets",
    tag = "staff",
    responses((status = 200, description = "All versions, and which was active when", body = RuleSetsShown)),
)]
pub async fn get_rule_sets(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<RuleSetsShown>, ActionError> {
    let overview = rule_sets::overview(&app, &identity.viewer).await?;
    let items = overview.versions.into_iter().map(RuleSetShown::new);
    Ok(Json(RuleSetsShown {
        active: overview.active,
        items: items.collect(),
        activations: overview
            .activations
            .into_iter()
            .map(ActivationShown::new)
            .collect(),
    }))
}

/// Enter a version of the rules
///
/// It is a draft until it has been replayed and activated, and it is never changed.
#[utoipa::path(
    post,
    path = "/api/v1/rule-sets",
    tag = "staff",
    request_body = NewRuleSet,
    responses(
        (status = 201, description = "It is entered", body = WholeRuleSet),
        (status = 422, description = "`rules_mistake`: the text has a mistake, which is told with its line"),
    ),
)]
pub async fn post_rule_set(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(new): Json<NewRuleSet>,
) -> Result<(StatusCode, Json<WholeRuleSet>), ActionError> {
    let command = EnterRuleSet {
        id: request.id(ContentId),
        text: new.text,
        based_on: new.based_on,
        reason: new.reason,
    };
    let number = rule_sets::enter(&app, &identity.viewer, command).await?;
    Ok((
        StatusCode::CREATED,
        Json(whole(&app, &identity, number).await?),
    ))
}

/// A version of the rules
#[utoipa::path(
    get,
    path = "/api/v1/rule-sets/{number}",
    tag = "staff",
    params(("number" = u32, Path, description = "The version's number")),
    responses((status = 200, description = "With its text and its replays", body = WholeRuleSet)),
)]
pub async fn get_rule_set(
    State(app): State<App>,
    identity: Identity,
    Path(number): Path<u32>,
) -> Result<Json<WholeRuleSet>, ActionError> {
    Ok(Json(whole(&app, &identity, number).await?))
}

async fn whole(app: &App, identity: &Identity, number: u32) -> Result<WholeRuleSet, ActionError> {
    let read = rule_sets::rule_set(app, &identity.viewer, number).await?;
    Ok(WholeRuleSet {
        shown: RuleSetShown::new(read.known),
        text: read.text,
        replays: read.replays.into_iter().map(ReplayShown::new).collect(),
    })
}

/// Make a version the active one
///
/// It must have been replayed against the version that is active now, or have been active before.
/// Messages are looked through with it from the next one on, by every node.
#[utoipa::path(
    put,
    path = "/api/v1/rule-sets/active",
    tag = "staff",
    request_body = NewActivation,
    responses(
        (status = 200, description = "It is active", body = RuleSetsShown),
        (status = 409, description = "`already_active`, `not_replayed`, `replay_outdated` or `stale`"),
    ),
)]
pub async fn put_active_rule_set(
    State(app): State<App>,
    identity: Identity,
    Json(new): Json<NewActivation>,
) -> Result<Json<RuleSetsShown>, ActionError> {
    let command = Activate {
        number: new.number,
        reason: new.reason,
        seen: new.seen,
    };
    rule_sets::activate(&app, &identity.viewer, command).await?;
    get_rule_sets(State(app), identity).await
}

/// Hold a version against messages that were sent
#[utoipa::path(
    post,
    path = "/api/v1/rule-sets/{number}/replays",
    tag = "staff",
    params(("number" = u32, Path, description = "The version's number")),
    request_body = NewReplay,
    responses(
        (status = 201, description = "It runs", body = ReplayShown),
        (status = 409, description = "`replay_running`: one replay runs at a time"),
    ),
)]
pub async fn post_rule_replay(
    State(app): State<App>,
    identity: Identity,
    Path(number): Path<u32>,
    request: IdempotentRequest,
    Json(new): Json<NewReplay>,
) -> Result<(StatusCode, Json<ReplayShown>), ActionError> {
    let command = StartReplay {
        id: request.id(ReplayId),
        number,
        days: new.days,
    };
    let replay = rule_sets::start(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(ReplayShown::new(replay))))
}

/// A replay with its counts and samples
#[utoipa::path(
    get,
    path = "/api/v1/rule-replays/{replay}",
    tag = "staff",
    params(("replay" = Uuid, Path, description = "The replay's id")),
    responses((status = 200, description = "What it has counted so far", body = WholeReplay)),
)]
pub async fn get_rule_replay(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReplayId>,
) -> Result<Json<WholeReplay>, ActionError> {
    let read = rule_sets::replay(&app, &identity.viewer, id).await?;
    Ok(Json(WholeReplay {
        shown: ReplayShown::new(read.replay),
        counts: read.counts.into_iter().map(ReplayCountShown::new).collect(),
        samples: read
            .samples
            .into_iter()
            .map(ReplaySampleShown::new)
            .collect(),
    }))
}

/// Stop a replay, or take it up again
#[utoipa::path(
    put,
    path = "/api/v1/rule-replays/{replay}",
    tag = "staff",
    params(("replay" = Uuid, Path, description = "The replay's id")),
    request_body = ReplayTurn,
    responses(
        (status = 200, description = "It is stopped, or goes on behind the last message that it looked at", body = ReplayShown),
        (status = 409, description = "`replay_state` or `replay_running`"),
    ),
)]
pub async fn put_rule_replay(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ReplayId>,
    Json(turn): Json<ReplayTurn>,
) -> Result<Json<ReplayShown>, ActionError> {
    let replay = rule_sets::turn(&app, &identity.viewer, id, turn.running).await?;
    Ok(Json(ReplayShown::new(replay)))
}

impl DoneShown {
    fn new(done: Done) -> DoneShown {
        DoneShown {
            at: done.at,
            staff: done.by,
            name: done.name,
            reason: done.because,
        }
    }
}

impl RuleSetShown {
    fn new(known: KnownRuleSet) -> RuleSetShown {
        RuleSetShown {
            number: known.facts.number,
            state: known.facts.state(),
            based_on: known.based_on,
            entered: DoneShown::new(known.entered),
        }
    }
}

impl ActivationShown {
    fn new(activation: Activation) -> ActivationShown {
        ActivationShown {
            number: activation.number,
            before: activation.before,
            activated: DoneShown::new(activation.done),
        }
    }
}

impl ReplayShown {
    fn new(replay: Replay) -> ReplayShown {
        ReplayShown {
            id: replay.id,
            number: replay.number,
            against: replay.against,
            sent_from: replay.sent_from,
            sent_to: replay.sent_to,
            state: replay.state.code(),
            looked: replay.totals.looked,
            caught: replay.totals.caught,
            freed: replay.totals.freed,
            started_at: replay.started_at,
            started_by: replay.started_by,
            ended_at: replay.ended_at,
        }
    }
}

impl ReplayCountShown {
    fn new(count: ReplayCount) -> ReplayCountShown {
        ReplayCountShown {
            way: count.way,
            kind: count.kind,
            rule: count.rule,
            messages: count.messages,
        }
    }
}

impl ReplaySampleShown {
    fn new(sample: ReplaySample) -> ReplaySampleShown {
        let Span { start, end } = sample.span;
        ReplaySampleShown {
            way: sample.way,
            kind: sample.kind,
            rule: sample.rule,
            seller: sample.seller,
            conversation: sample.conversation,
            message: sample.message,
            sequence: sample.sequence,
            start,
            end,
        }
    }
}
