//! Ending sessions of one's own: from the next request on, no node takes them.

use rules::access::Viewer;
use serde_json::json;
use store::{known_devices, session_lists};

use super::holder::Holder;
use super::password::Kept;
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::attempts::account_event;
use crate::app::App;
use crate::error::ActionError;

/// Ends one; `NotFound` where it is nobody's or somebody else's.
pub async fn end_one(app: &App, viewer: &Viewer, session: [u8; 32]) -> Result<(), ActionError> {
    let (holder, recorder) = (Holder::of(viewer)?, Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            if !session_lists::end_one(tx, &holder.person, &session).await? {
                return Err(ActionError::NotFound);
            }
            let body = json!({ "sessions": 1 });
            let event = account_event(&recorder, &holder.person, "account.sessions_ended", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

/// Ends all but the one that is kept, and forgets the other browsers; says how many sessions.
pub async fn end_others(app: &App, viewer: &Viewer, kept: Kept) -> Result<u64, ActionError> {
    let (holder, recorder) = (Holder::of(viewer)?, Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            known_devices::forget_others(tx, &holder.key, kept.device.as_ref()).await?;
            let person = &holder.person;
            let ended = session_lists::end_others(tx, person, kept.session.as_ref()).await?;
            if ended > 0 {
                let body = json!({ "sessions": ended });
                let event = account_event(&recorder, person, "account.sessions_ended", body)?;
                record(tx, &[event]).await?;
            }
            Ok(ended)
        })
        .await
}
