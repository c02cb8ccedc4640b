//! Keeping the rules: making, changing, ordering and deleting them. Each change is checked and recorded.

use rules::access::{Action, Relation, Viewer};
use rules::assignment::{Conditions, Outcome, Rule, check as check_rule};
use rules::ids::{RuleId, SellerId};
use rules::inbox::{InvalidName, ViewName};
use serde_json::json;
use store::Tx;
use store::assignment_rules::{self, NamedRule};
use store::events::Stream;

use crate::actions::record::{Recorder, record};
use crate::actions::sellers_own::seller_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Rules of one seller at most.
const RULES_MAX: usize = 50;

/// What a rule is to be.
#[derive(Debug, Clone)]
pub struct RuleContent {
    pub name: String,
    pub conditions: Conditions,
    pub outcome: Outcome,
}

/// One place up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
}

/// The seller's rules in their order.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<NamedRule>, ActionError> {
    check(viewer, Action::ReadAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| Ok(assignment_rules::of_seller(tx, &seller).await?))
        .await
}

/// One of them.
pub async fn find(app: &App, viewer: &Viewer, id: RuleId) -> Result<NamedRule, ActionError> {
    let rules = list(app, viewer).await?;
    let found = rules.into_iter().find(|named| named.rule.id == id);
    found.ok_or(ActionError::NotFound)
}

/// Makes a rule behind all others.
pub async fn create(
    app: &App,
    viewer: &Viewer,
    content: RuleContent,
) -> Result<NamedRule, ActionError> {
    check(viewer, Action::ManageAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let content = checked(content)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            let rules = assignment_rules::of_seller(tx, &seller).await?;
            if rules.len() >= RULES_MAX {
                let detail = format!("A seller has at most {RULES_MAX} rules. Delete one first.");
                return Err(ActionError::conflict("too_many_rules", detail));
            }
            known(tx, &seller, &content).await?;
            let named = NamedRule {
                name: content.name.clone(),
                place: rules.last().map_or(1, |last| last.place + 1),
                rule: Rule {
                    id: recorder.id(RuleId)?,
                    active: true,
                    conditions: content.conditions.clone(),
                    outcome: content.outcome.clone(),
                    last_agent: None,
                },
                version: 1,
                created_at: now,
                updated_at: now,
            };
            assignment_rules::insert(tx, &seller, &named).await?;
            write(tx, &recorder, &seller, "assignment_rule.created", &named).await?;
            Ok(named)
        })
        .await
}

/// Changes what a rule says; its place and whose turn it is stay.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: RuleId,
    content: RuleContent,
    version: Option<i64>,
) -> Result<NamedRule, ActionError> {
    let content = checked(content)?;
    let kind = "assignment_rule.changed";
    edit(
        app,
        viewer,
        id,
        version,
        kind,
        Some(content.clone()),
        move |named| {
            named.name.clone_from(&content.name);
            named.rule.conditions.clone_from(&content.conditions);
            named.rule.outcome.clone_from(&content.outcome);
        },
    )
    .await
}

/// Switches a rule on or off.
pub async fn switch(
    app: &App,
    viewer: &Viewer,
    id: RuleId,
    active: bool,
    version: Option<i64>,
) -> Result<NamedRule, ActionError> {
    let kind = match active {
        true => "assignment_rule.switched_on",
        false => "assignment_rule.switched_off",
    };
    edit(app, viewer, id, version, kind, None, move |named| {
        named.rule.active = active;
    })
    .await
}

/// Swaps a rule with its neighbour; at either end it stays.
pub async fn move_by(
    app: &App,
    viewer: &Viewer,
    id: RuleId,
    step: Step,
) -> Result<(), ActionError> {
    check(viewer, Action::ManageAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            let mut rules = assignment_rules::of_seller(tx, &seller).await?;
            let from = rules.iter().position(|named| named.rule.id == id);
            let from = from.ok_or(ActionError::NotFound)?;
            let to = match step {
                Step::Up => from.checked_sub(1),
                Step::Down => Some(from + 1).filter(|to| *to < rules.len()),
            };
            let Some(to) = to else {
                return Ok(());
            };
            rules.swap(from, to);
            // Counted anew, so that places which once were equal cannot stay so.
            for (place, named) in (1..).zip(&mut rules) {
                if named.place != place {
                    named.place = place;
                    named.version += 1;
                    named.updated_at = now;
                    assignment_rules::update(tx, &seller, named).await?;
                }
            }
            write(tx, &recorder, &seller, "assignment_rule.moved", &rules[to]).await
        })
        .await
}

/// Deletes it; what it has assigned stays assigned.
pub async fn delete(app: &App, viewer: &Viewer, id: RuleId) -> Result<(), ActionError> {
    check(viewer, Action::ManageAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| {
            let named = load(tx, &seller, id).await?;
            assignment_rules::delete(tx, &seller, id).await?;
            write(tx, &recorder, &seller, "assignment_rule.deleted", &named).await
        })
        .await
}

async fn edit(
    app: &App,
    viewer: &Viewer,
    id: RuleId,
    version: Option<i64>,
    kind: &'static str,
    content: Option<RuleContent>,
    change: impl Fn(&mut NamedRule) + Send + Sync + 'static,
) -> Result<NamedRule, ActionError> {
    check(viewer, Action::ManageAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            let before = load(tx, &seller, id).await?;
            let mut named = before.clone();
            change(&mut named);
            if named == before {
                return Ok(before);
            }
            if version.is_some_and(|version| version != before.version) {
                return Err(ActionError::Stale);
            }
            if let Some(content) = &content {
                known(tx, &seller, content).await?;
            }
            named.version += 1;
            named.updated_at = now;
            assignment_rules::update(tx, &seller, &named).await?;
            write(tx, &recorder, &seller, kind, &named).await?;
            Ok(named)
        })
        .await
}

async fn load(tx: &Tx, seller: &SellerId, id: RuleId) -> Result<NamedRule, ActionError> {
    let rules = assignment_rules::of_seller(tx, seller).await?;
    let found = rules.into_iter().find(|named| named.rule.id == id);
    found.ok_or(ActionError::NotFound)
}

fn checked(content: RuleContent) -> Result<RuleContent, ActionError> {
    let name = ViewName::parse(&content.name).map_err(|wrong: InvalidName| {
        ActionError::invalid(wrong.code(), format!("name: {wrong}."))
    })?;
    check_rule(&content.conditions, &content.outcome)
        .map_err(|wrong| ActionError::invalid(wrong.code(), format!("{wrong}.")))?;
    Ok(RuleContent {
        name: name.as_str().to_owned(),
        ..content
    })
}

/// Agents and labels that a rule names are the seller's own.
async fn known(tx: &Tx, seller: &SellerId, content: &RuleContent) -> Result<(), ActionError> {
    let agents = content.outcome.agents().iter();
    for agent in agents.chain(&content.conditions.previous) {
        if store::agents::find(tx, seller, agent).await?.is_none() {
            let detail = "The seller has no agent with this id.";
            return Err(ActionError::invalid("agent_unknown", detail));
        }
    }
    for label in &content.conditions.labels {
        if store::labels::find(tx, seller, *label).await?.is_none() {
            let detail = "The seller has no label with this id.";
            return Err(ActionError::invalid("label_unknown", detail));
        }
    }
    Ok(())
}

/// The event holds the rule itself: only ids, codes and numbers; its name is left out.
async fn write(
    tx: &Tx,
    recorder: &Recorder,
    seller: &SellerId,
    kind: &'static str,
    named: &NamedRule,
) -> Result<(), ActionError> {
    let body = json!({
        "rule_id": named.rule.id,
        "place": named.place,
        "active": named.rule.active,
        "conditions": named.rule.conditions,
        "outcome": named.rule.outcome,
        "version": named.version,
    });
    let stream = Stream::Seller(seller.clone());
    let event = recorder.event(Some(seller), stream, None, kind, body)?;
    Ok(record(tx, &[event]).await?)
}
