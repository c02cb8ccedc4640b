//! Gives events their places: consecutive, after the commit, by one node at a time.

use jiff::{SignedDuration, Timestamp};
use store::{Tx, events, leases};
use uuid::Uuid;

use crate::app::App;
use crate::error::ActionError;
use crate::live;

const LEASE: &str = "positions";
const LEASE_LENGTH: SignedDuration = SignedDuration::from_secs(15);
pub(super) const ROUND_MAX: u32 = 1_000;

/// Places the waiting events, and tells who follows them; says how many, or `None` where another node holds the lease.
/// Lease and positions are one transaction, so that a node which lost the lease places nothing.
pub(super) async fn run(
    app: &App,
    node: Uuid,
    now: Timestamp,
) -> Result<Option<usize>, ActionError> {
    let expires_at = now.saturating_add(LEASE_LENGTH).unwrap_or(Timestamp::MAX);
    let placed = app
        .db
        .write(async move |tx: &Tx| {
            match leases::any_take(tx, LEASE, node, now, expires_at).await? {
                Some(_) => Ok(Some(events::any_give_positions(tx, ROUND_MAX).await?)),
                None => Ok::<_, ActionError>(None),
            }
        })
        .await?;
    if placed.is_some_and(|placed| placed > 0) {
        app.db.tell(live::PLACED);
    }
    Ok(placed)
}

/// Leaves the work to another node at once; without it that one waits until the lease has passed.
pub(super) async fn give_back(app: &App, node: Uuid, now: Timestamp) -> Result<(), ActionError> {
    app.db
        .write(async move |tx: &Tx| Ok(leases::any_give_back(tx, LEASE, node, now).await?))
        .await
}
