//! A seller as staff see it: people, calendar with its history, deadlines with their derivations, newest conversations.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Relation, Viewer};
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{ConversationId, DeadlineId, SellerId};
use store::Tx;
use store::agents::Agent;
use store::calendar_days::CalendarDay;
use store::deadline_history::{self, Kept, Outcome, Past};
use store::events::Event;
use store::oversight::{self, Found};
use store::sellers::{Named, Seller};

use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// Over how long the share of kept deadlines is told.
pub const SHARE_OVER_DAYS: i64 = 90;

const CHANGES_MAX: u32 = 50;
const CONVERSATIONS_MAX: u32 = 10;

/// What staff see of a seller.
#[derive(Debug, Clone)]
pub struct SellerSeen {
    pub seller: Seller,
    pub agents: Vec<Agent>,
    /// When each of them last signed in, by id.
    pub signed_in: BTreeMap<String, Timestamp>,
    pub spec: CalendarSpec,
    pub calendar: Arc<Calendar>,
    /// What staff changed in the days of the seller's country, the withdrawn changes too.
    pub days: Vec<CalendarDay>,
    /// What the marketplace changed of the seller itself, newest first.
    pub changes: Vec<Event>,
    pub kept: Kept,
    pub deadlines: Vec<Past>,
    /// How often and how a deadline was computed again, by deadline.
    pub recomputed: BTreeMap<DeadlineId, Vec<Event>>,
    pub conversations: Vec<Found>,
}

/// Sellers by a part of their name or the beginning of their id.
pub async fn find(
    app: &App,
    viewer: &Viewer,
    words: &str,
    after: Option<(String, SellerId)>,
    limit: u32,
) -> Result<Vec<Named>, ActionError> {
    check(viewer, Action::ReadSeller, Relation::Marketplace)?;
    let words = words.trim().to_owned();
    app.db
        .read(async move |tx: &Tx| {
            Ok(store::sellers::any_named(tx, &words, after.as_ref(), limit).await?)
        })
        .await
}

/// One seller, with the deadlines of one outcome from before a place on.
pub async fn see(
    app: &App,
    viewer: &Viewer,
    id: SellerId,
    outcome: Outcome,
    before: Option<Place>,
    limit: u32,
) -> Result<SellerSeen, ActionError> {
    check(viewer, Action::ReadSeller, Relation::Marketplace)?;
    let (state, now) = (app.clone(), app.now());
    let since = now
        .saturating_sub(SignedDuration::from_hours(24 * SHARE_OVER_DAYS))
        .unwrap_or(Timestamp::MIN);
    let before = before.map(|place| (place.at, DeadlineId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            let seller = store::sellers::find(tx, &id).await?;
            let seller = seller.ok_or(ActionError::NotFound)?;
            let (spec, calendar, days) = state.calendars.of_known_seller(tx, &seller, now).await?;
            let (agents, signed_in, changes, kept, deadlines, conversations) = tokio::try_join!(
                store::agents::of_seller(tx, &id),
                store::last_sign_ins::of(tx, Some(&id)),
                store::events::of_seller_record(tx, &id, CHANGES_MAX),
                deadline_history::kept(tx, &id, since, now),
                deadline_history::of_seller(tx, &id, outcome, before, limit, now),
                oversight::any_recent_of_seller(tx, &id, CONVERSATIONS_MAX),
            )?;
            let recomputed = recomputed(tx, &id, &deadlines).await?;
            Ok(SellerSeen {
                seller,
                agents,
                signed_in,
                spec,
                calendar,
                days,
                changes,
                kept,
                deadlines,
                recomputed,
                conversations,
            })
        })
        .await
}

/// The deadlines of a seller alone, with how they were computed again.
pub async fn deadlines(
    app: &App,
    viewer: &Viewer,
    id: SellerId,
    outcome: Outcome,
    before: Option<Place>,
    limit: u32,
) -> Result<(Vec<Past>, BTreeMap<DeadlineId, Vec<Event>>), ActionError> {
    check(viewer, Action::ReadSeller, Relation::Marketplace)?;
    let now = app.now();
    let before = before.map(|place| (place.at, DeadlineId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            let seller = store::sellers::find(tx, &id).await?;
            seller.ok_or(ActionError::NotFound)?;
            let deadlines =
                deadline_history::of_seller(tx, &id, outcome, before, limit, now).await?;
            let recomputed = recomputed(tx, &id, &deadlines).await?;
            Ok((deadlines, recomputed))
        })
        .await
}

/// The events by which these deadlines were computed again.
async fn recomputed(
    tx: &Tx,
    seller: &SellerId,
    deadlines: &[Past],
) -> Result<BTreeMap<DeadlineId, Vec<Event>>, ActionError> {
    let mut conversations: Vec<ConversationId> =
        deadlines.iter().map(|past| past.conversation).collect();
    conversations.sort_unstable();
    conversations.dedup();
    let mut found: BTreeMap<DeadlineId, Vec<Event>> = BTreeMap::new();
    for conversation in conversations {
        let events =
            store::events::of_kind(tx, seller, conversation, "deadline.recomputed").await?;
        for event in events {
            let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
            let deadline = body["deadline_id"].as_str().and_then(|id| id.parse().ok());
            if let Some(deadline) = deadline {
                found.entry(deadline).or_default().push(event);
            }
        }
    }
    Ok(found)
}
