//! The time zone that a viewer reads instants in: the seller's, the buyer's where it is known, or the marketplace's.

use jiff::tz::TimeZone;
use rules::access::{Action, Relation, Viewer};
use store::Tx;

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

pub async fn run(app: &App, viewer: &Viewer) -> Result<TimeZone, ActionError> {
    check(viewer, Action::KeepSession, Relation::Own)?;
    let viewer = viewer.clone();
    let own = app
        .db
        .read(async move |tx: &Tx| {
            Ok::<_, ActionError>(match &viewer {
                Viewer::Agent { seller, .. } => store::sellers::find(tx, seller)
                    .await?
                    .map(|seller| seller.time_zone),
                Viewer::Buyer(buyer) => store::buyers::find(tx, buyer)
                    .await?
                    .and_then(|buyer| buyer.time_zone),
                _ => None,
            })
        })
        .await?;
    let zone = own.and_then(|name| TimeZone::get(&name).ok());
    let marketplace = || TimeZone::get(&app.config.marketplace.time_zone);
    Ok(zone.or_else(|| marketplace().ok()).unwrap_or(TimeZone::UTC))
}
