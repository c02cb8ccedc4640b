//! Withdrawing a change that has not begun to hold.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{ContentId, SettingChangeId, StaffId};
use rules::settings::{SettingChange, may_withdraw};
use serde_json::json;
use store::Tx;
use store::settings::Withdrawal;

use super::change::stream;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Withdraws it for a reason.
pub async fn withdraw(
    app: &App,
    viewer: &Viewer,
    id: SettingChangeId,
    reason: &str,
) -> Result<SettingChange, ActionError> {
    check(viewer, Action::ChangeSettings, Relation::Marketplace)?;
    let reason = parse_reason(reason)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let found = store::settings::find(tx, id).await?;
        let mut change = found.ok_or(ActionError::NotFound)?;
        may_withdraw(&change, now)
            .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
        let because = recorder.id(ContentId)?;
        let (salt, said) = recorder.commit(because, reason.as_str())?;
        store::contents::insert_of_marketplace(tx, because, &salt, reason.as_str()).await?;
        let withdrawal = Withdrawal {
            at: now,
            by,
            because,
        };
        store::settings::withdraw(tx, id, withdrawal).await?;
        let body = json!({
            "setting_change_id": id,
            "setting": change.value.setting(),
            "reason": said,
        });
        let event = recorder.event(None, stream(), None, "settings.withdrawn", body)?;
        record(tx, &[event]).await?;
        change.known_to = Some(now);
        Ok(change)
    };
    app.db.write(work).await
}

/// What carries the name of whoever did it is done by a person of staff, and by nobody else.
pub(in crate::actions) fn staff_of(viewer: &Viewer) -> Result<StaffId, ActionError> {
    match viewer {
        Viewer::Staff { staff, .. } => Ok(*staff),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only people of the marketplace do this.",
        )),
    }
}
