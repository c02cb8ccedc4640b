//! Entering a change of a setting, from now on or from a later instant.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{ContentId, SettingChangeId};
use rules::settings::{SettingChange, SettingValue, Validity, may_enter};
use serde_json::{Value, json};
use store::events::Stream;
use store::settings::Entered;
use store::{DbError, Tx};

use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A change to be entered.
#[derive(Debug, Clone)]
pub struct ChangeSetting {
    /// The id that the change gets, chosen by the caller: entering again under the same id enters nothing.
    pub id: Option<SettingChangeId>,
    pub value: SettingValue,
    /// `None`: from now on.
    pub valid_from: Option<Timestamp>,
    pub valid_to: Option<Timestamp>,
    pub reason: String,
    /// The newest revision that the author had seen; another one since then refuses the change.
    pub revision: Option<i64>,
}

/// Enters it.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    command: ChangeSetting,
) -> Result<SettingChange, ActionError> {
    check(viewer, Action::ChangeSettings, Relation::Marketplace)?;
    let reason = parse_reason(&command.reason)?;
    let now = app.now();
    let validity = Validity {
        from: command.valid_from.unwrap_or(now),
        to: command.valid_to,
    };
    may_enter(&command.value, validity, now)
        .map_err(|refused| ActionError::invalid(refused.code(), refused.to_string()))?;
    let by = super::withdraw::staff_of(viewer)?;
    let recorder = Recorder::new(app, viewer, now);
    let change = SettingChange {
        id: match command.id {
            Some(id) => id,
            None => recorder.id(SettingChangeId)?,
        },
        value: command.value,
        validity,
        known_from: now,
        known_to: None,
    };
    let work = async move |tx: &Tx| {
        if let Some(entered) = store::settings::find(tx, change.id).await? {
            return Ok(entered);
        }
        let newest = store::settings::revision(tx, change.value.setting()).await?;
        if command.revision.is_some_and(|seen| seen != newest) {
            return Err(ActionError::Stale);
        }
        let because = recorder.id(ContentId)?;
        let (salt, said) = recorder.commit(because, reason.as_str())?;
        store::contents::insert_of_marketplace(tx, because, &salt, reason.as_str()).await?;
        let entered = Entered {
            change: change.clone(),
            revision: newest + 1,
            by,
            because,
        };
        let (salt, value) = commit_value(&recorder, &change)?;
        match store::settings::insert(tx, &entered, &salt).await {
            Err(DbError::Unique { .. }) => return Err(ActionError::Stale),
            inserted => inserted?,
        }
        let body = json!({
            "setting_change_id": change.id,
            "setting": change.value.setting(),
            "revision": entered.revision,
            "valid_from": validity.from,
            "valid_to": validity.to,
            "value": value,
            "reason": said,
        });
        let event = recorder.event(None, stream(), None, "settings.changed", body)?;
        record(tx, &[event]).await?;
        Ok(change.clone())
    };
    app.db.write(work).await
}

pub(super) fn stream() -> Stream {
    Stream::Marketplace("settings".to_owned())
}

/// A number or a switch stands in the event; a text is there as its commitment alone.
fn commit_value(
    recorder: &Recorder,
    change: &SettingChange,
) -> Result<([u8; 32], Value), ActionError> {
    let written = serde_json::to_value(&change.value).map_err(|error| ActionError::Internal {
        operation: "writing a setting",
        source: error.into(),
    })?;
    let value = &written["value"];
    let text = value.as_str().unwrap_or_default();
    let (salt, said) = recorder.commit(ContentId(change.id.0), text)?;
    Ok(match value {
        Value::String(_) => (salt, json!({ "commitment": said["commitment"] })),
        value => (salt, value.clone()),
    })
}
