//! The list of the rules and the form of one, both with a trial on the newest conversations.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::assignment::Decision;
use rules::ids::RuleId;
use serde::Deserialize;
use store::assignment_rules::NamedRule;

use super::form::RuleFields;
use super::words::{Known, conditions, outcome, outcome_key, weekday};
use crate::actions::assignment::{self as action, Step, Tried};
use crate::actions::sellers_own::seller_of;
use crate::actions::{labels, marketplace};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::assignment_rules::{
    Choice, RuleFormView, RulePage, RuleRow, RulesPage, TriedRow,
};
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/rules";
const AGENTS_MAX: u32 = 500;
/// The ways to choose somebody, in the order in which they are offered.
const OUTCOMES: [&str; 4] = ["round_robin", "least_work", "agent", "same_as_last_time"];

type Sent = Vec<(String, String)>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Not empty: shows what the rules would do.
    r#try: String,
}

#[derive(Debug, Deserialize)]
pub struct Moved {
    step: String,
}

#[derive(Debug, Deserialize)]
pub struct Switched {
    active: String,
    version: Option<i64>,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let rules = action::list(app, viewer).await?;
    let known = known(&visit).await?;
    let texts = Texts::of(visit.identity.language);
    let tried = match asked.r#try.as_str() {
        "" => None,
        _ => Some(action::trial(app, viewer, None).await?),
    };
    let row = |named: &NamedRule| RuleRow {
        id: named.rule.id.to_string(),
        name: named.name.clone(),
        active: named.rule.active,
        conditions: conditions(texts, &known, &named.rule.conditions),
        outcome: outcome(texts, &known, &named.rule.outcome),
        version: named.version,
    };
    answer(&RulesPage {
        page: visit.page_at(ADDRESS.to_owned()),
        rules: rules.iter().map(row).collect(),
        may_manage: visit.may(Action::ManageAssignmentRules),
        tried: tried.map(|tried| tried_rows(texts, &known, &rules, tried)),
    })
}

/// `GET /rules/new`.
pub async fn new(visit: Visit) -> Result<Response, ActionError> {
    form(&visit, None, RuleFields::default(), None, None).await
}

/// `GET /rules/{rule}`.
pub async fn one(visit: Visit, Path(id): Path<RuleId>) -> Result<Response, ActionError> {
    let named = action::find(&visit.app, visit.viewer(), id).await?;
    let fields = RuleFields::of(&named);
    form(&visit, Some(id), fields, None, None).await
}

/// `POST /rules`.
pub async fn create(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    kept(visit, None, RuleFields::new(sent)).await
}

/// `POST /rules/{rule}`.
pub async fn change(
    visit: Visit,
    Path(id): Path<RuleId>,
    Form(sent): Form<Sent>,
) -> Result<Response, ActionError> {
    kept(visit, Some(id), RuleFields::new(sent)).await
}

/// `POST /rules/{rule}/deletion`.
pub async fn delete(visit: Visit, Path(id): Path<RuleId>) -> Result<Response, ActionError> {
    action::delete(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::RuleDeleted))
}

/// `POST /rules/{rule}/place`.
pub async fn move_by(
    visit: Visit,
    Path(id): Path<RuleId>,
    Form(moved): Form<Moved>,
) -> Result<Response, ActionError> {
    let step = match moved.step.as_str() {
        "up" => Step::Up,
        _ => Step::Down,
    };
    action::move_by(&visit.app, visit.viewer(), id, step).await?;
    Ok(go(ADDRESS, Notice::RuleSaved))
}

/// `POST /rules/{rule}/activity`.
pub async fn switch(
    visit: Visit,
    Path(id): Path<RuleId>,
    Form(switched): Form<Switched>,
) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let active = switched.active == "yes";
    match action::switch(app, viewer, id, active, switched.version).await {
        Ok(_) => Ok(go(ADDRESS, Notice::RuleSaved)),
        Err(ActionError::Stale) => Ok(go(ADDRESS, Notice::Stale)),
        Err(error) => Err(error),
    }
}

/// Saves what was sent or only tries it; the form again where it cannot be taken.
async fn kept(
    visit: Visit,
    id: Option<RuleId>,
    fields: RuleFields,
) -> Result<Response, ActionError> {
    let content = match fields.content() {
        Ok(content) => content,
        Err(key) => return form(&visit, id, fields, Some(key), None).await,
    };
    let (app, viewer) = (&visit.app, visit.viewer());
    if !fields.value("try").is_empty() {
        let tried = action::trial(app, viewer, Some(content)).await?;
        return form(&visit, id, fields, None, Some(tried)).await;
    }
    let saved = match id {
        None => action::create(app, viewer, content).await,
        Some(id) => action::change(app, viewer, id, content, fields.version()).await,
    };
    let key = match saved {
        Ok(_) => return Ok(go(ADDRESS, Notice::RuleSaved)),
        Err(ActionError::Stale) => "rule-error-stale",
        Err(ActionError::Conflict { .. }) => "rule-error-many",
        Err(ActionError::Invalid { code, .. }) => match code {
            "rule_names_nobody" | "agent_unknown" => "rule-error-agents",
            "rule_country" => "rule-error-country",
            "rule_language" => "rule-error-language",
            "rule_hours" | "rule_weekday" => "rule-error-hours",
            "rule_prefix" => "rule-error-prefix",
            "label_unknown" => "rule-error-label",
            "rule_too_long" => "rule-error-long",
            _ => "rule-error-name",
        },
        Err(error) => return Err(error),
    };
    form(&visit, id, fields, Some(key), None).await
}

async fn form(
    visit: &Visit,
    id: Option<RuleId>,
    fields: RuleFields,
    error: Option<&'static str>,
    tried: Option<Vec<Tried>>,
) -> Result<Response, ActionError> {
    let known = known(visit).await?;
    let texts = Texts::of(visit.identity.language);
    let action = id.map_or_else(|| ADDRESS.to_owned(), |id| format!("{ADDRESS}/{id}"));
    let status = match error {
        Some("rule-error-stale" | "rule-error-many") => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let path = id.map_or_else(|| format!("{ADDRESS}/new"), |id| format!("{ADDRESS}/{id}"));
    let shown = answer(&RulePage {
        page: visit.page_at(path),
        is_new: id.is_none(),
        form: form_view(texts, &known, &fields, action),
        error: error.map(|key| texts.t(key)),
        tried: tried.map(|tried| tried_rows(texts, &known, &[], tried)),
    })?;
    Ok((status, shown).into_response())
}

fn form_view(texts: &Texts, known: &Known, fields: &RuleFields, action: String) -> RuleFormView {
    let agents = |name: &str| {
        let there = known.agents.iter();
        let there = there.filter(|agent| agent.active || fields.has(name, agent.id.as_str()));
        there
            .map(|agent| {
                Choice::new(
                    agent.id.to_string(),
                    agent.name.clone(),
                    fields.has(name, agent.id.as_str()),
                )
            })
            .collect()
    };
    let labels = known.labels.iter().map(|label| {
        let id = label.id.to_string();
        let selected = fields.has("label", &id);
        Choice::new(id, label.name.as_str().to_owned(), selected)
    });
    let weekdays = (1..=7_u8).map(|day| {
        let selected = fields.has("weekday", &day.to_string());
        Choice::new(day.to_string(), weekday(texts, day), selected)
    });
    let outcomes = OUTCOMES.map(|code| {
        let selected = fields.value("outcome") == code;
        Choice::new(code.to_owned(), texts.t(outcome_key(code)), selected)
    });
    RuleFormView {
        action,
        version: fields.value("version").to_owned(),
        name: fields.value("name").to_owned(),
        subject: fields.value("subject").to_owned(),
        prefix: fields.value("prefix").to_owned(),
        languages: fields.value("languages").to_owned(),
        countries: fields.value("countries").to_owned(),
        labels: labels.collect(),
        weekdays: weekdays.collect(),
        from: fields.value("from").to_owned(),
        to: fields.value("to").to_owned(),
        previous: agents("previous"),
        outcomes: outcomes.into_iter().collect(),
        agents: agents("agent"),
    }
}

fn tried_rows(
    texts: &Texts,
    known: &Known,
    rules: &[NamedRule],
    tried: Vec<Tried>,
) -> Vec<TriedRow> {
    let name_of = |id: RuleId| {
        let found = rules.iter().find(|named| named.rule.id == id);
        found.map(|named| named.name.clone())
    };
    let row = |tried: Tried| {
        let (result, rule) = match tried.decision {
            Decision::Assign { rule, agent } => (known.name_of(&agent), name_of(rule)),
            Decision::NobodyAvailable { rule } => (texts.t("rule-tried-nobody"), name_of(rule)),
            Decision::NoRule => (texts.t("rule-tried-none"), None),
        };
        let buyer = tried.entry.buyer_name;
        TriedRow {
            url: format!("/conversations/{}", tried.entry.id),
            subject: tried.entry.title,
            buyer: buyer.unwrap_or_else(|| tried.entry.buyer.to_string()),
            result,
            rule,
        }
    };
    tried.into_iter().map(row).collect()
}

async fn known(visit: &Visit) -> Result<Known, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let seller = seller_of(viewer)?;
    let from_start = store::Seek::since(None);
    let mut agents = marketplace::list_agents(app, viewer, seller, from_start, AGENTS_MAX).await?;
    agents.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Known {
        agents,
        labels: labels::list(app, viewer).await?,
    })
}
