//! Tells the parties that staff looked, once the time is over for which an auditor has kept it from them.

use jiff::Timestamp;

use crate::actions::readings;
use crate::app::App;
use crate::error::ActionError;

/// Readings of one round; what is left comes in the next.
const ROUND_MAX: u32 = 100;

/// Says of how many readings the parties were told.
pub(super) async fn run(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    readings::disclose(app, now, ROUND_MAX).await
}
