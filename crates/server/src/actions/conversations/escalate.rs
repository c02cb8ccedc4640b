//! A buyer calls the marketplace, and staff see who has called.

use rules::access::{Action, Relation, Viewer};
use rules::conversation::{Conversation, escalate};
use rules::ids::ConversationId;
use store::Tx;
use store::escalations::{self, Escalation};

use super::save::{Before, load, save};
use crate::actions::oversight::ROWS_MAX;
use crate::actions::record::Recorder;
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Calls the marketplace into the conversation. Before the deadline has lapsed it is refused, with the instant
/// from which on it can be done.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Conversation, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation = load(tx, &viewer, id, Action::Escalate).await?;
        if !settings::at(tx, &app.config, now).await?.escalation_allowed {
            return Err(ActionError::conflict(
                "escalation_off",
                "The marketplace takes no calls here.",
            ));
        }
        let before = Before::of(&conversation);
        let changes = escalate(&mut conversation, now).map_err(|refused| {
            ActionError::conflict(refused.code(), format!("This cannot be done: {refused}."))
        })?;
        let recorder = Recorder::new(&app, &viewer, now);
        save(tx, &recorder, &before, &conversation, &changes, None).await?;
        Ok(conversation)
    })
    .await
}

/// The calls that wait for the marketplace, the longest waiting first.
pub async fn standing(app: &App, viewer: &Viewer) -> Result<Vec<Escalation>, ActionError> {
    check(viewer, Action::OverseeDeadlines, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| Ok(escalations::any_standing(tx, ROWS_MAX).await?))
        .await
}
