//! The form that adds a change of a day, and how it is read.

use std::borrow::Cow;

use jiff::civil::Date;
use rules::deadline::{ChangedDay, DayChange, HolidayName, Hours, Interval};
use serde::Deserialize;

use crate::actions::calendar_days::AddCalendarDay;
use crate::pages::views::calendar::{CalendarDayForm, DayEffect};
use crate::pages::views::refusal::Refusal;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DayForm {
    date: String,
    every_year: Option<String>,
    country: String,
    subdivision: String,
    effect: String,
    name: String,
    local_name: String,
    hours: String,
    valid_from: String,
    valid_to: String,
}

impl DayForm {
    pub(super) fn command(&self) -> Result<AddCalendarDay, Refusal> {
        let date: Date = self.date.trim().parse().map_err(|_| Refusal::DayDate)?;
        let subdivision = self.subdivision.trim().to_uppercase();
        Ok(AddCalendarDay {
            id: None,
            country: self.country.trim().to_uppercase(),
            subdivision: Some(subdivision).filter(|text| !text.is_empty()),
            day: match self.every_year {
                Some(_) => ChangedDay::EveryYear {
                    month: date.month(),
                    day: date.day(),
                },
                None => ChangedDay::On { date },
            },
            change: self.change()?,
            valid_from: optional_date(&self.valid_from)?,
            valid_to: optional_date(&self.valid_to)?,
        })
    }

    /// As it was sent, with what is wrong with it.
    pub(super) fn shown_again(self, error: String) -> CalendarDayForm {
        CalendarDayForm {
            date: self.date,
            every_year: self.every_year.is_some(),
            country: self.country,
            subdivision: self.subdivision,
            effect: DayEffect::from_code(&self.effect).unwrap_or_default(),
            name: self.name,
            local_name: self.local_name,
            hours: self.hours,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            error: Some(error),
        }
    }

    fn change(&self) -> Result<DayChange, Refusal> {
        let (english, local) = (self.name.trim(), self.local_name.trim());
        let either = if local.is_empty() { english } else { local };
        let effect = DayEffect::from_code(&self.effect).unwrap_or_default();
        if either.is_empty() && effect != DayEffect::RemoveHoliday {
            return Err(Refusal::DayName);
        }
        Ok(match effect {
            DayEffect::AddHoliday => DayChange::AddHoliday {
                name: HolidayName {
                    english: Cow::Owned(
                        if english.is_empty() { local } else { english }.to_owned(),
                    ),
                    local: Cow::Owned(either.to_owned()),
                },
            },
            DayEffect::RemoveHoliday => DayChange::RemoveHoliday,
            DayEffect::Close => DayChange::Close {
                name: either.to_owned(),
            },
            DayEffect::Hours => DayChange::Hours {
                name: either.to_owned(),
                hours: hours(&self.hours)?,
            },
        })
    }
}

fn optional_date(text: &str) -> Result<Option<Date>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::DayDate),
    }
}

/// "8:00–12:00, 13:00-17.00".
fn hours(text: &str) -> Result<Hours, Refusal> {
    let interval = |text: &str| {
        let (from, to) = text.split_once(['-', '–'])?;
        let clock = |text: &str| {
            let text = text.trim().replace('.', ":");
            if text.len() == 4 {
                format!("0{text}")
            } else {
                text
            }
        };
        Interval::new(&clock(from), &clock(to)).ok()
    };
    let intervals: Option<Vec<Interval>> = text.split(',').map(interval).collect();
    intervals
        .and_then(|intervals| Hours::new(intervals).ok())
        .ok_or(Refusal::DayHours)
}
