//! Making a version the active one, also an earlier one again.

use rules::access::{Action, Relation, Viewer};
use rules::ids::ContentId;
use rules::moderation::{NO_RULE_SET, RuleSetFacts, RuleSetState};
use serde_json::{Value, json};
use store::{DbError, Tx};

use super::stream;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Which version is to be the active one.
#[derive(Debug, Clone)]
pub struct Activate {
    /// 0: none of the marketplace's own.
    pub number: u32,
    /// Needed where the version was not active before.
    pub reason: String,
    /// The active version that the author had seen; another one since then refuses this.
    pub seen: Option<u32>,
}

/// Makes it the active one: every node looks through its next message with it.
pub async fn activate(app: &App, viewer: &Viewer, command: Activate) -> Result<(), ActionError> {
    check(viewer, Action::ChangeRuleSets, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let number = command.number;
    app.db
        .write(async move |tx: &Tx| {
            let (before, last) = store::rule_sets::active(tx).await?;
            if command.seen.is_some_and(|seen| seen != before) {
                return Err(ActionError::Stale);
            }
            let facts = facts(tx, number, before).await?;
            facts
                .may_activate()
                .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
            let goes_back = facts.state() == RuleSetState::Retired;
            let because = match command.reason.trim() {
                "" if goes_back => None,
                reason => Some((recorder.id(ContentId)?, parse_reason(reason)?)),
            };
            let mut said = Value::Null;
            if let Some((id, reason)) = &because {
                let (salt, commitment) = recorder.commit(*id, reason.as_str())?;
                store::contents::insert_of_marketplace(tx, *id, &salt, reason.as_str()).await?;
                said = commitment;
            }
            let because = because.map(|(id, _)| id);
            let numbers = (last + 1, number, before);
            match store::rule_sets::activate(tx, numbers, (now, by), because).await {
                Err(DbError::Unique { .. }) => return Err(ActionError::Stale),
                activated => activated?,
            }
            let body = json!({
                "rule_set": number,
                "before": before,
                "goes_back": goes_back,
                "reason": said,
            });
            let event = recorder.event(None, stream(), None, "rule_set.activated", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

async fn facts(tx: &Tx, number: u32, active: u32) -> Result<RuleSetFacts, ActionError> {
    if number == NO_RULE_SET {
        return Ok(RuleSetFacts {
            number,
            active,
            was_active: true,
            replayed_against: None,
        });
    }
    let mut known = store::rule_sets::known(tx, number, 1).await?;
    known.pop().map(|known| known.facts).ok_or_else(|| {
        ActionError::invalid(
            "unknown_rule_set",
            "number: there is no such version; GET /api/v1/rule-sets lists those that there are.",
        )
    })
}

/// Whether the active version can be used with the lexicons of this node, which it is started with.
pub async fn check_active(app: &App) -> Result<(), ActionError> {
    let state = app.clone();
    let wanted = app
        .db
        .read(async move |tx: &Tx| Ok::<_, ActionError>(state.detectors.active(tx).await?))
        .await?;
    app.detectors.of(wanted).await.map(drop)
}
