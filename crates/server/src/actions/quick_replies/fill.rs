//! Filling a quick reply in for a conversation: in the buyer's language, with what is known of its order and deadline.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{ConversationId, QuickReplyId};
use rules::quick_reply::{Filled, VariantLanguage, fill};
use store::{Tx, quick_replies};

use super::facts::facts;
use super::keep::seller_of;
use crate::actions::conversations::save::load;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A text ready to be put into a message.
#[derive(Debug, Clone)]
pub struct Ready {
    pub filled: Filled,
    pub language: VariantLanguage,
}

/// Fills it in and counts the use.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    conversation: ConversationId,
    id: QuickReplyId,
) -> Result<Ready, ActionError> {
    check(viewer, Action::UseQuickReplies, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, conversation, Action::UseQuickReplies).await?;
        let found = quick_replies::find(tx, &seller, id).await?;
        let found = found.ok_or(ActionError::NotFound)?;
        let facts = facts(tx, &app, &viewer, &conversation).await?;
        let (language, template) = found.content.variants.for_reader(&facts.language);
        let filled = fill(template, &facts.worded(language));
        quick_replies::count_use(tx, &seller, id).await?;
        Ok(Ready { filled, language })
    })
    .await
}
