//! `/staff/rules`: versions of the rules, what they would find in messages that were sent, and which one is active.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::ReplayId;
use rules::moderation::{NO_RULE_SET, RuleSetState, Way};
use serde::Deserialize;
use store::rule_replays::{Replay, ReplayState};
use store::rule_sets::{Done, KnownRuleSet};

use crate::actions::moderation::words;
use crate::actions::rule_sets::{self, Activate, EnterRuleSet, StartReplay};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::staff::{
    ActivationRow, NextStep, ReplayCountRow, ReplayRow, ReplaySampleRow, RuleReplayPage,
    RuleSetForm, RuleSetPage, RuleSetRow, RuleSetsPage,
};
use crate::pages::visit::{Visit, go, show as answer};

const ALL: &str = "/staff/rules";

#[derive(Debug, Deserialize)]
pub struct Entered {
    text: String,
    based_on: u32,
    reason: String,
}

#[derive(Debug, Deserialize)]
pub struct Activated {
    number: u32,
    #[serde(default)]
    reason: String,
    seen: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub struct Days {
    days: u32,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    all(&visit, None).await
}

/// `POST /staff/rules`.
pub async fn enter(visit: Visit, Form(form): Form<Entered>) -> Result<Response, ActionError> {
    let command = EnterRuleSet {
        id: None,
        text: form.text.clone(),
        based_on: form.based_on,
        reason: form.reason.clone(),
    };
    match rule_sets::enter(&visit.app, visit.viewer(), command).await {
        Ok(number) => Ok(go(&address(number), Notice::RuleSetEntered)),
        Err(ActionError::Invalid { detail, .. }) => {
            let again = RuleSetForm {
                text: form.text,
                based_on: form.based_on,
                reason: form.reason,
                error: Some(detail),
            };
            let shown = all(&visit, Some(again)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(error) => Err(error),
    }
}

/// `GET /staff/rules/{number}`.
pub async fn show_one(visit: Visit, Path(number): Path<u32>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let read = rule_sets::rule_set(&visit.app, visit.viewer(), number).await?;
    let facts = read.known.facts;
    let next = match (facts.state(), facts.may_activate()) {
        (RuleSetState::Active, _) => NextStep::Nothing,
        (RuleSetState::Retired, _) => NextStep::GoBack,
        (_, Ok(())) => NextStep::Activate,
        (_, Err(_)) => NextStep::Replay,
    };
    let form = || RuleSetForm {
        text: read.text.clone().unwrap_or_default(),
        based_on: number,
        reason: String::new(),
        error: None,
    };
    answer(&RuleSetPage {
        page: visit.page(),
        row: row(&reader, &read.known),
        form: visit.may(Action::ChangeRuleSets).then(form),
        text: read.text,
        replays: read
            .replays
            .iter()
            .map(|replay| replay_row(&reader, replay))
            .collect(),
        next,
        seen: facts.active,
    })
}

/// `POST /staff/rules/{number}/replays`.
pub async fn start(
    visit: Visit,
    Path(number): Path<u32>,
    Form(form): Form<Days>,
) -> Result<Response, ActionError> {
    let command = StartReplay {
        id: None,
        number,
        days: form.days,
    };
    match rule_sets::start(&visit.app, visit.viewer(), command).await {
        Ok(replay) => Ok(go(&replay_address(&replay), Notice::ReplayStarted)),
        Err(ActionError::Conflict { .. } | ActionError::Invalid { .. }) => {
            Ok(go(&address(number), Notice::ReplayNotStarted))
        }
        Err(error) => Err(error),
    }
}

/// `POST /staff/rules/active`.
pub async fn activate(visit: Visit, Form(form): Form<Activated>) -> Result<Response, ActionError> {
    let command = Activate {
        number: form.number,
        reason: form.reason,
        seen: form.seen,
    };
    let back = match form.number {
        NO_RULE_SET => ALL.to_owned(),
        number => address(number),
    };
    match rule_sets::activate(&visit.app, visit.viewer(), command).await {
        Ok(()) => Ok(go(ALL, Notice::RuleSetActive)),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(&back, Notice::RuleSetNotActive))
        }
        Err(ActionError::Invalid { .. }) => Ok(go(&back, Notice::RuleSetNoReason)),
        Err(error) => Err(error),
    }
}

/// `GET /staff/rules/replays/{replay}`.
pub async fn show_replay(visit: Visit, Path(id): Path<ReplayId>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let read = rule_sets::replay(&visit.app, visit.viewer(), id).await?;
    let counts = read.counts.into_iter().map(|count| ReplayCountRow {
        way_key: way_key(count.way),
        kind_key: words::kind_key(count.kind),
        rule: count.rule,
        messages: count.messages.to_string(),
    });
    let samples = read.samples.into_iter().map(|sample| ReplaySampleRow {
        way_key: way_key(sample.way),
        kind_key: words::kind_key(sample.kind),
        rule: sample.rule,
        place: format!("{}–{}", sample.span.start, sample.span.end),
        url: format!(
            "/conversations/{}#m{}",
            sample.conversation, sample.sequence
        ),
    });
    answer(&RuleReplayPage {
        page: visit.page(),
        number: read.replay.number,
        name: version(reader.texts, read.replay.number),
        row: replay_row(&reader, &read.replay),
        counts: counts.collect(),
        samples: samples.collect(),
        may_change: visit.may(Action::ChangeRuleSets),
    })
}

/// `POST /staff/rules/replays/{replay}/stop`.
pub async fn stop(visit: Visit, Path(id): Path<ReplayId>) -> Result<Response, ActionError> {
    turn(&visit, id, false).await
}

/// `POST /staff/rules/replays/{replay}/resume`.
pub async fn resume(visit: Visit, Path(id): Path<ReplayId>) -> Result<Response, ActionError> {
    turn(&visit, id, true).await
}

async fn turn(visit: &Visit, id: ReplayId, runs: bool) -> Result<Response, ActionError> {
    let path = format!("{ALL}/replays/{id}");
    match rule_sets::turn(&visit.app, visit.viewer(), id, runs).await {
        Ok(_) if runs => Ok(go(&path, Notice::ReplayStarted)),
        Ok(_) => Ok(go(&path, Notice::ReplayStopped)),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(&path, Notice::ReplayNotStarted))
        }
        Err(error) => Err(error),
    }
}

async fn all(visit: &Visit, again: Option<RuleSetForm>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let overview = rule_sets::overview(&visit.app, visit.viewer()).await?;
    let may_change = visit.may(Action::ChangeRuleSets);
    let activations = overview
        .activations
        .into_iter()
        .map(|activation| ActivationRow {
            name: version(reader.texts, activation.number),
            by: by(&activation.done),
            at: reader.sent(activation.done.at),
            because: activation.done.because,
        });
    let form = || RuleSetForm {
        text: String::new(),
        based_on: NO_RULE_SET,
        reason: String::new(),
        error: None,
    };
    answer(&RuleSetsPage {
        page: visit.page_at(ALL.to_owned()),
        active: version(reader.texts, overview.active),
        rows: overview
            .versions
            .iter()
            .map(|known| row(&reader, known))
            .collect(),
        activations: activations.collect(),
        form: may_change.then(|| again.unwrap_or_else(form)),
        may_leave: Some(overview.active).filter(|active| may_change && *active != NO_RULE_SET),
    })
}

fn address(number: u32) -> String {
    format!("{ALL}/{number}")
}

fn replay_address(replay: &Replay) -> String {
    format!("{ALL}/replays/{}", replay.id)
}

pub(super) fn version(texts: &Texts, number: u32) -> String {
    match number {
        NO_RULE_SET => texts.t("ruleset-none"),
        number => format!("{} {number}", texts.t("ruleset-version")),
    }
}

fn row(reader: &Reader, known: &KnownRuleSet) -> RuleSetRow {
    let state = known.facts.state();
    RuleSetRow {
        number: known.facts.number,
        name: version(reader.texts, known.facts.number),
        state_key: match state {
            RuleSetState::Draft => "ruleset-state-draft",
            RuleSetState::Replayed => "ruleset-state-replayed",
            RuleSetState::Active => "ruleset-state-active",
            RuleSetState::Retired => "ruleset-state-retired",
        },
        is_active: state == RuleSetState::Active,
        by: by(&known.entered),
        at: reader.sent(known.entered.at),
        because: known.entered.because.clone(),
    }
}

fn by(done: &Done) -> String {
    done.name.clone().unwrap_or_else(|| done.by.to_string())
}

fn replay_row(reader: &Reader, replay: &Replay) -> ReplayRow {
    ReplayRow {
        id: replay.id.to_string(),
        against: version(reader.texts, replay.against),
        from: reader.sent(replay.sent_from),
        to: reader.sent(replay.sent_to),
        started: reader.sent(replay.started_at),
        state_key: match replay.state {
            ReplayState::Running => "ruleset-replay-running",
            ReplayState::Stopped => "ruleset-replay-stopped",
            ReplayState::Done => "ruleset-replay-done",
        },
        runs: replay.state == ReplayState::Running,
        is_stopped: replay.state == ReplayState::Stopped,
        looked: replay.totals.looked.to_string(),
        caught: replay.totals.caught.to_string(),
        freed: replay.totals.freed.to_string(),
    }
}

fn way_key(way: Way) -> &'static str {
    match way {
        Way::Caught => "ruleset-caught",
        Way::Freed => "ruleset-freed",
    }
}
