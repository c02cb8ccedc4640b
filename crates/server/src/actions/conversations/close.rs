//! Closing and reopening.

use rules::access::{Action, Viewer};
use rules::conversation::{Conversation, LifecycleRefused, close, reopen};
use rules::ids::ConversationId;
use store::Tx;

use super::save::{Before, check_version, load, save};
use super::send::author_of;
use crate::actions::keeping::refuse_erased;
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// Whether the conversation is to be open or closed.
#[derive(Debug, Clone, Copy)]
pub struct SetClosed {
    pub conversation: ConversationId,
    pub closed: bool,
    pub version: Option<i64>,
}

/// Closes or reopens it. A seller cannot close away a message that waits for its answer.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: SetClosed,
) -> Result<Conversation, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let action = if command.closed {
            Action::Close
        } else {
            Action::Reopen
        };
        let mut conversation = load(tx, &viewer, command.conversation, action).await?;
        check_version(&conversation, command.version)?;
        let before = Before::of(&conversation);
        let changes = match command.closed {
            true => close(&mut conversation, author_of(&viewer)?, now).map_err(refused)?,
            false => {
                refuse_erased(tx, &conversation.buyer).await?;
                reopen(&mut conversation, now).map_err(refused)?
            }
        };
        let recorder = Recorder::new(&app, &viewer, now);
        save(tx, &recorder, &before, &conversation, &changes, None).await?;
        Ok(conversation)
    })
    .await
}

fn refused(refused: LifecycleRefused) -> ActionError {
    let todo = match refused {
        LifecycleRefused::ReplyOwed => " Answer it, or say why no reply is needed.",
        _ => "",
    };
    ActionError::conflict(
        refused.code(),
        format!("This cannot be done: {refused}.{todo}"),
    )
}
