//! What a buyer is told of a seller's absence.

use jiff::Timestamp;
use rules::absence::{Days, told_to_buyers};
use rules::ids::SellerId;
use store::{DbError, Tx};

use crate::actions::settings;
use crate::app::App;

/// A seller that is away now, or will be before an answer is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    pub days: Days,
    /// It has begun.
    pub is_running: bool,
    /// The seller's clock stands still meanwhile.
    pub stops_clock: bool,
    /// The name of who answers meanwhile.
    pub deputy: Option<String>,
}

/// The absence that a buyer should know of at `now`, where an answer is due at `due`.
pub async fn away(
    tx: &Tx,
    app: &App,
    seller: &SellerId,
    now: Timestamp,
    due: Option<Timestamp>,
) -> Result<Option<Away>, DbError> {
    let absences = store::absences::ending_after(tx, seller, now).await?;
    let Some(absence) = told_to_buyers(&absences, now, due.unwrap_or(now)) else {
        return Ok(None);
    };
    let deputy = match &absence.deputy {
        Some(deputy) => store::agents::find(tx, seller, deputy).await?,
        None => None,
    };
    let settings = settings::at(tx, &app.config, now).await?;
    Ok(Some(Away {
        days: absence.days,
        is_running: absence.starts_at <= now,
        stops_clock: settings.absence_stops_clock,
        deputy: deputy.map(|deputy| deputy.name),
    }))
}
