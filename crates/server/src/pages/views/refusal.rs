//! Why a form is shown again, in words beside the field or above the form.

use crate::i18n::Texts;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TextEmpty,
    TextTooLong,
    TextUnshowable,
    /// A variable of a quick reply still stands in it.
    UnfilledGap,
    ContactConfirm,
    ContactRefused,
    /// The conversation is closed, and another one about the same is open.
    AnotherOpen,
    /// Staff have taken the conversation over, and the seller cannot write in it meanwhile.
    TakenOver,
    ReasonEmpty,
    /// What stands beside a reason is no number of a case.
    Ticket,
    /// Neither a conversation nor a seller, both, or one that is not there.
    AccessTarget,
    DayDate,
    DayCountry,
    DayHours,
    DayName,
    DayValidity,
    NoSuchBuyer,
    /// What was entered is no id.
    NoSuchId,
    SettingValue,
    SettingText,
    SettingInstant,
    SettingPast,
    /// Others have to have the time to see it.
    SettingTooSoon,
    SettingEnds,
    /// Somebody changed the setting meanwhile.
    SettingStale,
}

impl Refusal {
    pub fn text(self, texts: &Texts) -> String {
        texts.t(match self {
            Self::TextEmpty => "composer-error-empty",
            Self::TextTooLong => "composer-error-too-long",
            Self::TextUnshowable => "composer-error-unshowable",
            Self::UnfilledGap => "quick-error-gap",
            Self::ContactConfirm => "contact-error-confirm",
            Self::ContactRefused => "contact-error-refused",
            Self::AnotherOpen => "notice-another-open",
            Self::TakenOver => "thread-taken-over-seller",
            Self::ReasonEmpty => "staff-reading-error-empty",
            Self::Ticket => "staff-reading-error-ticket",
            Self::AccessTarget => "access-error-target",
            Self::DayDate => "calendar-error-date",
            Self::DayCountry => "calendar-error-country",
            Self::DayHours => "calendar-error-hours",
            Self::DayName => "calendar-error-name",
            Self::DayValidity => "calendar-error-validity",
            Self::NoSuchBuyer => "prepared-buyer-error",
            Self::NoSuchId => "readings-error-id",
            Self::SettingValue => "settings-error-value",
            Self::SettingText => "settings-error-text",
            Self::SettingInstant => "settings-error-instant",
            Self::SettingPast => "settings-error-past",
            Self::SettingTooSoon => "settings-error-too-soon",
            Self::SettingEnds => "settings-error-ends",
            Self::SettingStale => "settings-error-stale",
        })
    }
}
