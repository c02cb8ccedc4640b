//! Instants and days in words. Midnight as the end of something is written as 24.00 of the day before.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};

use super::Reader;
use crate::i18n::FluentValue;

/// An instant for `<time>`: machine-readable, in the reader's words, and in full with UTC for the tooltip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeText {
    pub iso: String,
    pub text: String,
    pub title: String,
}

const WEEKDAYS: [&str; 7] = [
    "date-weekday-1",
    "date-weekday-2",
    "date-weekday-3",
    "date-weekday-4",
    "date-weekday-5",
    "date-weekday-6",
    "date-weekday-7",
];
const UNTIL_WEEKDAYS: [&str; 7] = [
    "date-until-weekday-1",
    "date-until-weekday-2",
    "date-until-weekday-3",
    "date-until-weekday-4",
    "date-until-weekday-5",
    "date-until-weekday-6",
    "date-until-weekday-7",
];
const MONTHS: [&str; 12] = [
    "date-month-1",
    "date-month-2",
    "date-month-3",
    "date-month-4",
    "date-month-5",
    "date-month-6",
    "date-month-7",
    "date-month-8",
    "date-month-9",
    "date-month-10",
    "date-month-11",
    "date-month-12",
];
const SHORT_MONTHS: [&str; 12] = [
    "date-short-month-1",
    "date-short-month-2",
    "date-short-month-3",
    "date-short-month-4",
    "date-short-month-5",
    "date-short-month-6",
    "date-short-month-7",
    "date-short-month-8",
    "date-short-month-9",
    "date-short-month-10",
    "date-short-month-11",
    "date-short-month-12",
];
const UNTIL_MONTHS: [&str; 12] = [
    "date-until-month-1",
    "date-until-month-2",
    "date-until-month-3",
    "date-until-month-4",
    "date-until-month-5",
    "date-until-month-6",
    "date-until-month-7",
    "date-until-month-8",
    "date-until-month-9",
    "date-until-month-10",
    "date-until-month-11",
    "date-until-month-12",
];

impl Reader {
    /// For lists: "danes 15.04", "včeraj", "20. 11.", "20. 11. 2025".
    pub fn short(&self, at: Timestamp) -> TimeText {
        let local = self.local(at);
        let today = self.local(self.now).date();
        let text = if local.date() == today {
            self.one("date-today", "time", &self.time(local.time()))
        } else if Some(local.date()) == today.yesterday().ok() {
            self.texts.t("date-yesterday")
        } else if local.year() == today.year() {
            self.numbered("date-day-month", local.date())
        } else {
            self.numbered("date-day-month-year", local.date())
        };
        self.titled(at, &local, text)
    }

    /// For messages: "danes ob 15.04", "včeraj ob 9.30", "20. 11. ob 9.30".
    pub fn sent(&self, at: Timestamp) -> TimeText {
        let local = self.local(at);
        let today = self.local(self.now).date();
        let day = if local.date() == today {
            self.texts.t("date-today-alone")
        } else if Some(local.date()) == today.yesterday().ok() {
            self.texts.t("date-yesterday")
        } else if local.year() == today.year() {
            self.numbered("date-day-month", local.date())
        } else {
            self.numbered("date-day-month-year", local.date())
        };
        let text = self.two(
            "date-day-at-time",
            "day",
            &day,
            "time",
            &self.time(local.time()),
        );
        self.titled(at, &local, text)
    }

    /// "ponedeljek, 23. november 2026 ob 15.00".
    pub fn full(&self, at: Timestamp) -> TimeText {
        let local = self.local(at);
        let text = self.full_in(&local);
        TimeText {
            iso: at.to_string(),
            title: self.title(at, &local, &text),
            text,
        }
    }

    /// Like [`Reader::full`], for the end of a period: midnight is 24.00 of the day before.
    pub fn full_end(&self, at: Timestamp) -> TimeText {
        let (date, time) = self.end(at);
        let text = self.full_of(date, &time);
        self.titled(at, &self.local(at), text)
    }

    /// The end of a period, for a sentence: "ponedeljka, 23. novembra 2026, do 15.00".
    pub fn until(&self, at: Timestamp) -> TimeText {
        let (date, time) = self.end(at);
        let text = self.texts.t_args(
            "date-until",
            &[
                (
                    "weekday",
                    FluentValue::from(self.texts.t(of_weekday(&UNTIL_WEEKDAYS, date))),
                ),
                ("day", FluentValue::from(date.day().to_string())),
                (
                    "month",
                    FluentValue::from(self.texts.t(of_month(&UNTIL_MONTHS, date))),
                ),
                ("year", FluentValue::from(date.year().to_string())),
                ("time", FluentValue::from(time)),
            ],
        );
        self.titled(at, &self.local(at), text)
    }

    /// For tables of days: "ponedeljek, 23. 11.".
    pub fn day(&self, date: Date) -> String {
        let weekday = self.texts.t(of_weekday(&WEEKDAYS, date));
        self.two(
            "date-weekday-day-month",
            "weekday",
            &weekday,
            "day",
            &self.numbered("date-day-month", date),
        )
    }

    /// "20. 11. 2026".
    pub fn date(&self, date: Date) -> String {
        self.numbered("date-day-month-year", date)
    }

    /// "20. 11.", of a day that comes every year.
    pub fn day_of_year(&self, date: Date) -> String {
        self.numbered("date-day-month", date)
    }

    /// The local time of day.
    pub fn time_of(&self, at: Timestamp) -> String {
        self.time(self.local(at).time())
    }

    /// The local time of day at which something ends; midnight is 24.00.
    pub fn end_time_of(&self, at: Timestamp) -> String {
        self.end(at).1
    }

    /// A time of day.
    pub fn time(&self, time: Time) -> String {
        self.clock(time.hour(), time.minute())
    }

    /// A text with one variable.
    pub fn one(&self, key: &str, name: &str, value: &str) -> String {
        self.texts.t_args(key, &[(name, FluentValue::from(value))])
    }

    /// A text with two variables.
    pub fn two(
        &self,
        key: &str,
        name: &str,
        value: &str,
        other: &str,
        other_value: &str,
    ) -> String {
        self.texts.t_args(
            key,
            &[
                (name, FluentValue::from(value)),
                (other, FluentValue::from(other_value)),
            ],
        )
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }

    fn end(&self, at: Timestamp) -> (Date, String) {
        let local = self.local(at);
        if local.time() == Time::midnight()
            && let Ok(before) = local.date().checked_sub(1.day())
        {
            return (before, self.clock(24, 0));
        }
        (local.date(), self.time(local.time()))
    }

    fn clock(&self, hour: i8, minute: i8) -> String {
        self.two(
            "date-time",
            "hour",
            &hour.to_string(),
            "minute",
            &format!("{minute:02}"),
        )
    }

    fn full_in(&self, local: &Zoned) -> String {
        self.full_of(local.date(), &self.time(local.time()))
    }

    fn full_of(&self, date: Date, time: &str) -> String {
        self.texts.t_args(
            "date-full",
            &[
                (
                    "weekday",
                    FluentValue::from(self.texts.t(of_weekday(&WEEKDAYS, date))),
                ),
                ("day", FluentValue::from(date.day().to_string())),
                (
                    "month",
                    FluentValue::from(self.texts.t(of_month(&MONTHS, date))),
                ),
                ("year", FluentValue::from(date.year().to_string())),
                ("time", FluentValue::from(time)),
            ],
        )
    }

    fn numbered(&self, key: &str, date: Date) -> String {
        self.texts.t_args(
            key,
            &[
                ("day", FluentValue::from(date.day().to_string())),
                (
                    "month",
                    FluentValue::from(self.texts.t(of_month(&SHORT_MONTHS, date))),
                ),
                ("year", FluentValue::from(date.year().to_string())),
            ],
        )
    }

    fn titled(&self, at: Timestamp, local: &Zoned, text: String) -> TimeText {
        TimeText {
            iso: at.to_string(),
            text,
            title: self.title(at, local, &self.full_in(local)),
        }
    }

    /// `full` with the name of its zone, and UTC.
    fn title(&self, at: Timestamp, local: &Zoned, full: &str) -> String {
        let zone = local.strftime("%Z").to_string();
        let utc = at.to_zoned(TimeZone::UTC);
        let utc = utc.strftime("%Y-%m-%d %H:%M:%S").to_string();
        self.texts.t_args(
            "date-title",
            &[
                ("local", FluentValue::from(full)),
                ("zone", FluentValue::from(zone)),
                ("utc", FluentValue::from(utc)),
            ],
        )
    }
}

fn of_weekday(keys: &[&'static str; 7], date: Date) -> &'static str {
    let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    keys.get(index).copied().unwrap_or(keys[0])
}

fn of_month(keys: &[&'static str; 12], date: Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    keys.get(index).copied().unwrap_or(keys[0])
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Reader, TimeText};
    use crate::i18n::Language;

    fn check(
        language: Language,
        format: fn(&Reader, jiff::Timestamp) -> TimeText,
        at: &str,
        expected: &str,
    ) {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        let reader = Reader::new(language, zone, "2026-11-20T14:04:00Z".parse().unwrap());
        let text = format(&reader, at.parse().unwrap()).text;
        assert_eq!(text.replace('\u{a0}', " "), expected);
    }

    #[test]
    fn lists_say_today_yesterday_and_the_day() {
        check(
            Language::Slovene,
            Reader::short,
            "2026-11-20T08:05:00Z",
            "danes 9.05",
        );
        check(
            Language::Slovene,
            Reader::short,
            "2026-11-19T22:59:59Z",
            "včeraj",
        );
        check(
            Language::Slovene,
            Reader::short,
            "2026-11-19T23:00:00Z",
            "danes 0.00",
        );
        check(
            Language::Slovene,
            Reader::short,
            "2026-11-18T12:00:00Z",
            "18. 11.",
        );
        check(
            Language::Slovene,
            Reader::short,
            "2025-11-18T12:00:00Z",
            "18. 11. 2025",
        );
        check(
            Language::English,
            Reader::short,
            "2025-11-18T12:00:00Z",
            "18 Nov 2025",
        );
        check(
            Language::English,
            Reader::sent,
            "2026-11-19T12:00:00Z",
            "yesterday at 13:00",
        );
    }

    #[test]
    fn sentences_decline_the_day_and_the_month() {
        let until = Reader::until;
        check(
            Language::Slovene,
            until,
            "2026-11-23T14:00:00Z",
            "ponedeljka, 23. novembra 2026, do 15.00",
        );
        check(
            Language::Slovene,
            until,
            "2026-12-30T23:00:00Z",
            "srede, 30. decembra 2026, do 24.00",
        );
        check(
            Language::English,
            until,
            "2026-12-30T23:00:00Z",
            "Wednesday, 30 December 2026, 24:00",
        );
        check(
            Language::Slovene,
            Reader::full,
            "2026-11-23T14:00:00Z",
            "ponedeljek, 23. november 2026 ob 15.00",
        );
        check(
            Language::Slovene,
            Reader::full_end,
            "2026-11-20T23:00:00Z",
            "petek, 20. november 2026 ob 24.00",
        );
    }

    #[test]
    fn the_title_has_the_zone_and_utc() {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        let reader = Reader::new(
            Language::English,
            zone,
            "2026-11-20T14:04:00Z".parse().unwrap(),
        );
        let text = reader.short("2026-07-01T10:00:00Z".parse().unwrap());
        assert_eq!(text.iso, "2026-07-01T10:00:00Z");
        assert_eq!(
            text.title.replace('\u{a0}', " "),
            "Wednesday, 1 July 2026 at 12:00 (CEST) · 2026-07-01 10:00:00 UTC"
        );
    }
}
