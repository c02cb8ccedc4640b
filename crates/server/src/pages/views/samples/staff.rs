//! The pages of the marketplace's staff.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::calendar::{CalendarDayForm, CalendarDayView, CalendarPage, DayEffect};
use crate::pages::views::deadline::DeadlineChip;
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    OverdueSeller, ReadingPage, StaffHomePage, StaffRow, StaffSearch,
};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("staff", &home(with)?)?,
        sample("staff-found", &found(with)?)?,
        sample("staff-nothing", &nothing(with))?,
        sample("reading", &reading(with)?)?,
        sample("calendar", &calendar(with)?)?,
        sample("calendar-empty", &calendar_empty(with))?,
    ])
}

fn home(with: &Ingredients) -> Result<StaffHomePage, Box<dyn Error>> {
    let overdue = |name: &str, country: &str, count, minutes: i64| {
        Ok::<_, Box<dyn Error>>(OverdueSeller {
            url: format!("/staff?seller={count}"),
            name: name.to_owned(),
            country: country.to_owned(),
            count,
            oldest_due: with.sent(minutes / 60)?,
            oldest_late: with.reader.rough(jiff::SignedDuration::from_mins(minutes)),
        })
    };
    Ok(StaffHomePage {
        page: with.page(Some(Role::Moderator), "/staff"),
        search: StaffSearch::default(),
        found: None,
        older: None,
        overdue: vec![
            overdue("Studio Nit", "SI", 14, 8000)?,
            overdue("Čebelarstvo Hribar", "SI", 2, 2940)?,
            overdue("Knjigarna Sova", "HR", 1, 65)?,
        ],
    })
}

fn found(with: &Ingredients) -> Result<StaffHomePage, Box<dyn Error>> {
    let row = |subject: &str, chip| {
        Ok::<_, Box<dyn Error>>(StaffRow {
            url: "/conversations/01990".to_owned(),
            subject: subject.to_owned(),
            seller: "Čebelarstvo Hribar".to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            chip,
            last: with.short(20)?,
        })
    };
    let mut home = home(with)?;
    home.search.buyer = "oblak".to_owned();
    home.older = Some("/staff?buyer=oblak&before=x".to_owned());
    home.found = Some(vec![
        row("Naročilo L-20491", with.chip(-300)?)?,
        row(
            "Cvetni prah, sušen, 250 g",
            DeadlineChip::closed(&with.reader),
        )?,
    ]);
    Ok(home)
}

fn nothing(with: &Ingredients) -> StaffHomePage {
    StaffHomePage {
        page: with.page(Some(Role::Auditor), "/staff"),
        search: StaffSearch {
            order: "L-99999".to_owned(),
            ..StaffSearch::default()
        },
        found: Some(Vec::new()),
        older: None,
        overdue: Vec::new(),
    }
}

fn reading(with: &Ingredients) -> Result<ReadingPage, Box<dyn Error>> {
    Ok(ReadingPage {
        page: with.page(Some(Role::Reviewer), "/conversations/01990"),
        id: "01990".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        buyer: "Matjaž Oblak".to_owned(),
        chip: with.chip(-300)?,
        reason: String::new(),
        error: Some(Refusal::ReasonEmpty.text(with.reader.texts)),
    })
}

fn calendar(with: &Ingredients) -> Result<CalendarPage, Box<dyn Error>> {
    let day = |day: &str, effect, name: Option<&str>| {
        Ok::<_, Box<dyn Error>>(CalendarDayView {
            id: format!("{effect:?}"),
            day: day.to_owned(),
            every_year: false,
            country: "SI".to_owned(),
            subdivision: None,
            effect,
            name: name.map(str::to_owned),
            hours: None,
            valid_from: None,
            valid_to: None,
            entered_by: "Irena Zupan".to_owned(),
            entered_at: with.sent(300)?,
        })
    };
    let mut every_year = day(
        "4. 1.",
        DayEffect::AddHoliday,
        Some("Nadomestni dela prost dan"),
    )?;
    every_year.every_year = true;
    every_year.valid_from = Some("1. 1. 2027".to_owned());
    let mut moved = day("10. 1. 2026", DayEffect::Hours, Some("Delovna sobota"))?;
    moved.country = "HU".to_owned();
    moved.hours = Some("8.00–12.00, 13.00–17.00".to_owned());
    moved.valid_to = Some("31. 12. 2026".to_owned());
    let mut removed = day("1. 11. 2027", DayEffect::RemoveHoliday, None)?;
    removed.country = "DE".to_owned();
    removed.subdivision = Some("BY".to_owned());
    removed.valid_from = Some("1. 1. 2027".to_owned());
    removed.valid_to = Some("31. 12. 2027".to_owned());
    Ok(CalendarPage {
        days: vec![
            every_year,
            moved,
            removed,
            day("2. 12. 2026", DayEffect::Close, Some("Izpad elektrike"))?,
        ],
        form: CalendarDayForm {
            effect: DayEffect::Close,
            every_year: true,
            error: Some(Refusal::DayHours.text(with.reader.texts)),
            ..CalendarDayForm::default()
        },
        ..calendar_empty(with)
    })
}

fn calendar_empty(with: &Ingredients) -> CalendarPage {
    CalendarPage {
        page: with.page(Some(Role::Administrator), "/staff/calendar"),
        days: Vec::new(),
        form: CalendarDayForm::default(),
        data_years: "2024–2035".to_owned(),
        data_version: rules::deadline::data_version().to_owned(),
    }
}
