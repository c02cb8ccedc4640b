//! For how long the parties are not told that staff looked.

use jiff::{SignedDuration, Timestamp};

/// A year.
pub const CONFIDENTIAL_DAYS_MAX: i64 = 366;

/// Why it is not made confidential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfidentialRefused {
    #[error("it ends after now")]
    Past,
    #[error("it ends within {CONFIDENTIAL_DAYS_MAX} days")]
    TooLong,
    #[error("the parties have been told of it already, after the time that was stated")]
    Disclosed,
    #[error("no party is told of it anyway")]
    NobodyIsTold,
}

impl ConfidentialRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            ConfidentialRefused::Past => "confidential_past",
            ConfidentialRefused::TooLong => "confidential_too_long",
            ConfidentialRefused::Disclosed => "confidential_disclosed",
            ConfidentialRefused::NobodyIsTold => "confidential_nobody",
        }
    }
}

/// Whether it can be confidential from `now` until then.
pub fn may_be_confidential(until: Timestamp, now: Timestamp) -> Result<(), ConfidentialRefused> {
    let longest = SignedDuration::from_hours(24 * CONFIDENTIAL_DAYS_MAX);
    if until <= now {
        return Err(ConfidentialRefused::Past);
    }
    match until.duration_since(now) > longest {
        true => Err(ConfidentialRefused::TooLong),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_confidential_for_a_stated_time_of_a_year_at_most() {
        let now = Timestamp::UNIX_EPOCH;
        let after = |hours| now + SignedDuration::from_hours(hours);
        for (until, expected) in [
            (now, Err(ConfidentialRefused::Past)),
            (after(-1), Err(ConfidentialRefused::Past)),
            (after(1), Ok(())),
            (after(366 * 24), Ok(())),
            (after(366 * 24 + 1), Err(ConfidentialRefused::TooLong)),
        ] {
            assert_eq!(may_be_confidential(until, now), expected, "{until}");
        }
    }
}
