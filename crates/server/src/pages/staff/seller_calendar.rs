//! The calendar of a seller in words: its week, the holidays to come, and what was changed in it.

use jiff::ToSpan;
use jiff::civil::Date;
use rules::deadline::{ChangedDay, DayChange, Hours};
use rules::time::Weekday;
use serde_json::Value;
use store::calendar_days::CalendarDay;
use store::events::Event;

use crate::actions::seller_seen::SellerSeen;
use crate::i18n::Language;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::{CalendarChange, CalendarView, WeekRow};

const HOLIDAYS_MONTHS: i64 = 6;

pub(super) fn view(reader: &Reader, seen: &SellerSeen) -> CalendarView {
    let calendar = &seen.calendar;
    let today = reader.now.to_zoned(calendar.zone().clone()).date();
    let until = today.saturating_add(HOLIDAYS_MONTHS.months());
    let holidays = calendar.holidays();
    let holidays = holidays.filter(|(date, _)| (today..=until).contains(date));
    let language = reader.texts.language();
    let name = |name: &rules::deadline::HolidayName| match language {
        Language::Slovene => name.local.to_string(),
        Language::English => name.english.to_string(),
    };
    CalendarView {
        zone: calendar.zone_name().to_owned(),
        version: calendar.version().to_owned(),
        week: Weekday::ALL
            .into_iter()
            .map(|day| week_row(reader, seen, day))
            .collect(),
        holidays: holidays
            .map(|(date, holiday)| (reader.day(date), name(holiday)))
            .collect(),
        changes: changes(reader, seen),
    }
}

fn week_row(reader: &Reader, seen: &SellerSeen, day: Weekday) -> WeekRow {
    let key = format!("date-weekday-{}", day.index() + 1);
    let hours = seen.spec.week.on(day);
    WeekRow {
        day: reader.texts.t(&key),
        hours: (!hours.intervals().is_empty()).then(|| hours_text(reader, hours)),
    }
}

fn hours_text(reader: &Reader, hours: &Hours) -> String {
    if *hours == Hours::whole_day() {
        return reader.texts.t("sellers-whole-day");
    }
    let texts: Vec<String> = hours.intervals().iter().map(ToString::to_string).collect();
    texts.join(", ")
}

/// What the marketplace changed of the seller and what staff changed in its country, newest first.
fn changes(reader: &Reader, seen: &SellerSeen) -> Vec<CalendarChange> {
    let own = seen
        .changes
        .iter()
        .zip(seen.changes.iter().skip(1).map(Some).chain([None]));
    let own = own.filter_map(|(event, before)| own_change(reader, event, before));
    let days = seen
        .days
        .iter()
        .map(|day| (day.change.known_from, day_change(reader, day)));
    let mut all: Vec<_> = own.chain(days).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, change)| change).collect()
}

/// What a change of the seller's record changed in its calendar; none where it changed something else.
fn own_change(
    reader: &Reader,
    event: &Event,
    before: Option<&Event>,
) -> Option<(jiff::Timestamp, CalendarChange)> {
    let body = |event: &Event| -> Value { serde_json::from_str(&event.body).unwrap_or_default() };
    let (after, before) = (body(event), before.map(body));
    let parts = [
        ("country", "sellers-change-country"),
        ("subdivision", "sellers-change-region"),
        ("time_zone", "sellers-change-zone"),
        ("hours", "sellers-change-hours"),
    ];
    let what: Vec<String> = match before {
        None => vec![reader.texts.t("sellers-change-first")],
        Some(before) => parts
            .into_iter()
            .filter(|(field, _)| after[field] != before[field])
            .map(|(field, key)| match after[field].as_str() {
                Some(value) => format!("{} {value}", reader.texts.t(key)),
                None => reader.texts.t(key),
            })
            .collect(),
    };
    let change = CalendarChange {
        at: reader.sent(event.at),
        what: what.join(", "),
        withdrawn: None,
    };
    (!what.is_empty()).then_some((event.at, change))
}

fn day_change(reader: &Reader, day: &CalendarDay) -> CalendarChange {
    let change = &day.change;
    let date = match change.day {
        ChangedDay::On { date } => reader.date(date),
        // A leap year, in which every day of a year exists.
        ChangedDay::EveryYear { month, day } => Date::new(2000, month, day)
            .map(|date| reader.day_of_year(date))
            .unwrap_or_default(),
    };
    let (key, name) = match &change.change {
        DayChange::AddHoliday { name } => ("calendar-effect-add-holiday", name.local.to_string()),
        DayChange::RemoveHoliday => ("calendar-effect-remove-holiday", String::new()),
        DayChange::Close { name } => ("calendar-effect-close", name.clone()),
        DayChange::Hours { name, .. } => ("calendar-effect-hours", name.clone()),
    };
    let effect = reader.texts.t(key);
    CalendarChange {
        at: reader.sent(change.known_from),
        what: format!("{date}: {effect} {name}").trim_end().to_owned(),
        withdrawn: change.known_to.map(|at| reader.sent(at)),
    }
}
