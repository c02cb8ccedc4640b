//! Access that was asked for, the newest request first, with what became of it.

use rules::access::{Action, Relation, Verdict, Viewer, may};
use rules::ids::AccessId;
use store::Tx;
pub use store::accesses::Listed;

use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// All of it, from before a place on.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    before: Option<Place>,
    limit: u32,
) -> Result<Vec<Listed>, ActionError> {
    check(viewer, Action::ReadReadings, Relation::Marketplace)?;
    let before = before.map(|place| (place.at, AccessId(place.id)));
    app.db
        .read(async move |tx: &Tx| Ok(store::accesses::any_listed(tx, before, limit).await?))
        .await
}

/// How many requests of others wait for the viewer; `None` for somebody who does not decide.
pub async fn waiting_for(app: &App, viewer: &Viewer) -> Result<Option<u32>, ActionError> {
    if may(viewer, Action::DecideAccess, Relation::Marketplace) != Verdict::Allowed {
        return Ok(None);
    }
    let (staff, now) = (staff_of(viewer)?, app.now());
    app.db
        .read(async move |tx: &Tx| {
            let waiting = store::accesses::any_waiting_for(tx, staff, now).await?;
            Ok(Some(waiting))
        })
        .await
}

/// Where a page of the list ends.
pub fn place(listed: &Listed) -> Place {
    Place {
        at: listed.access.asked_at,
        id: listed.access.id.0,
    }
}
