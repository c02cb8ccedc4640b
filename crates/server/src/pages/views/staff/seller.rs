//! Sellers by name, and one of them with everything that staff need to judge how it answers.

use askama::Template;

use super::{DeadlineRow, ReadingRow, StaffRow};
use crate::pages::views::absence::AbsenceView;
use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;
use crate::pages::views::strikes::StrikeView;

/// Sellers by a part of their name or the beginning of their id.
#[derive(Debug, Template)]
#[template(path = "staff/sellers.html")]
pub struct SellersPage {
    pub page: Page,
    pub search: String,
    pub sellers: Vec<NameRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug)]
pub struct NameRow {
    pub url: String,
    pub name: String,
    pub id: String,
    pub country: String,
}

/// One seller.
#[derive(Debug, Template)]
#[template(path = "staff/seller.html")]
pub struct SellerPage {
    pub page: Page,
    pub id: String,
    pub name: String,
    pub country: String,
    /// "94 %"; `None` where nothing was answered.
    pub share: Option<String>,
    pub kept: u64,
    pub missed: u64,
    pub people: Vec<PersonRow>,
    /// To come and running, the next one first.
    pub coming: Vec<AbsenceView>,
    /// Over, refused and taken back, the latest first.
    pub past: Vec<AbsenceView>,
    /// Confirmed violations, the newest first.
    pub strikes: Vec<StrikeView>,
    pub calendar: CalendarView,
    pub outcomes: Vec<OutcomeTab>,
    pub deadlines: Vec<DeadlineRow>,
    pub older: Option<String>,
    pub newest: Option<String>,
    pub conversations: Vec<StaffRow>,
    /// `None` for who may not read them.
    pub readings: Option<Vec<ReadingRow>>,
    pub readings_url: String,
}

#[derive(Clone, Debug)]
pub struct PersonRow {
    pub name: String,
    pub role_key: &'static str,
    pub active: bool,
    /// `None`: never.
    pub signed_in: Option<TimeText>,
}

/// The calendar in force and what was changed in it.
#[derive(Clone, Debug)]
pub struct CalendarView {
    pub zone: String,
    pub version: String,
    pub week: Vec<WeekRow>,
    /// Holidays of the next months: day and name.
    pub holidays: Vec<(String, String)>,
    pub changes: Vec<CalendarChange>,
}

#[derive(Clone, Debug)]
pub struct WeekRow {
    pub day: String,
    /// `None` on a day off.
    pub hours: Option<String>,
}

/// One change of the calendar, by the marketplace's systems or by staff.
#[derive(Clone, Debug)]
pub struct CalendarChange {
    pub at: TimeText,
    pub what: String,
    pub withdrawn: Option<TimeText>,
}

/// Deadlines of one outcome.
#[derive(Clone, Debug)]
pub struct OutcomeTab {
    pub url: String,
    pub key: &'static str,
    pub current: bool,
}
