//! How many conversations of each saved view the agent has not read.

use jiff::tz::TimeZone;
use rules::access::{Action, Relation, Viewer};
use store::Tx;
use store::lists;
use store::saved_views::View;

use super::fields::{Fields, tab};
use crate::actions::conversations::list::read_by;
use crate::actions::sellers_own::seller_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// The counts of these views in their order, each up to `lists::UNREAD_MAX`.
/// `zone` says where the days of their filters begin.
pub async fn unread(
    app: &App,
    viewer: &Viewer,
    views: &[View],
    zone: &TimeZone,
) -> Result<Vec<u32>, ActionError> {
    check(viewer, Action::CountConversations, Relation::Own)?;
    let (seller, now) = (seller_of(viewer)?, app.now());
    let list = |view: &View| {
        // A day that is none any more, or an id that cannot be one: the view is empty.
        let filter = Fields::of(view)?.narrowed(zone).ok().flatten();
        Ok(filter.map(|filter| (tab(&view.tab, now), read_by(viewer, filter))))
    };
    let lists: Vec<Option<_>> = views.iter().map(list).collect::<Result<_, ActionError>>()?;
    let asked: Vec<_> = lists.iter().flatten().cloned().collect();
    if asked.is_empty() {
        return Ok(vec![0; lists.len()]);
    }
    let counted = app
        .db
        .read(async move |tx: &Tx| lists::count_unread(tx, &seller, &asked).await);
    let mut counts = counted.await?.into_iter();
    let of_views = lists.iter().map(|list| match list {
        Some(_) => counts.next().unwrap_or_default(),
        None => 0,
    });
    Ok(of_views.collect())
}
