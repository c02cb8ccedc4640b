//! The days that operators changed in the calendars of working days.

use askama::Template;

use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "staff/calendar.html")]
pub struct CalendarPage {
    pub page: Page,
    pub days: Vec<CalendarDayView>,
    pub form: CalendarDayForm,
    /// The data's own years, "2024–2035".
    pub data_years: String,
    pub data_version: String,
}

/// One change of a day.
#[derive(Clone, Debug)]
pub struct CalendarDayView {
    pub id: String,
    /// "25. 6. 2027", or without the year if it holds every year.
    pub day: String,
    pub every_year: bool,
    pub country: String,
    pub subdivision: Option<String>,
    pub effect: DayEffect,
    pub name: Option<String>,
    /// "8.00–12.00, 13.00–17.00" for own hours.
    pub hours: Option<String>,
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
    /// Who entered it, and when.
    pub entered_by: String,
    pub entered_at: super::format::TimeText,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayEffect {
    #[default]
    AddHoliday,
    RemoveHoliday,
    Close,
    Hours,
}

/// The form that adds a change, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct CalendarDayForm {
    /// ISO date.
    pub date: String,
    pub every_year: bool,
    pub country: String,
    pub subdivision: String,
    pub effect: DayEffect,
    pub name: String,
    pub local_name: String,
    /// "08:00-12:00, 13:00-17:00".
    pub hours: String,
    /// ISO dates.
    pub valid_from: String,
    pub valid_to: String,
    pub error: Option<String>,
}

impl DayEffect {
    pub const ALL: [Self; 4] = [
        Self::AddHoliday,
        Self::RemoveHoliday,
        Self::Close,
        Self::Hours,
    ];

    /// The form's value; the same word as in the rules' JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::AddHoliday => "add_holiday",
            Self::RemoveHoliday => "remove_holiday",
            Self::Close => "close",
            Self::Hours => "hours",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.code() == code)
    }

    fn key(self) -> &'static str {
        match self {
            Self::AddHoliday => "calendar-effect-add-holiday",
            Self::RemoveHoliday => "calendar-effect-remove-holiday",
            Self::Close => "calendar-effect-close",
            Self::Hours => "calendar-effect-hours",
        }
    }
}

impl CalendarPage {
    fn effects(&self) -> [DayEffect; 4] {
        DayEffect::ALL
    }
}
