//! What waits at present across all sellers: the counts, by seller and country, and the list behind each of them.

use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Relation, Viewer};
use rules::deadline::due;
use rules::ids::ConversationId;
use store::Tx;
use store::oversight::Found;
use store::waiting::{self, DueWithin, Narrowed, Waiting, WaitingOfSeller};

use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// Working time of the marketplace within which a deadline counts as near.
pub const NEAR: SignedDuration = SignedDuration::from_hours(4);

/// Sellers of the table at most.
pub const SELLERS_MAX: u32 = 100;

/// Which part of what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Overdue,
    /// Due before the marketplace has worked for [`NEAR`].
    DueSoon,
    /// The buyer has asked the marketplace to step in.
    Escalated,
    TakenOver,
    /// Everything that waits for its seller.
    Waiting,
}

impl Part {
    pub const ALL: [Part; 5] = [
        Part::Overdue,
        Part::DueSoon,
        Part::Escalated,
        Part::TakenOver,
        Part::Waiting,
    ];
}

/// Counts go up to [`waiting::COUNT_MAX`] and one, which means that there are more.
#[derive(Debug, Clone)]
pub struct Overview {
    pub counts: [(Part, u32); 5],
    pub by_seller: Vec<WaitingOfSeller>,
    pub by_country: Vec<(Option<String>, Waiting)>,
    /// More waits than the tables are drawn from.
    pub partial: bool,
}

/// A conversation of a list, and the instant by which the list is ordered.
#[derive(Debug, Clone)]
pub struct Listed {
    pub found: Found,
    pub since: Timestamp,
}

impl Listed {
    pub fn place(&self) -> Place {
        Place {
            at: self.since,
            id: self.found.id.0,
        }
    }
}

/// The counts and tables of now.
pub async fn overview(app: &App, viewer: &Viewer) -> Result<Overview, ActionError> {
    check(viewer, Action::OverseeDeadlines, Relation::Marketplace)?;
    let (state, now) = (app.clone(), app.now());
    app.db
        .read(async move |tx: &Tx| {
            let soon = near(&state, tx, now).await?;
            let overdue = waiting::any_count_due(tx, within(Part::Overdue, now, soon));
            let due_soon = waiting::any_count_due(tx, within(Part::DueSoon, now, soon));
            let all = waiting::any_count_due(tx, within(Part::Waiting, now, soon));
            let (overdue, due_soon, all, taken_over, escalated, by_seller, by_country) = tokio::try_join!(
                overdue,
                due_soon,
                all,
                waiting::any_count_taken_over(tx),
                waiting::any_count_escalated(tx),
                waiting::any_by_seller(tx, now, soon, SELLERS_MAX),
                waiting::any_by_country(tx, now, soon),
            )?;
            let looked_at: u32 = by_country.iter().map(|(_, waiting)| waiting.waiting).sum();
            Ok(Overview {
                counts: [
                    (Part::Overdue, overdue),
                    (Part::DueSoon, due_soon),
                    (Part::Escalated, escalated),
                    (Part::TakenOver, taken_over),
                    (Part::Waiting, all),
                ],
                by_seller,
                by_country,
                partial: looked_at >= waiting::LOOKED_AT_MAX,
            })
        })
        .await
}

/// The conversations of a part, the most urgent first, without any text.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    part: Part,
    narrowed: Narrowed,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<Listed>, ActionError> {
    check(viewer, Action::OverseeDeadlines, Relation::Marketplace)?;
    let (state, now) = (app.clone(), app.now());
    let after = after.map(|place| (place.at, ConversationId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            let listed = |(found, since)| Listed { found, since };
            Ok(match part {
                Part::TakenOver => waiting::any_taken_over(tx, &narrowed, after, limit)
                    .await?
                    .into_iter()
                    .map(listed)
                    .collect(),
                Part::Escalated => waiting::any_escalated(tx, &narrowed, after, limit)
                    .await?
                    .into_iter()
                    .map(listed)
                    .collect(),
                Part::Overdue | Part::DueSoon | Part::Waiting => {
                    let within = within(part, now, near(&state, tx, now).await?);
                    let found = waiting::any_due(tx, within, &narrowed, after, limit).await?;
                    found.into_iter().map(by_deadline).collect()
                }
            })
        })
        .await
}

fn by_deadline(found: Found) -> Listed {
    Listed {
        since: found.due_at.unwrap_or(found.last_message_at),
        found,
    }
}

fn within(part: Part, now: Timestamp, soon: Timestamp) -> DueWithin {
    let (from, to) = match part {
        Part::Overdue => (None, Some(now)),
        Part::DueSoon => (Some(now), Some(soon)),
        Part::Waiting | Part::Escalated | Part::TakenOver => (None, None),
    };
    DueWithin { from, to }
}

/// The instant at which the marketplace will have worked for [`NEAR`].
async fn near(app: &App, tx: &Tx, now: Timestamp) -> Result<Timestamp, ActionError> {
    let calendar = app.calendars.of_marketplace(tx, &app.config, now).await?;
    let derivation = due(&calendar, now, NEAR, &[]).map_err(|error| ActionError::Internal {
        operation: "computing what is due soon",
        source: error.into(),
    })?;
    Ok(derivation.due.unwrap_or(now))
}
