//! Staff take a conversation over from a seller that fails, and hand it back.

use rules::access::{Action, Viewer};
use rules::conversation::{Conversation, hand_back, take_over};
use rules::ids::ConversationId;
use store::Tx;

use super::save::{Before, check_version, load, save};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// Who is to answer from now on.
#[derive(Debug, Clone, Copy)]
pub struct SetTakenOver {
    pub conversation: ConversationId,
    pub taken_over: bool,
    pub version: Option<i64>,
}

/// Takes it over or hands it back; meanwhile the seller's clock stands still.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: SetTakenOver,
) -> Result<Conversation, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let action = if command.taken_over {
            Action::TakeOver
        } else {
            Action::HandBack
        };
        let mut conversation = load(tx, &viewer, command.conversation, action).await?;
        check_version(&conversation, command.version)?;
        let Viewer::Staff { staff, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only staff take conversations over.",
            ));
        };
        let before = Before::of(&conversation);
        let (seller, buyer) = (&conversation.seller, &conversation.buyer);
        let terms = app
            .calendars
            .terms(tx, &app.config, seller, buyer, now)
            .await?;
        let due_soon_percent = terms.due_soon_percent(conversation.deadline.as_ref());
        let changes = match command.taken_over {
            true => take_over(&mut conversation, *staff, &terms.calendar, now)
                .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?,
            false => hand_back(&mut conversation, &terms.calendar, due_soon_percent, now)
                .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?,
        };
        let recorder = Recorder::new(&app, &viewer, now);
        save(tx, &recorder, &before, &conversation, &changes, None).await?;
        Ok(conversation)
    })
    .await
}
