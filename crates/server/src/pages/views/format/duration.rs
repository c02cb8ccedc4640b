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
        self.words(&pair)
    }

    /// Hours and minutes, however many hours: "24 ur", "1 uro 30 minut".
    pub fn whole_hours(&self, duration: SignedDuration) -> String {
        let seconds = duration.unsigned_abs().as_secs();
        self.words(&[
            ("date-hours", seconds / HOUR_S),
            ("date-minutes", seconds % HOUR_S / MINUTE_S),
        ])
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

    fn words(&self, counts: &[(&str, u64)]) -> String {
        let present = counts.iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = present
            .map(|(key, count)| self.texts.n(key, *count))
            .collect();
        if words.is_empty() {
            self.texts.t("date-under-a-minute")
        } else {
            words.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;

    use super::{DAY_S, HOUR_S, MINUTE_S, Reader};
    use crate::i18n::Language;

    fn reader(language: Language) -> Reader {
        Reader::new(language, TimeZone::UTC, jiff::Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn slovene_counts_in_four_forms() {
        let check = |seconds: u64, expected: &str| {
            let text = reader(Language::Slovene)
                .rough(SignedDuration::from_secs(seconds.try_into().unwrap()));
            assert_eq!(text.replace('\u{a0}', " "), expected);
        };
        check(59, "manj kot minuto");
        check(MINUTE_S, "1 minuto");
        check(HOUR_S + 2 * MINUTE_S, "1 uro 2 minuti");
        check(2 * HOUR_S + 3 * MINUTE_S, "2 uri 3 minute");
        check(3 * HOUR_S + 20 * MINUTE_S, "3 ure 20 minut");
        check(DAY_S + 5 * HOUR_S, "1 dan 5 ur");
        check(2 * DAY_S + 59 * MINUTE_S, "2 dneva");
        check(3 * DAY_S + HOUR_S, "3 dni 1 uro");
        check(8 * DAY_S + HOUR_S, "8 dni");
        check(101 * DAY_S, "101 dan");
    }

    #[test]
    fn sums_keep_every_unit() {
        let exact = |language, us| reader(language).exact(SignedDuration::from_micros(us));
        assert_eq!(exact(Language::Slovene, 86_400_000_000), "24 h 0 min");
        assert_eq!(exact(Language::Slovene, 33_500_000), "0 h 0 min 33,5 s");
        assert_eq!(
            exact(Language::English, 3_600_000_001),
            "1 h 0 min 0.000001 s"
        );
    }
}
