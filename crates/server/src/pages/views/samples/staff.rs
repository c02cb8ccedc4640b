//! The pages of the marketplace's staff.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::calendar::{CalendarDayForm, CalendarDayView, CalendarPage, DayEffect};
use crate::pages::views::deadline::DeadlineChip;
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    FoundSeller, OverviewFilter, OverviewPage, PartTab, ReadingPage, StaffRow, TableRow,
};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("staff", &overview(with)?)?,
        sample("staff-found", &found(with)?)?,
        sample("staff-nothing", &nothing(with)?)?,
        sample("reading", &reading(with)?)?,
        sample("calendar", &calendar(with)?)?,
        sample("calendar-empty", &calendar_empty(with))?,
    ])
}

fn table(with: &Ingredients, name: &str, country: &str, late: u32, minutes: i64) -> TableRow {
    let link = |part: &str| format!("/staff?part={part}&seller=nit");
    TableRow {
        name: name.to_owned(),
        url: Some("/staff/sellers/nit".to_owned()),
        country: country.to_owned(),
        overdue: (late, link("overdue")),
        due_soon: (3, link("due-soon")),
        waiting: (late + 12, link("waiting")),
        oldest_late: (late > 0)
            .then(|| with.reader.rough(jiff::SignedDuration::from_mins(minutes))),
    }
}

fn overview(with: &Ingredients) -> Result<OverviewPage, Box<dyn Error>> {
    let row = |subject: &str, chip, taken_over| {
        Ok::<_, Box<dyn Error>>(StaffRow {
            id: "01990".to_owned(),
            subject: subject.to_owned(),
            seller: "Čebelarstvo Hribar".to_owned(),
            seller_url: "/staff/sellers/hribar".to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            chip,
            last: with.short(20)?,
            taken_over,
        })
    };
    let tab = |key, count: &str, alarming, current| PartTab {
        url: "/staff?part=overdue".to_owned(),
        key,
        count: count.to_owned(),
        alarming,
        current,
    };
    Ok(OverviewPage {
        page: with.page(Some(Role::Moderator), "/staff"),
        search: String::new(),
        sellers: Vec::new(),
        besides: vec![
            ("staff-to-look-at", "4".to_owned(), "/staff/reviews"),
            ("staff-accesses-wait", "1".to_owned(), "/staff/accesses"),
        ],
        tabs: vec![
            tab("staff-part-overdue", "17", true, true),
            tab("staff-part-due-soon", "9", false, false),
            tab("staff-part-escalated", "2", true, false),
            tab("staff-part-taken-over", "0", false, false),
            tab("staff-part-waiting", "1.000+", false, false),
        ],
        filter: OverviewFilter {
            part: "overdue",
            seller: "hribar".to_owned(),
            active: true,
            clear_url: "/staff?part=overdue".to_owned(),
            ..OverviewFilter::default()
        },
        rows: vec![
            row("Cvetni prah, sušen, 250 g", with.chip(-8000)?, false)?,
            row(
                "Sveča iz čebeljega voska, ročno vlita, visoka 18 cm, z naravnim bombažnim stenjem · Kostanjev med",
                with.chip(-65)?,
                false,
            )?,
            row("Propolis", DeadlineChip::stopped(&with.reader), true)?,
        ],
        may_take_over: true,
        older: Some("/staff?part=overdue&after=x".to_owned()),
        newest: Some("/staff?part=overdue".to_owned()),
        by_seller: vec![
            table(with, "Studio Nit", "SI", 14, 8_000),
            table(with, "Čebelarstvo Hribar", "SI", 2, 2_940),
            table(with, "Knjigarna Sova", "HR", 0, 0),
        ],
        by_country: vec![
            table(with, "SI", "SI", 16, 8_000),
            table(with, "HR", "HR", 1, 65),
            table(with, "", "", 0, 0),
        ],
        partial: true,
    })
}

fn found(with: &Ingredients) -> Result<OverviewPage, Box<dyn Error>> {
    let mut page = overview(with)?;
    page.search = "hribar".to_owned();
    page.sellers = vec![FoundSeller {
        url: "/staff/sellers/hribar".to_owned(),
        name: "Čebelarstvo Hribar".to_owned(),
        country: "SI".to_owned(),
    }];
    page.older = None;
    page.newest = None;
    Ok(page)
}

fn nothing(with: &Ingredients) -> Result<OverviewPage, Box<dyn Error>> {
    let mut page = overview(with)?;
    page.page = with.page(Some(Role::Auditor), "/staff");
    page.filter = OverviewFilter::default();
    page.rows = Vec::new();
    page.by_seller = Vec::new();
    page.by_country = Vec::new();
    page.older = None;
    page.newest = None;
    page.may_take_over = false;
    page.partial = false;
    Ok(page)
}

fn reading(with: &Ingredients) -> Result<ReadingPage, Box<dyn Error>> {
    Ok(ReadingPage {
        page: with.page(Some(Role::Reviewer), "/conversations/01990"),
        id: "01990".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        buyer: "Matjaž Oblak".to_owned(),
        chip: with.chip(-300)?,
        reason: String::new(),
        ticket: String::new(),
        wrong_ticket: false,
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
