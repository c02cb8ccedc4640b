//! What a rule must be like before it is kept.

use super::{Conditions, Outcome};
use crate::ids::EXTERNAL_ID_MAX_BYTES;
use crate::marketplace::{check_country, check_language};

/// Members of one list of a rule at most.
const MEMBERS_MAX: usize = 100;

/// Why a rule cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRule {
    #[error("a rule names at least one agent")]
    NobodyNamed,
    #[error("countries are two capital letters of ISO 3166-1, such as SI")]
    Country,
    #[error("languages are tags such as sl, en or de-AT")]
    Language,
    #[error("weekdays count from 1 (Monday) to 7 (Sunday)")]
    Weekday,
    #[error("hours go from 0 to 24 and are not the same")]
    Hours,
    #[error("the beginning of an id holds only letters, digits and - _ . :")]
    Prefix,
    #[error("a list of a rule has at most {MEMBERS_MAX} members")]
    TooMany,
}

impl InvalidRule {
    pub fn code(self) -> &'static str {
        match self {
            InvalidRule::NobodyNamed => "rule_names_nobody",
            InvalidRule::Country => "rule_country",
            InvalidRule::Language => "rule_language",
            InvalidRule::Weekday => "rule_weekday",
            InvalidRule::Hours => "rule_hours",
            InvalidRule::Prefix => "rule_prefix",
            InvalidRule::TooMany => "rule_too_long",
        }
    }
}

/// Checks a rule before it is kept.
pub fn check(conditions: &Conditions, outcome: &Outcome) -> Result<(), InvalidRule> {
    let named = outcome.agents();
    if named.is_empty() && *outcome != Outcome::SameAsLastTime {
        return Err(InvalidRule::NobodyNamed);
    }
    let lists = [
        named.len(),
        conditions.languages.len(),
        conditions.countries.len(),
        conditions.labels.len(),
        conditions.previous.len(),
        conditions.weekdays.len(),
    ];
    if lists.into_iter().any(|members| members > MEMBERS_MAX) {
        return Err(InvalidRule::TooMany);
    }
    let wrong = |code: &String| check_country("country", code).is_err();
    if conditions.countries.iter().any(wrong) {
        return Err(InvalidRule::Country);
    }
    let wrong = |tag: &String| check_language("language", tag).is_err();
    if conditions.languages.iter().any(wrong) {
        return Err(InvalidRule::Language);
    }
    if !conditions.weekdays.iter().all(|day| (1..=7).contains(day)) {
        return Err(InvalidRule::Weekday);
    }
    let is_wrong = |hours: super::Hours| {
        hours.from > 23 || !(1..=24).contains(&hours.to) || hours.from == hours.to
    };
    if conditions.hours.is_some_and(is_wrong) {
        return Err(InvalidRule::Hours);
    }
    let prefix = &conditions.subject_prefix;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    if prefix.len() > EXTERNAL_ID_MAX_BYTES || !prefix.bytes().all(fits) {
        return Err(InvalidRule::Prefix);
    }
    Ok(())
}
