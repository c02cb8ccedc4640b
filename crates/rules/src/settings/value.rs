//! What a setting is set to, each with its own type and bounds.

use serde::{Deserialize, Serialize};

use super::{NoticeText, Setting};
use crate::keeping::{RETENTION_MONTHS_MAX, RetentionPolicy};
use crate::looking::BREAK_GLASS_MINUTES_MAX;
use crate::moderation::{ContactPolicy, STRIKE_DAYS_MAX};

/// 10,000 hours.
pub const REPLY_MINUTES_MAX: u32 = 600_000;

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "setting", content = "value", rename_all = "snake_case")]
pub enum SettingValue {
    ReplyMinutes(u32),
    DueSoonPercent(u8),
    AbsenceStopsClock(bool),
    EscalationAllowed(bool),
    AgentsWithPassword(bool),
    NoticeSl(NoticeText),
    NoticeEn(NoticeText),
    ContactOfSellers(ContactPolicy),
    ContactOfBuyers(ContactPolicy),
    SampledPercent(u8),
    StrikeDays(u32),
    BreakGlassMinutes(u32),
    Retention(RetentionPolicy),
}

/// Why a value cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidValue {
    #[error("the working time for a reply is from 1 to {REPLY_MINUTES_MAX} minutes")]
    ReplyMinutes,
    #[error("the share of that time is from 1 to 99 percent")]
    DueSoonPercent,
    #[error("the share of messages that are looked at is from 0 to 100 percent")]
    SampledPercent,
    #[error(
        "a buyer's message is never held or refused: it may declare a withdrawal or a complaint"
    )]
    BlocksBuyers,
    #[error("a strike counts for 1 to {STRIKE_DAYS_MAX} days")]
    StrikeDays,
    #[error("approved access lasts from 5 to {BREAK_GLASS_MINUTES_MAX} minutes")]
    BreakGlassMinutes,
    #[error("everything is kept for 1 to {RETENTION_MONTHS_MAX} months")]
    Retention,
}

impl InvalidValue {
    pub fn code(self) -> &'static str {
        match self {
            InvalidValue::ReplyMinutes => "invalid_reply_minutes",
            InvalidValue::DueSoonPercent => "invalid_due_soon_percent",
            InvalidValue::SampledPercent => "invalid_sampled_percent",
            InvalidValue::BlocksBuyers => "blocks_buyers",
            InvalidValue::StrikeDays => "invalid_strike_days",
            InvalidValue::BreakGlassMinutes => "invalid_break_glass_minutes",
            InvalidValue::Retention => "invalid_retention",
        }
    }
}

impl SettingValue {
    pub fn setting(&self) -> Setting {
        match self {
            SettingValue::ReplyMinutes(_) => Setting::ReplyMinutes,
            SettingValue::DueSoonPercent(_) => Setting::DueSoonPercent,
            SettingValue::AbsenceStopsClock(_) => Setting::AbsenceStopsClock,
            SettingValue::EscalationAllowed(_) => Setting::EscalationAllowed,
            SettingValue::AgentsWithPassword(_) => Setting::AgentsWithPassword,
            SettingValue::NoticeSl(_) => Setting::NoticeSl,
            SettingValue::NoticeEn(_) => Setting::NoticeEn,
            SettingValue::ContactOfSellers(_) => Setting::ContactOfSellers,
            SettingValue::ContactOfBuyers(_) => Setting::ContactOfBuyers,
            SettingValue::SampledPercent(_) => Setting::SampledPercent,
            SettingValue::StrikeDays(_) => Setting::StrikeDays,
            SettingValue::BreakGlassMinutes(_) => Setting::BreakGlassMinutes,
            SettingValue::Retention(_) => Setting::Retention,
        }
    }

    pub fn check(&self) -> Result<(), InvalidValue> {
        match self {
            SettingValue::ReplyMinutes(minutes) if !(1..=REPLY_MINUTES_MAX).contains(minutes) => {
                Err(InvalidValue::ReplyMinutes)
            }
            SettingValue::DueSoonPercent(percent) if !(1..=99).contains(percent) => {
                Err(InvalidValue::DueSoonPercent)
            }
            SettingValue::SampledPercent(percent) if *percent > 100 => {
                Err(InvalidValue::SampledPercent)
            }
            SettingValue::ContactOfBuyers(policy) if policy.blocks() => {
                Err(InvalidValue::BlocksBuyers)
            }
            SettingValue::StrikeDays(days) if !(1..=STRIKE_DAYS_MAX).contains(days) => {
                Err(InvalidValue::StrikeDays)
            }
            SettingValue::BreakGlassMinutes(minutes)
                if !(5..=BREAK_GLASS_MINUTES_MAX).contains(minutes) =>
            {
                Err(InvalidValue::BreakGlassMinutes)
            }
            SettingValue::Retention(policy) if !policy.is_sound() => Err(InvalidValue::Retention),
            _ => Ok(()),
        }
    }
}
