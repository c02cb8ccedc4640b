//! `GET /staff`: what waits now, the most urgent first; and finding a conversation or a seller.

use axum::extract::Query;
use axum::response::Response;
use rules::access::Action;
use rules::ids::SellerId;
use serde::Deserialize;
use store::waiting::{COUNT_MAX, Narrowed, Waiting};

use super::rows::row;
use crate::actions::moderation::queue;
use crate::actions::overview::{self, Listed, Overview, Part};
use crate::actions::{accesses, oversight, seller_seen};
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::{
    FoundSeller, OverviewFilter, OverviewPage, PartTab, TableRow, count_text,
};
use crate::pages::visit::{Visit, show as answer};
use crate::place::Place;

const ROWS: u32 = 50;
const SELLERS_FOUND_MAX: u32 = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What is looked for: an id, or a part of a seller's name.
    q: String,
    part: String,
    seller: String,
    country: String,
    /// Where this page begins.
    after: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let reader = visit.reader().await?;
    let now = overview::overview(app, viewer).await?;
    let part = from_code(&asked.part);
    let mut page = frame(&visit, &reader, &now, part, &asked);
    page.besides = besides(&visit).await?;
    let word = asked.q.trim();
    if word.is_empty() {
        let after = Place::read(&asked.after)?;
        // A seller of no possible id has no conversations, as one that is not known has none.
        let narrowed = Narrowed {
            seller: parsed_seller(&asked.seller),
            country: Some(asked.country.trim().to_uppercase()).filter(|text| !text.is_empty()),
        };
        let mut listed = overview::list(app, viewer, part, narrowed, after, ROWS + 1).await?;
        let more = listed.len() > ROWS as usize;
        listed.truncate(ROWS as usize);
        let last = listed.last().filter(|_| more).map(Listed::place);
        page.older = last.map(|place| address(part, &asked.seller, &asked.country, Some(place)));
        page.newest = after.map(|_| address(part, &asked.seller, &asked.country, None));
        page.rows = listed
            .iter()
            .map(|listed| row(&reader, &listed.found))
            .collect();
    } else {
        let found = oversight::find(app, viewer, word).await?;
        page.rows = found.iter().map(|found| row(&reader, found)).collect();
        let sellers = seller_seen::find(app, viewer, word, None, SELLERS_FOUND_MAX).await?;
        let shown = sellers.into_iter().map(|seller| FoundSeller {
            url: format!("/staff/sellers/{}", seller.id),
            name: seller.name,
            country: seller.country,
        });
        page.sellers = shown.collect();
    }
    answer(&page)
}

/// Everything but the list.
fn frame(
    visit: &Visit,
    reader: &Reader,
    now: &Overview,
    part: Part,
    asked: &Asked,
) -> OverviewPage {
    let table = |name: String, url, country: String, seller: &str, waiting: &Waiting| {
        let place = if seller.is_empty() {
            country.as_str()
        } else {
            ""
        };
        let link = |part| address(part, seller, place, None);
        let late = reader.now.duration_since(waiting.oldest_due_at);
        TableRow {
            name,
            url,
            overdue: (waiting.overdue, link(Part::Overdue)),
            due_soon: (waiting.due_soon, link(Part::DueSoon)),
            waiting: (waiting.waiting, link(Part::Waiting)),
            oldest_late: (waiting.overdue > 0).then(|| reader.rough(late)),
            country,
        }
    };
    let by_seller = now.by_seller.iter().map(|of| {
        let name = of.name.clone().unwrap_or_else(|| of.seller.to_string());
        let url = Some(format!("/staff/sellers/{}", of.seller));
        let country = of.country.clone().unwrap_or_default();
        table(name, url, country, of.seller.as_str(), &of.waiting)
    });
    let by_country = now.by_country.iter().map(|(country, waiting)| {
        let country = country.clone().unwrap_or_default();
        table(country.clone(), None, country, "", waiting)
    });
    OverviewPage {
        page: visit.page(),
        search: asked.q.trim().to_owned(),
        sellers: Vec::new(),
        besides: Vec::new(),
        tabs: tabs(reader, now, part, asked),
        filter: OverviewFilter {
            part: code(part),
            seller: asked.seller.clone(),
            country: asked.country.clone(),
            active: !(asked.seller.is_empty() && asked.country.is_empty()),
            clear_url: address(part, "", "", None),
        },
        rows: Vec::new(),
        may_take_over: visit.may(Action::TakeOver),
        older: None,
        newest: None,
        by_seller: by_seller.collect(),
        by_country: by_country.collect(),
        partial: now.partial,
    }
}

/// Reviews and requests for access that wait, for those who may decide or at least see them; what does not wait is not told.
async fn besides(visit: &Visit) -> Result<Vec<(&'static str, String, &'static str)>, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let mut besides = Vec::new();
    if visit.may(Action::ReadReviews) {
        let open = queue::list(app, viewer, None, 1).await?.waiting.open;
        besides.push(("staff-to-look-at", open, "/staff/reviews"));
    }
    if let Some(waiting) = accesses::waiting_for(app, viewer).await? {
        besides.push(("staff-accesses-wait", waiting, "/staff/accesses"));
    }
    let waits = besides.into_iter().filter(|(_, count, _)| *count > 0);
    Ok(waits
        .map(|(key, count, url)| (key, count.to_string(), url))
        .collect())
}

fn tabs(reader: &Reader, now: &Overview, part: Part, asked: &Asked) -> Vec<PartTab> {
    let separator = match reader.texts.language() {
        Language::Slovene => '.',
        Language::English => ',',
    };
    let tab = |&(of, count): &(Part, u32)| PartTab {
        url: address(of, &asked.seller, &asked.country, None),
        key: key(of),
        count: count_text(count, COUNT_MAX, separator),
        alarming: matches!(of, Part::Overdue | Part::Escalated) && count > 0,
        current: of == part && asked.q.trim().is_empty(),
    };
    now.counts.iter().map(tab).collect()
}

fn parsed_seller(text: &str) -> Option<SellerId> {
    match text.trim() {
        "" => None,
        text => Some(
            SellerId::parse(text)
                .or_else(|_| SellerId::parse("-"))
                .ok()?,
        ),
    }
}

/// The address of a list.
fn address(part: Part, seller: &str, country: &str, after: Option<Place>) -> String {
    let mut address = format!("/staff?part={}", code(part));
    for (name, value) in [("seller", seller.trim()), ("country", country.trim())] {
        if !value.is_empty() {
            address.push_str(&format!("&{name}={}", as_query_value(value)));
        }
    }
    if let Some(place) = after {
        address.push_str(&format!("&after={}", place.write()));
    }
    address
}

fn code(part: Part) -> &'static str {
    match part {
        Part::Overdue => "overdue",
        Part::DueSoon => "due-soon",
        Part::Escalated => "escalated",
        Part::TakenOver => "taken-over",
        Part::Waiting => "waiting",
    }
}

fn from_code(wanted: &str) -> Part {
    let found = Part::ALL.into_iter().find(|part| code(*part) == wanted);
    found.unwrap_or(Part::Overdue)
}

fn key(part: Part) -> &'static str {
    match part {
        Part::Overdue => "staff-part-overdue",
        Part::DueSoon => "staff-part-due-soon",
        Part::Escalated => "staff-part-escalated",
        Part::TakenOver => "staff-part-taken-over",
        Part::Waiting => "staff-part-waiting",
    }
}
