//! Who of the staff read which conversation, when, why and how often.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{EventId, StaffId};
use store::Tx;
use store::readings::{Filter, Reading};

use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// People who can be chosen from at most.
const PEOPLE_MAX: u32 = 500;

/// Readings that fit, newest reason first, from before a place on.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: Filter,
    before: Option<Place>,
    limit: u32,
) -> Result<Vec<Reading>, ActionError> {
    check(viewer, Action::ReadReadings, Relation::Marketplace)?;
    let before = before.map(|place| (place.at, EventId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            Ok(store::readings::any_matching(tx, &filter, before, limit).await?)
        })
        .await
}

/// Everybody whose readings can be asked for.
pub async fn people(app: &App, viewer: &Viewer) -> Result<Vec<(StaffId, String)>, ActionError> {
    check(viewer, Action::ReadReadings, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| Ok(store::readings::people(tx, PEOPLE_MAX).await?))
        .await
}

/// The place of a reading in the list.
pub fn place(reading: &Reading) -> Place {
    Place {
        at: reading.at,
        id: reading.id.0,
    }
}
