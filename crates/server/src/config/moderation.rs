//! When the marketplace's moderators work, how long they have, and the lexicons of one's own.

use jiff::SignedDuration;
use rules::deadline::{CalendarError, Hours, Interval};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// By what messages are looked through, and how soon moderators decide about them. What the marketplace promises counts in its own calendar.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Moderation {
    /// When moderators begin to work, from Monday to Friday except on public holidays.
    pub opens: String,
    /// When they stop.
    pub closes: String,
    /// Working time in which they decide, in hours; parts of an hour are allowed.
    pub hours: f64,
    /// Folder with lexicons of its own, files that end with `.txt`; empty: none. A mistake in one is told with its
    /// line, and the service does not start. Every node needs the same ones.
    pub lexicons: String,
}

impl Default for Moderation {
    fn default() -> Self {
        Self {
            opens: "08:00".into(),
            closes: "16:00".into(),
            hours: 4.0,
            lexicons: String::new(),
        }
    }
}

impl Moderation {
    /// The part of a working day that counts.
    pub fn working_hours(&self) -> Result<Hours, CalendarError> {
        Hours::new(vec![Interval::new(&self.opens, &self.closes)?])
    }

    /// Working time for a decision.
    pub fn budget(&self) -> SignedDuration {
        SignedDuration::from_secs_f64(self.hours * 3600.0)
    }
}
