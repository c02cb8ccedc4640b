//! Entering a version of the rules. It is never changed: whoever wants another text enters another version.

use rules::access::{Action, Relation, Viewer};
use rules::ids::ContentId;
use serde_json::json;
use store::rule_sets::NewRuleSet;
use store::{DbError, Tx};
use tokio::task::spawn_blocking;

use super::stream;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A version to be entered.
#[derive(Debug, Clone)]
pub struct EnterRuleSet {
    /// The id that its text gets, chosen by the caller: entering again under the same id enters nothing.
    pub id: Option<ContentId>,
    pub text: String,
    /// The version that its author began with; 0 without one.
    pub based_on: u32,
    pub reason: String,
}

/// Enters it as a draft and returns its number. A mistake in the text is told with its line, and nothing is kept.
pub async fn enter(app: &App, viewer: &Viewer, command: EnterRuleSet) -> Result<u32, ActionError> {
    check(viewer, Action::ChangeRuleSets, Relation::Marketplace)?;
    let reason = parse_reason(&command.reason)?;
    let by = staff_of(viewer)?;
    let text = command.text.replace("\r\n", "\n");
    compiles(app, &text).await?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let (id, based_on) = (command.id, command.based_on);
    app.db
        .write(async move |tx: &Tx| {
            if let Some(id) = id
                && let Some(entered) = store::rule_sets::of_text(tx, id).await?
            {
                return Ok(entered);
            }
            let newest = store::rule_sets::newest(tx).await?;
            if based_on > newest {
                return Err(ActionError::invalid(
                    "based_on",
                    "based_on: there is no such version.",
                ));
            }
            let text_id = match id {
                Some(id) => id,
                None => recorder.id(ContentId)?,
            };
            let because = recorder.id(ContentId)?;
            let (text_salt, told) = recorder.commit(text_id, &text)?;
            let (salt, said) = recorder.commit(because, reason.as_str())?;
            store::contents::insert_of_marketplace(tx, text_id, &text_salt, &text).await?;
            store::contents::insert_of_marketplace(tx, because, &salt, reason.as_str()).await?;
            let new = NewRuleSet {
                number: newest + 1,
                based_on,
                text: text_id,
                at: now,
                by,
                because,
            };
            match store::rule_sets::insert(tx, &new).await {
                Err(DbError::Unique { .. }) => return Err(ActionError::Stale),
                inserted => inserted?,
            }
            let body = json!({
                "rule_set": new.number,
                "based_on": based_on,
                "text": told,
                "reason": said,
            });
            let event = recorder.event(None, stream(), None, "rule_set.entered", body)?;
            record(tx, &[event]).await?;
            Ok(new.number)
        })
        .await
}

async fn compiles(app: &App, text: &str) -> Result<(), ActionError> {
    let (detectors, text) = (app.detectors.clone(), text.to_owned());
    let compiled = spawn_blocking(move || detectors.compile(0, &text).map(drop)).await;
    compiled
        .map_err(|error| ActionError::Internal {
            operation: "reading a version of the rules",
            source: error.into(),
        })?
        .map_err(|mistake| {
            let detail = format!("text: line {}: {}", mistake.line, mistake.problem);
            ActionError::invalid("rules_mistake", detail)
        })
}
