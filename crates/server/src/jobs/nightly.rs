//! What one node does once in a night.

use jiff::{SignedDuration, Timestamp};
use store::{DbError, Tx, leases};
use uuid::Uuid;

use crate::app::App;

/// Whoever has it is not followed by another one in the same night.
const LEASE_LENGTH: SignedDuration = SignedDuration::from_hours(12);

/// Whether it is this hour by the clocks of the marketplace.
pub(super) fn is_hour(app: &App, hour: i8, now: Timestamp) -> bool {
    let zone = jiff::tz::TimeZone::get(&app.config.marketplace.time_zone);
    zone.is_ok_and(|zone| now.to_zoned(zone).hour() == hour)
}

/// Takes this night's work unless it is somebody's already. `night` is drawn for it: a node that came under its own id
/// would take its own lease again and again.
pub(super) async fn take(
    app: &App,
    lease: &'static str,
    night: Uuid,
    now: Timestamp,
) -> Result<bool, DbError> {
    let expires_at = now.saturating_add(LEASE_LENGTH).unwrap_or(Timestamp::MAX);
    let taken = async move |tx: &Tx| leases::any_take(tx, lease, night, now, expires_at).await;
    Ok(app.db.write(taken).await?.is_some())
}
