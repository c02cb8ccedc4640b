//! Pages of the lists of staff: how many rows, and where the next page begins.

use crate::error::ActionError;
use crate::place::Place;

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 200;

/// The number of rows that is asked for.
pub(super) fn limit(asked: Option<u32>) -> Result<u32, ActionError> {
    let limit = asked.unwrap_or(LIMIT_DEFAULT);
    if (1..=LIMIT_MAX).contains(&limit) {
        return Ok(limit);
    }
    Err(ActionError::invalid(
        "invalid_limit",
        format!("limit: must be from 1 to {LIMIT_MAX}."),
    ))
}

/// Where the page begins that is asked for; `None` at the beginning.
pub(super) fn place(cursor: Option<&str>) -> Result<Option<Place>, ActionError> {
    Place::read(cursor.unwrap_or_default())
}

/// Cuts off the one row too many that was read, and says where the next page begins.
pub(super) fn next<T>(rows: &mut Vec<T>, limit: u32, place: fn(&T) -> Place) -> Option<String> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    rows.last().filter(|_| more).map(|last| place(last).write())
}
