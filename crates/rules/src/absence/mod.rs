//! Planned absences: which ones may be announced and how early, who is away when and who stands in,
//! which clocks they stop.
//! Knows neither conversations nor who asks.

mod announce;
mod decide;
mod deputy;
mod record;

pub use announce::{
    AHEAD_DAYS, AnnounceRefused, Announced, DAYS_MAX, SHORT_WORKING_DAYS, Wish, announce,
    check_deputy,
};
pub use decide::{DecideRefused, Decision, Withdrawal, decide, withdraw};
pub use deputy::{Answering, Entrusted, StandIn, answering, stand_in};
pub use record::{Absence, AbsenceState, Days, Standing, is_away, stops, told_to_buyers};
