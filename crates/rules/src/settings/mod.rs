//! What the marketplace decides about its business: each setting with the time in which it holds.
//! It knows neither where settings are kept nor what follows from them.

mod change;
mod in_force;
mod notice_text;
mod setting;
mod value;

pub use change::{
    ChangeRefused, SettingChange, Validity, WithdrawRefused, may_enter, may_withdraw,
    retention_from,
};
pub use in_force::{Settings, deciding, in_force};
pub use notice_text::{NOTICE_MAX_CHARS, NoticeText};
pub use setting::Setting;
pub use value::{InvalidValue, REPLY_MINUTES_MAX, SettingValue};
