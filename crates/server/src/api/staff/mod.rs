//! What staff do over the API besides taking part in conversations.

mod calendar_days;
mod described;
mod oversight;

pub use calendar_days::{ChangeNamed, DayNamed, HolidayNamed, IntervalNamed};
pub use calendar_days::{delete_calendar_day, get_calendar_days, post_calendar_day};
pub use oversight::{get_found, get_overdue, get_overdue_of_seller};

pub(super) use described::Staff;
