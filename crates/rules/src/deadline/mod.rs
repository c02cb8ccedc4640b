//! The reply deadline: calendars of open time, the instant at which a budget of open time is
//! used up, and the derivation that shows why. Knows no conversation and no clock.

mod calendar;
mod change;
mod civil_day;
mod compact;
mod derivation;
mod due;
mod error;
mod fingerprint;
mod holidays;
mod hours;
mod recorder;
mod resolve;
mod stop;
mod walk;

pub use calendar::{Calendar, CalendarSpec, DayException};
pub use change::{ChangedDay, DayChange, Override};
pub use compact::CompactDerivation;
pub use derivation::{Day, Derivation, Note, Reason, Segment, Standing};
pub use due::{due, due_at, due_soon_at, elapsed};
pub use error::{CalendarError, DeadlineError};
pub use holidays::{HolidayName, data_version, data_years};
pub use hours::{Hours, Interval, Week};
pub use stop::{Stop, StopReason};
