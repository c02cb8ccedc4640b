//! Revoking an API token: from the next request on, no node takes it.

use rules::access::{Action, Relation, Viewer};
use rules::ids::TokenId;
use rules::token::may_keep;
use serde_json::json;
use store::api_tokens::{any_find, revoke as save};

use super::make::stream;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Revoking one that is revoked already changes nothing.
pub async fn revoke(app: &App, viewer: &Viewer, id: TokenId) -> Result<(), ActionError> {
    check(viewer, Action::ManageTokens, Relation::Own)?;
    let now = app.now();
    let (viewer, recorder) = (viewer.clone(), Recorder::new(app, viewer, now));
    app.db
        .write(async move |tx| -> Result<(), ActionError> {
            let token = any_find(tx, id)
                .await?
                .filter(|token| may_keep(&viewer, &token.holder));
            let token = token.ok_or(ActionError::NotFound)?;
            if save(tx, id, now).await? {
                let seller = token.holder.seller();
                let event = recorder.event(
                    seller,
                    stream(seller),
                    None,
                    "token.revoked",
                    json!({ "token_id": id }),
                )?;
                record(tx, &[event]).await?;
            }
            Ok(())
        })
        .await
}
