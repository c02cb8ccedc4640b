//! What staff do over the API besides taking part in conversations.

mod accesses;
mod calendar_days;
mod described;
mod erasures;
mod escalations;
mod holds;
mod labelled;
mod oversight;
mod overview;
mod paging;
mod people;
mod readings;
mod reviews;
mod rule_sets;
mod sellers;
mod settings;

pub use accesses::{delete_access, get_accesses, post_access, put_access_decision};
pub use calendar_days::{ChangeNamed, DayNamed, HolidayNamed, IntervalNamed};
pub use calendar_days::{delete_calendar_day, get_calendar_days, post_calendar_day};
pub use erasures::{get_erasure, get_erasures, post_erasure, put_erasure_decision};
pub use escalations::get_escalations;
pub use holds::{get_holds, post_hold, put_hold_lifting};
pub use labelled::{get_rules_judged, post_labelled_export};
pub use oversight::{get_found, get_overdue, get_overdue_of_seller};
pub use overview::{get_overview, get_waiting};
pub use people::{
    delete_staff_second_factor, delete_staff_sessions, get_staff, post_staff, put_staff_access,
};
pub use readings::{get_readings, put_confidentiality};
pub use reviews::{delete_claim, get_review, get_reviews, put_claim, put_review_decision};
pub use rule_sets::{
    get_rule_replay, get_rule_set, get_rule_sets, post_rule_replay, post_rule_set,
    put_active_rule_set, put_rule_replay,
};
pub use sellers::{get_seller_deadlines, get_seller_seen, get_sellers_found};
pub use settings::SettingNamed;
pub use settings::{
    get_setting_changes, get_settings, post_setting_change, post_setting_withdrawal,
};

pub(super) use described::Staff;
