//! How many conversations of each of some lists the agent has not read.

use rules::access::{Action, Relation, Viewer};
use store::Tx;
use store::lists::{self, Filter, Tab};

use crate::actions::conversations::list::read_by;
use crate::actions::sellers_own::seller_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// The counts of these lists in their order, each up to `lists::UNREAD_MAX`.
pub async fn unread(
    app: &App,
    viewer: &Viewer,
    lists: Vec<(Tab, Filter)>,
) -> Result<Vec<u32>, ActionError> {
    check(viewer, Action::CountConversations, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let lists: Vec<(Tab, Filter)> = lists
        .into_iter()
        .map(|(tab, filter)| (tab, read_by(viewer, filter)))
        .collect();
    app.db
        .read(async move |tx: &Tx| {
            let mut counts = Vec::with_capacity(lists.len());
            for (tab, filter) in &lists {
                counts.push(lists::count_unread(tx, &seller, *tab, filter).await?);
            }
            Ok(counts)
        })
        .await
}
