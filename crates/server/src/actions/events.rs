//! The feed of events: replayable, without gaps, and only what the caller may see.

use rules::access::{Action, Relation, Viewer};
use store::Tx;
use store::events::{self, Event, Scope};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Events of one page at most.
pub const PAGE_MAX: u32 = 500;

/// Events after a position, in order. A position once seen never changes.
pub async fn after(
    app: &App,
    viewer: &Viewer,
    position: i64,
    limit: u32,
) -> Result<Vec<Event>, ActionError> {
    check(viewer, Action::ReadEvents, Relation::Own)?;
    let scope = match viewer {
        Viewer::Buyer(buyer) => Scope::Buyer(buyer.clone()),
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => {
            Scope::Seller(seller.clone())
        }
        Viewer::Staff { .. } | Viewer::Platform { .. } => Scope::Everything,
        Viewer::Anonymous => return Err(ActionError::SignInFirst),
    };
    let limit = limit.clamp(1, PAGE_MAX);
    app.db
        .read(async move |tx: &Tx| Ok(events::after(tx, &scope, position, limit).await?))
        .await
}
