//! Which settings hold at an instant.

use jiff::{SignedDuration, Timestamp};

use super::{NoticeText, Setting, SettingChange, SettingValue};
use crate::keeping::RetentionPolicy;
use crate::moderation::ContactPolicy;

/// All settings as they hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Working time that a seller has for a reply.
    pub reply_budget: SignedDuration,
    /// Share of that time after which a reply is due soon, in percent.
    pub due_soon_percent: u8,
    pub absence_stops_clock: bool,
    pub escalation_allowed: bool,
    pub agents_with_password: bool,
    /// Empty: the text that Dopis brings along.
    pub notice_sl: NoticeText,
    pub notice_en: NoticeText,
    /// What is done with what leads out of the marketplace in messages of sellers.
    pub contact_of_sellers: ContactPolicy,
    /// The same in messages of buyers; it holds and refuses nothing.
    pub contact_of_buyers: ContactPolicy,
    /// How many of the messages with hidden words a person looks at, in percent.
    pub sampled_percent: u8,
    /// Days for which a strike counts against a seller.
    pub strike_days: u32,
    /// How long access lasts that a second person has approved.
    pub break_glass: SignedDuration,
    /// For how long which content is kept.
    pub retention: RetentionPolicy,
}

impl Settings {
    fn set(&mut self, value: &SettingValue) {
        match value {
            SettingValue::ReplyMinutes(minutes) => {
                self.reply_budget = SignedDuration::from_mins(i64::from(*minutes));
            }
            SettingValue::DueSoonPercent(percent) => self.due_soon_percent = *percent,
            SettingValue::AbsenceStopsClock(stops) => self.absence_stops_clock = *stops,
            SettingValue::EscalationAllowed(allowed) => self.escalation_allowed = *allowed,
            SettingValue::AgentsWithPassword(may) => self.agents_with_password = *may,
            SettingValue::NoticeSl(text) => self.notice_sl = text.clone(),
            SettingValue::NoticeEn(text) => self.notice_en = text.clone(),
            SettingValue::ContactOfSellers(policy) => self.contact_of_sellers = *policy,
            SettingValue::ContactOfBuyers(policy) => self.contact_of_buyers = *policy,
            SettingValue::SampledPercent(percent) => self.sampled_percent = *percent,
            SettingValue::StrikeDays(days) => self.strike_days = *days,
            SettingValue::BreakGlassMinutes(minutes) => {
                self.break_glass = SignedDuration::from_mins(i64::from(*minutes));
            }
            SettingValue::Retention(policy) => self.retention = *policy,
        }
    }
}

/// The settings in force at an instant; `initial` holds where no change does.
///
/// For an instant that has passed the answer never changes, whatever is entered later.
pub fn in_force(initial: &Settings, changes: &[SettingChange], at: Timestamp) -> Settings {
    let mut settings = initial.clone();
    for setting in Setting::ALL {
        if let Some(change) = deciding(changes, setting, at) {
            settings.set(&change.value);
        }
    }
    settings
}

/// The change that decides a setting at an instant: of those that cover it the one that began last,
/// and of several that began together the one that was entered last.
pub fn deciding(
    changes: &[SettingChange],
    setting: Setting,
    at: Timestamp,
) -> Option<&SettingChange> {
    changes
        .iter()
        .filter(|change| change.value.setting() == setting)
        .filter(|change| !change.is_withdrawn() && change.validity.covers(at))
        .max_by_key(|change| (change.validity.from, change.known_from, change.id))
}
