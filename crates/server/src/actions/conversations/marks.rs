//! What a viewer's list marks besides the conversations themselves: begun drafts, and calls to the marketplace.

use std::collections::BTreeSet;

use rules::access::{Action, Relation, Viewer};
use rules::ids::ConversationId;
use store::{DbError, Tx, drafts, escalations};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Conversations of each mark at most.
const MARKED_MAX: u32 = 1_000;

#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The viewer has begun to write there.
    pub drafts: BTreeSet<ConversationId>,
    /// The buyer has called the marketplace there; empty for buyers.
    pub escalated: BTreeSet<ConversationId>,
}

pub async fn marks(app: &App, viewer: &Viewer) -> Result<Marks, ActionError> {
    check(viewer, Action::ListConversations, Relation::Own)?;
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| Ok(marks_of(tx, &viewer).await?))
        .await
}

pub(super) async fn marks_of(tx: &Tx, viewer: &Viewer) -> Result<Marks, DbError> {
    let (drafts, escalated) = match viewer {
        Viewer::Agent { seller, agent, .. } => tokio::try_join!(
            drafts::of_agent(tx, seller, agent.as_str(), MARKED_MAX),
            escalations::of_seller(tx, seller, MARKED_MAX),
        )?,
        Viewer::Buyer(buyer) => (
            drafts::of_buyer(tx, buyer.as_str(), MARKED_MAX).await?,
            Vec::new(),
        ),
        _ => Default::default(),
    };
    Ok(Marks {
        drafts: drafts.into_iter().collect(),
        escalated: escalated.into_iter().collect(),
    })
}
