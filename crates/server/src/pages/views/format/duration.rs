//! Durations: two units in words for people in a hurry, every unit for a sum that must add up.

use jiff::SignedDuration;

use super::Reader;
use crate::i18n::{FluentValue, Language};

const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;
const ONLY_DAYS_FROM: u64 = 7;

impl Reader {
    /// The two largest units, rounded down: "3 ure 20 minut", "2 dneva", "manj kot minuto".
    pub fn rough(&self, duration: SignedDuration) -> String {
        let seconds = duration.unsigned_abs().as_secs();
        let (days, hours, minutes) = (
            seconds / DAY_S,
            seconds % DAY_S / HOUR_S,
            seconds % HOUR_S / MINUTE_S,
        );
        let pair = if days >= ONLY_DAYS_FROM {
            [("date-days", days), ("date-hours", 0)]
        } else if days > 0 {
            [("date-days", days), ("date-hours", hours)]
        } else {
            [("date-hours", hours), ("date-minutes", minutes)]
        };
        let words: Vec<String> = pair
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| self.texts.n(key, *count))
            .collect();
        if words.is_empty() {
            self.texts.t("date-under-a-minute")
        } else {
            words.join(" ")
        }
    }

    /// Every unit down to the microsecond: "9 h 12 min", "0 h 0 min 33,5 s".
    pub fn exact(&self, duration: SignedDuration) -> String {
        let seconds = duration.unsigned_abs().as_secs();
        let (hours, minutes) = (seconds / HOUR_S, seconds % HOUR_S / MINUTE_S);
        let fraction_us = duration.unsigned_abs().subsec_micros();
        let mut rest = (seconds % MINUTE_S).to_string();
        if fraction_us > 0 {
            let mark = match self.texts.language() {
                Language::Slovene => ',',
                Language::English => '.',
            };
            rest = format!(
                "{rest}{mark}{}",
                format!("{fraction_us:06}").trim_end_matches('0')
            );
        }
        let key = if rest == "0" {
            "date-exact"
        } else {
            "date-exact-seconds"
        };
        let mut variables = vec![
            ("hours", FluentValue::from(hours.to_string())),
            ("minutes", FluentValue::from(minutes.to_string())),
        ];
        if rest != "0" {
            variables.push(("seconds", FluentValue::from(rest)));
        }
        self.texts.t_args(key, &variables)
    }
}
