//! What staff look for across sellers: conversations by id, and overdue replies. No text is shown here.

use rules::access::{Action, Relation, Viewer};
use rules::ids::SellerId;
use store::Tx;
use store::oversight::{self, Found, OverdueOfSeller};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Rows of an answer at most.
pub const ROWS_MAX: u32 = 200;

/// Finds conversations by the exact id of an order, listing, seller, buyer or conversation.
pub async fn find(app: &App, viewer: &Viewer, word: &str) -> Result<Vec<Found>, ActionError> {
    check(viewer, Action::FindConversations, Relation::Marketplace)?;
    let word = word.trim().to_owned();
    if word.is_empty() {
        return Err(ActionError::invalid(
            "nothing_to_find",
            "Give an id to look for.",
        ));
    }
    app.db
        .read(async move |tx: &Tx| Ok(oversight::any_matching(tx, &word, ROWS_MAX).await?))
        .await
}

/// Sellers with overdue replies, the most overdue first.
pub async fn overdue_by_seller(
    app: &App,
    viewer: &Viewer,
) -> Result<Vec<OverdueOfSeller>, ActionError> {
    check(viewer, Action::OverseeDeadlines, Relation::Marketplace)?;
    let now = app.now();
    app.db
        .read(async move |tx: &Tx| Ok(oversight::any_overdue_by_seller(tx, now, ROWS_MAX).await?))
        .await
}

/// Overdue conversations of one seller, longest overdue first.
pub async fn overdue_of_seller(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
) -> Result<Vec<Found>, ActionError> {
    check(viewer, Action::OverseeDeadlines, Relation::Marketplace)?;
    let now = app.now();
    app.db
        .read(async move |tx: &Tx| {
            Ok(oversight::any_overdue_of_seller(tx, &seller, now, ROWS_MAX).await?)
        })
        .await
}
