//! What staff do over the API besides taking part in conversations.

mod calendar_days;
mod described;
mod escalations;
mod oversight;
mod settings;

pub use calendar_days::{ChangeNamed, DayNamed, HolidayNamed, IntervalNamed};
pub use calendar_days::{delete_calendar_day, get_calendar_days, post_calendar_day};
pub use escalations::get_escalations;
pub use oversight::{get_found, get_overdue, get_overdue_of_seller};
pub use settings::SettingNamed;
pub use settings::{
    get_setting_changes, get_settings, post_setting_change, post_setting_withdrawal,
};

pub(super) use described::Staff;
