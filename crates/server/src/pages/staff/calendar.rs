//! `/staff/calendar`: the days that operators changed in the calendars of working days.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use rules::deadline::{ChangedDay, DayChange, Hours, data_version, data_years};
use rules::ids::CalendarDayId;
use store::calendar_days::CalendarDay;

use super::day_form::DayForm;
use crate::actions::calendar_days;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::views::calendar::{CalendarDayForm, CalendarDayView, CalendarPage, DayEffect};
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/staff/calendar";
/// A leap year, in which every day of a year exists.
const ANY_YEAR: i16 = 2000;

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    let form = CalendarDayForm {
        country: visit.app.config.marketplace.country.clone(),
        ..CalendarDayForm::default()
    };
    page(&visit, form).await
}

/// `POST /staff/calendar/days`.
pub async fn add(visit: Visit, Form(form): Form<DayForm>) -> Result<Response, ActionError> {
    let refusal = match form.command() {
        Ok(command) => match calendar_days::add(&visit.app, visit.viewer(), command).await {
            Ok(_) => return Ok(go(ADDRESS, Notice::CalendarChanged)),
            Err(ActionError::Invalid { code, .. }) => match code {
                "country" => Refusal::DayCountry,
                "validity" => Refusal::DayValidity,
                "name" => Refusal::DayName,
                _ => Refusal::DayDate,
            },
            Err(error) => return Err(error),
        },
        Err(refusal) => refusal,
    };
    let reader = visit.reader().await?;
    let shown = page(&visit, form.shown_again(refusal.text(reader.texts))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

/// `POST /staff/calendar/days/{id}/removal`.
pub async fn remove(visit: Visit, Path(id): Path<CalendarDayId>) -> Result<Response, ActionError> {
    calendar_days::withdraw(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::CalendarChanged))
}

async fn page(visit: &Visit, form: CalendarDayForm) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let days = calendar_days::list(&visit.app, visit.viewer()).await?;
    let authors = calendar_days::authors(&visit.app, visit.viewer(), &days).await?;
    let holding = days.iter().filter(|day| day.change.known_to.is_none());
    let years = data_years();
    answer(&CalendarPage {
        page: visit.page_at(ADDRESS.to_owned()),
        days: holding
            .map(|day| day_view(&reader, day, &authors))
            .collect(),
        form,
        data_years: format!("{}–{}", years.start(), years.end()),
        data_version: data_version().to_owned(),
    })
}

fn day_view(
    reader: &Reader,
    entered: &CalendarDay,
    authors: &BTreeMap<String, String>,
) -> CalendarDayView {
    let by = &entered.created_by;
    let change = &entered.change;
    let (day, every_year) = match change.day {
        ChangedDay::On { date } => (reader.date(date), false),
        ChangedDay::EveryYear { month, day } => {
            let date = Date::new(ANY_YEAR, month, day);
            (
                date.map(|date| reader.day_of_year(date))
                    .unwrap_or_default(),
                true,
            )
        }
    };
    let (effect, name, hours) = match &change.change {
        DayChange::AddHoliday { name } => (
            DayEffect::AddHoliday,
            Some(match reader.texts.language() {
                Language::Slovene => name.local.to_string(),
                Language::English => name.english.to_string(),
            }),
            None,
        ),
        DayChange::RemoveHoliday => (DayEffect::RemoveHoliday, None, None),
        DayChange::Close { name } => (DayEffect::Close, Some(name.clone()), None),
        DayChange::Hours { name, hours } => (
            DayEffect::Hours,
            Some(name.clone()),
            Some(hours_text(hours)),
        ),
    };
    CalendarDayView {
        id: entered.id.to_string(),
        day,
        every_year,
        country: change.country.clone(),
        subdivision: change.subdivision.clone(),
        effect,
        name,
        hours,
        valid_from: change.valid_from.map(|date| reader.date(date)),
        valid_to: change.valid_to.map(|date| reader.date(date)),
        entered_by: authors.get(by).unwrap_or(by).clone(),
        entered_at: reader.short(change.known_from),
    }
}

/// "08:00–12:00, 13:00–17:00", as it is entered.
fn hours_text(hours: &Hours) -> String {
    let clock = |us: i64| {
        let minutes = us / 60_000_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    let intervals = hours.intervals().iter();
    let texts: Vec<String> = intervals
        .map(|interval| format!("{}–{}", clock(interval.from_us()), clock(interval.to_us())))
        .collect();
    texts.join(", ")
}
