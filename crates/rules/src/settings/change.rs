//! A change of a setting: when it holds, and what may be entered and withdrawn.
//! The past is never rewritten: a change begins when it is entered or later, and what has begun stays.

use jiff::{SignedDuration, Timestamp};

use super::{InvalidValue, SettingValue};
use crate::ids::SettingChangeId;
use crate::keeping::RETENTION_LEAD_DAYS;

/// The time in which a change holds: from an instant on, up to another and without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    pub from: Timestamp,
    /// `None`: until a later change.
    pub to: Option<Timestamp>,
}

impl Validity {
    pub fn covers(self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }
}

/// A change as it was entered, withdrawn or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    pub id: SettingChangeId,
    pub value: SettingValue,
    pub validity: Validity,
    /// When it was entered.
    pub known_from: Timestamp,
    /// When it was withdrawn.
    pub known_to: Option<Timestamp>,
}

impl SettingChange {
    pub fn is_withdrawn(&self) -> bool {
        self.known_to.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    #[error(transparent)]
    Value(#[from] InvalidValue),
    #[error("a change cannot begin in the past")]
    BeginsInThePast,
    #[error(
        "what a shorter period erases does not come back: a change of the periods begins {RETENTION_LEAD_DAYS} days after it is entered at the earliest, so that others see it before it holds"
    )]
    BeginsTooSoon,
    #[error("a change ends after it has begun")]
    EndsBeforeItBegins,
}

impl ChangeRefused {
    pub fn code(self) -> &'static str {
        match self {
            ChangeRefused::Value(invalid) => invalid.code(),
            ChangeRefused::BeginsInThePast => "begins_in_the_past",
            ChangeRefused::BeginsTooSoon => "begins_too_soon",
            ChangeRefused::EndsBeforeItBegins => "ends_before_it_begins",
        }
    }
}

/// Whether this may be entered at `now`.
pub fn may_enter(
    value: &SettingValue,
    validity: Validity,
    now: Timestamp,
) -> Result<(), ChangeRefused> {
    value.check()?;
    if validity.from < now {
        return Err(ChangeRefused::BeginsInThePast);
    }
    if matches!(value, SettingValue::Retention(_)) && validity.from < retention_from(now) {
        return Err(ChangeRefused::BeginsTooSoon);
    }
    if validity.to.is_some_and(|to| to <= validity.from) {
        return Err(ChangeRefused::EndsBeforeItBegins);
    }
    Ok(())
}

/// When a change of the periods of retention that is entered now can begin at the earliest.
pub fn retention_from(now: Timestamp) -> Timestamp {
    let lead = SignedDuration::from_hours(24 * RETENTION_LEAD_DAYS);
    now.saturating_add(lead).unwrap_or(Timestamp::MAX)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefused {
    #[error("the change has been withdrawn already")]
    Already,
    #[error("the change has begun to hold; enter another one instead")]
    HasBegun,
}

impl WithdrawRefused {
    pub fn code(self) -> &'static str {
        match self {
            WithdrawRefused::Already => "already_withdrawn",
            WithdrawRefused::HasBegun => "has_begun",
        }
    }
}

/// Whether this change may be withdrawn at `now`: only before it has begun.
pub fn may_withdraw(change: &SettingChange, now: Timestamp) -> Result<(), WithdrawRefused> {
    if change.is_withdrawn() {
        return Err(WithdrawRefused::Already);
    }
    if change.validity.from <= now {
        return Err(WithdrawRefused::HasBegun);
    }
    Ok(())
}
