//! The rules' derivation of a deadline, worded for a reader: a row for each stretch of each day.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use rules::deadline::{Day, Derivation, Note, Reason, Segment, StopReason};

use super::deadline::{DerivationRow, DerivationView, Promise};
use super::format::Reader;
use crate::i18n::{FluentValue, Language};

impl DerivationView {
    /// Days and times of day are those of the calendar's zone, whatever zone the reader is in.
    pub fn new(reader: &Reader, derivation: &Derivation) -> Self {
        let reader = &in_zone(reader, derivation);
        Self {
            received: reader.full(derivation.received),
            due: derivation.due.map(|due| reader.full_end(due)),
            budget: reader.whole_hours(SignedDuration::from_micros(derivation.budget_us)),
            counted: reader.exact(SignedDuration::from_micros(derivation.counted_us())),
            zone: derivation.zone.clone(),
            calendar: derivation.calendar_version.clone(),
            rows: derivation
                .days
                .iter()
                .flat_map(|day| rows(reader, day))
                .collect(),
            notes: derivation
                .notes
                .iter()
                .map(|note| note_text(reader, note))
                .collect(),
        }
    }
}

impl Promise {
    /// `None` while the clock stands, for then nothing can be promised.
    pub fn new(reader: &Reader, derivation: &Derivation) -> Option<Self> {
        let reader = &in_zone(reader, derivation);
        let skipped = derivation
            .days
            .iter()
            .filter_map(|day| skipped(reader, day))
            .collect();
        Some(Self {
            until: reader.until(derivation.due?),
            budget: reader.whole_hours(SignedDuration::from_micros(derivation.budget_us)),
            skipped,
        })
    }
}

fn in_zone(reader: &Reader, derivation: &Derivation) -> Reader {
    let zone = TimeZone::get(&derivation.zone).unwrap_or_else(|_| reader.zone.clone());
    Reader {
        zone,
        ..reader.clone()
    }
}

fn rows(reader: &Reader, day: &Day) -> Vec<DerivationRow> {
    let row = |(index, segment): (usize, &Segment)| DerivationRow {
        iso_date: day.date.to_string(),
        day: reader.day(day.date),
        continues: index > 0,
        from: reader.time_of(segment.from),
        to: reader.end_time_of(segment.to),
        counted: segment
            .reason
            .is_none()
            .then(|| reader.exact(SignedDuration::from_micros(segment.counted_us))),
        reason: segment
            .reason
            .as_ref()
            .map(|reason| reason_text(reader, reason)),
    };
    day.segments.iter().enumerate().map(row).collect()
}

/// "sobota, 21. 11." or "petek, 25. 12. (božič)", if nothing of the day counted.
fn skipped(reader: &Reader, day: &Day) -> Option<String> {
    if day.counted_us > 0 {
        return None;
    }
    let date = reader.day(day.date);
    match day
        .segments
        .iter()
        .find_map(|segment| segment.reason.as_ref())?
    {
        Reason::Weekend { .. } | Reason::DayOff { .. } | Reason::OutsideHours { .. } => Some(date),
        reason => Some(reader.two(
            "deadline-skipped-because",
            "day",
            &date,
            "reason",
            &reason_text(reader, reason),
        )),
    }
}

fn reason_text(reader: &Reader, reason: &Reason) -> String {
    let texts = reader.texts;
    match reason {
        Reason::Weekend { .. } => texts.t("deadline-reason-weekend"),
        Reason::DayOff { .. } => texts.t("deadline-reason-day-off"),
        Reason::Holiday { name, local_name } => {
            let name = match texts.language() {
                Language::English => name,
                Language::Slovene => local_name,
            };
            reader.one("deadline-reason-holiday", "name", name)
        }
        Reason::Closed { name } => reader.one("deadline-reason-closed", "name", name),
        Reason::OutsideHours { name: None } => texts.t("deadline-reason-outside-hours"),
        Reason::OutsideHours { name: Some(name) } => {
            reader.one("deadline-reason-special-hours", "name", name)
        }
        Reason::Stopped {
            stop: StopReason::TakenOver,
        } => texts.t("deadline-reason-taken-over"),
        Reason::Stopped {
            stop: StopReason::SellerAbsent,
        } => texts.t("deadline-reason-seller-absent"),
        Reason::Stopped {
            stop: StopReason::MessageHeld,
        } => texts.t("deadline-reason-message-held"),
    }
}

fn note_text(reader: &Reader, note: &Note) -> String {
    match note {
        Note::HolidaysUnknownCountry { country } => {
            reader.one("deadline-note-country", "country", country)
        }
        Note::HolidaysUnknownSubdivision {
            country,
            subdivision,
        } => reader.two(
            "deadline-note-subdivision",
            "country",
            country,
            "subdivision",
            subdivision,
        ),
        Note::HolidaysUnknownBefore { year } => year_text(reader, "deadline-note-before", *year),
        Note::HolidaysUnknownFrom { year } => year_text(reader, "deadline-note-from", *year),
    }
}

fn year_text(reader: &Reader, key: &str, year: i16) -> String {
    reader
        .texts
        .t_args(key, &[("year", FluentValue::from(year.to_string()))])
}
