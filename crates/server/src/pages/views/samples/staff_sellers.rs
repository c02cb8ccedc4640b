//! Sellers as staff see them, and who read what.

use std::error::Error;

use rules::absence::Standing;

use super::absence::absence;
use super::strikes::strike;
use super::{Ingredients, Made, sample};
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    CalendarChange, CalendarView, CheckRow, DeadlineRow, DossiersPage, NameRow, OutcomeTab,
    PersonRow, ReadingRow, ReadingsFilter, ReadingsPage, RecomputedRow, SellerPage, SellersPage,
    StaffRow, WeekRow,
};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("sellers", &sellers(with))?,
        sample("sellers-none", &no_sellers(with))?,
        sample("seller", &seller(with)?)?,
        sample("seller-new", &new_seller(with)?)?,
        sample("dossiers", &dossiers(with, None))?,
        sample("dossiers-refused", &dossiers(with, Some(false)))?,
        sample("readings", &readings(with)?)?,
        sample("readings-refused", &readings_refused(with)?)?,
    ])
}

fn dossiers(with: &Ingredients, holds: Option<bool>) -> DossiersPage {
    let texts = with.reader.texts;
    let row = |about: &str, fails: bool, text: &str| CheckRow {
        verdict: texts.t(if fails {
            "dossier-verify-fails"
        } else {
            "dossier-verify-holds"
        }),
        fails,
        about: texts.t(about),
        text: text.to_owned(),
    };
    let rows = vec![
        row(
            "dossier-about-file",
            false,
            "11 files, each once, nothing between them",
        ),
        row(
            "dossier-about-files",
            true,
            "dossier.json is not the one that was signed",
        ),
    ];
    DossiersPage {
        page: with.page(Some(Role::Auditor), "/staff/dossiers"),
        error: holds.is_none().then(|| texts.t("dossier-verify-nothing")),
        checked: holds.map(|holds| (holds, rows)),
    }
}

fn sellers(with: &Ingredients) -> SellersPage {
    let row = |name: &str, id: &str, country: &str| NameRow {
        url: format!("/staff/sellers/{id}"),
        name: name.to_owned(),
        id: id.to_owned(),
        country: country.to_owned(),
    };
    SellersPage {
        page: with.page(Some(Role::Moderator), "/staff/sellers"),
        search: "če".to_owned(),
        sellers: vec![
            row("Čebelarstvo Hribar", "hribar", "SI"),
            row(
                "Čevlji in torbe, ročno izdelani v majhni delavnici na Krasu",
                "cevlji-kras",
                "IT",
            ),
        ],
        older: Some("/staff/sellers?q=x&after=cevlji-kras".to_owned()),
    }
}

fn no_sellers(with: &Ingredients) -> SellersPage {
    SellersPage {
        sellers: Vec::new(),
        older: None,
        ..sellers(with)
    }
}

fn seller(with: &Ingredients) -> Result<SellerPage, Box<dyn Error>> {
    let tab = |key, current| OutcomeTab {
        url: "/staff/sellers/hribar?outcome=all".to_owned(),
        key,
        current,
    };
    Ok(SellerPage {
        page: with.page(Some(Role::Administrator), "/staff/sellers/hribar"),
        id: "hribar".to_owned(),
        name: "Čebelarstvo Hribar".to_owned(),
        country: "SI".to_owned(),
        share: Some("94 %".to_owned()),
        kept: 202,
        missed: 11,
        people: people(with)?,
        coming: vec![
            absence(
                with,
                None,
                "14. 12. 2026 – 18. 12. 2026",
                Standing::Approved,
            )?,
            absence(
                with,
                Some("Tine Hribar"),
                "7. 12. 2026",
                Standing::Announced,
            )?,
        ],
        past: vec![absence(
            with,
            None,
            "3. 8. 2026 – 14. 8. 2026",
            Standing::Ended,
        )?],
        strikes: vec![
            strike(with, 1, rules::moderation::Standing::Counts)?,
            strike(with, 2, rules::moderation::Standing::Expired)?,
        ],
        calendar: calendar(with)?,
        outcomes: vec![
            tab("sellers-outcome-all", true),
            tab("sellers-outcome-open", false),
            tab("sellers-outcome-missed", false),
        ],
        deadlines: vec![
            deadline(with, ("is-overdue", "alert"), "sellers-is-late", true)?,
            deadline(with, ("is-closed", "check"), "sellers-was-kept", false)?,
        ],
        older: Some("/staff/sellers/hribar?after=x".to_owned()),
        newest: Some("/staff/sellers/hribar".to_owned()),
        conversations: vec![StaffRow {
            id: "01990".to_owned(),
            subject: "Cvetni prah, sušen, 250 g".to_owned(),
            seller: "Čebelarstvo Hribar".to_owned(),
            seller_url: "/staff/sellers/hribar".to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            chip: with.chip(-300)?,
            last: with.short(20)?,
            taken_over: false,
        }],
        readings: Some(vec![reading(with)?]),
        readings_url: "/staff/readings?seller=hribar".to_owned(),
    })
}

fn people(with: &Ingredients) -> Result<Vec<PersonRow>, Box<dyn Error>> {
    let signed_in = with.sent(5)?;
    let person = |name: &str, role_key, active| PersonRow {
        name: name.to_owned(),
        role_key,
        active,
        signed_in: active.then(|| signed_in.clone()),
    };
    Ok(vec![
        person("Neža Hribar", "sellers-role-owner", true),
        person("Tine Hribar", "sellers-role-agent", true),
        person("Zvonka Kos", "sellers-role-read-only", false),
    ])
}

fn deadline(
    with: &Ingredients,
    (class, icon): (&'static str, &'static str),
    outcome_key: &'static str,
    open: bool,
) -> Result<DeadlineRow, Box<dyn Error>> {
    let derivation = with.derivation("2026-11-19T13:00:00Z")?;
    Ok(DeadlineRow {
        conversation_url: "/conversations/01990".to_owned(),
        take_over_url: open.then(|| "/conversations/01990/takeover".to_owned()),
        version: Some(4),
        subject: "Cvetni prah, sušen, 250 g".to_owned(),
        buyer: "Matjaž Oblak".to_owned(),
        received: with.reader.full(derivation.received),
        due: derivation.due.map(|due| with.reader.full_end(due)),
        settled: (!open).then(|| with.reader.full(derivation.received)),
        class,
        icon,
        outcome_key,
        recomputed: vec![RecomputedRow {
            at: with.sent(3)?,
            due_before: derivation.due.map(|due| with.reader.full_end(due)),
            due_after: None,
            calendar_before: derivation.calendar_version.clone(),
            calendar_after: "seller:hribar@2026-01+1f00".to_owned(),
        }],
        derivation: DerivationView::new(&with.reader, &derivation),
    })
}

fn calendar(with: &Ingredients) -> Result<CalendarView, Box<dyn Error>> {
    let day = |day: &str, hours: Option<&str>| WeekRow {
        day: day.to_owned(),
        hours: hours.map(str::to_owned),
    };
    Ok(CalendarView {
        zone: "Europe/Ljubljana".to_owned(),
        version: "seller:hribar@2026-01+9ac31b77".to_owned(),
        week: vec![
            day("ponedeljek", Some("08:00–12:00, 13:00–17:00")),
            day("sobota", None),
        ],
        holidays: vec![("petek, 25. 12.".to_owned(), "božič".to_owned())],
        changes: vec![
            CalendarChange {
                at: with.sent(30)?,
                what: "24. 12. 2026: Zaprto Inventura".to_owned(),
                withdrawn: Some(with.sent(20)?),
            },
            CalendarChange {
                at: with.sent(3_000)?,
                what: with.reader.texts.t("sellers-change-first"),
                withdrawn: None,
            },
        ],
    })
}

fn new_seller(with: &Ingredients) -> Result<SellerPage, Box<dyn Error>> {
    let mut page = seller(with)?;
    page.page = with.page(Some(Role::Moderator), "/staff/sellers/hribar");
    page.share = None;
    page.people = Vec::new();
    page.coming = Vec::new();
    page.past = Vec::new();
    page.strikes = Vec::new();
    page.calendar.holidays = Vec::new();
    page.calendar.changes = Vec::new();
    page.deadlines = Vec::new();
    page.conversations = Vec::new();
    page.readings = None;
    page.older = None;
    page.newest = None;
    Ok(page)
}

fn reading(with: &Ingredients) -> Result<ReadingRow, Box<dyn Error>> {
    Ok(ReadingRow {
        person: "Irena Zupan".to_owned(),
        at: with.sent(5)?,
        id: "01".to_owned(),
        reason: "Kupec je prosil za pomoč".to_owned(),
        ticket: Some("SUP-1042".to_owned()),
        looks: 3,
        last_look: Some(with.sent(4)?),
        conversation_url: Some("/conversations/01990".to_owned()),
        subject: "Cvetni prah, sušen, 250 g".to_owned(),
        seller: Some((
            "/staff/sellers/hribar".to_owned(),
            "Čebelarstvo Hribar".to_owned(),
        )),
        break_glass: false,
        confidential_until: None,
        may_be_confidential: true,
    })
}

fn readings(with: &Ingredients) -> Result<ReadingsPage, Box<dyn Error>> {
    let erased = ReadingRow {
        id: "02".to_owned(),
        reason: with.reader.texts.t("readings-erased"),
        ticket: None,
        looks: 0,
        last_look: None,
        break_glass: true,
        confidential_until: Some(with.sent(1)?),
        ..reading(with)?
    };
    Ok(ReadingsPage {
        page: with.page(Some(Role::Auditor), "/staff/readings"),
        filter: ReadingsFilter {
            people: vec![("01".to_owned(), "Irena Zupan".to_owned(), true)],
            whats: vec![
                ("", "readings-what-any", false),
                ("break_glass", "readings-what-break-glass", true),
            ],
            active: true,
            ..ReadingsFilter::default()
        },
        rows: vec![reading(with)?, erased],
        older: Some("/staff/readings?after=x".to_owned()),
        newest: Some("/staff/readings".to_owned()),
        csv_url: "/staff/readings.csv".to_owned(),
    })
}

fn readings_refused(with: &Ingredients) -> Result<ReadingsPage, Box<dyn Error>> {
    let mut page = readings(with)?;
    page.filter.error = Some(Refusal::NoSuchId.text(with.reader.texts));
    page.rows = Vec::new();
    page.older = None;
    page.newest = None;
    Ok(page)
}
