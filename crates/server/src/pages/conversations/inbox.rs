//! A seller's lists of conversations.

use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::ids::{AgentId, BuyerId, SellerId};
use store::lists::{self, Assigned, Entry, Filter, Seek};

use super::chip;
use super::list::{Asked, ROWS, cursor, parse_cursor, snippet};
use crate::actions::conversations::list::{Counts, Order, Page, counts, page};
use crate::actions::conversations::marks::{Marks, marks};
use crate::actions::marketplace;
use crate::error::ActionError;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::format::Reader;
use crate::pages::views::inbox::{AgentOption, InboxFilter, InboxPage, InboxRow, Tab, TabKind};
use crate::pages::visit::{Visit, show as answer};

/// Agents to choose from at most.
const AGENTS_MAX: u32 = 500;

pub(super) async fn show(
    visit: Visit,
    seller: SellerId,
    asked: Asked,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let (app, viewer) = (&visit.app, visit.viewer());
    let counts = counts(app, viewer).await?;
    let Found {
        tab: current,
        page: found,
        from_start: is_first,
    } = find(&visit, &reader, &asked).await?;
    let from_start = store::Seek::since(None);
    let agents = marketplace::list_agents(app, viewer, seller, from_start, AGENTS_MAX).await?;
    let agents = agents.into_iter().map(|agent| AgentOption {
        selected: agent.id.as_str() == asked.agent,
        id: agent.id.to_string(),
        name: agent.name,
    });
    let marks = marks(app, viewer).await?;
    let rows = found
        .entries
        .iter()
        .map(|entry| row(&reader, entry, &marks));
    answer(&InboxPage {
        page: visit.page(),
        tabs: tabs(current, &counts),
        rows: rows.collect(),
        older: found.next.map(|next| address(current, &asked, Some(&next))),
        newest: (!is_first).then(|| address(current, &asked, None)),
        filter: filter_form(current, &asked, agents.collect()),
    })
}

/// What was asked for.
pub(super) struct Found {
    pub tab: TabKind,
    pub page: Page,
    /// Whether the list begins here.
    pub from_start: bool,
}

pub(super) async fn find(
    visit: &Visit,
    reader: &Reader,
    asked: &Asked,
) -> Result<Found, ActionError> {
    let current = TabKind::from_code(&asked.tab).unwrap_or(TabKind::NeedsReply);
    let seek = parse_cursor(&asked.after)?;
    let filter = narrowed(asked, &reader.zone)?;
    let from_start = seek.is_none() || filter.is_none();
    let page = match filter {
        Some(filter) => {
            let order = Order::Tab(tab(current, reader.now));
            page(&visit.app, visit.viewer(), order, filter, seek, ROWS).await?
        }
        None => Page {
            entries: Vec::new(),
            next: None,
        },
    };
    Ok(Found {
        tab: current,
        page,
        from_start,
    })
}

fn tab(kind: TabKind, now: Timestamp) -> lists::Tab {
    match kind {
        TabKind::NeedsReply => lists::Tab::NeedsReply,
        TabKind::Overdue => lists::Tab::Overdue(now),
        TabKind::WaitingForBuyer => lists::Tab::WaitingForBuyer,
        TabKind::Closed => lists::Tab::Closed,
        TabKind::All => lists::Tab::All,
    }
}

fn tabs(current: TabKind, counts: &Counts) -> Vec<Tab> {
    let tab = |kind: TabKind| Tab {
        kind,
        count: u64::from(match kind {
            TabKind::NeedsReply => counts.needs_reply,
            TabKind::Overdue => counts.overdue,
            TabKind::WaitingForBuyer => counts.waiting_for_buyer,
            TabKind::Closed => counts.closed,
            TabKind::All => counts.all,
        }),
        url: format!("/conversations?tab={}", kind.code()),
        current: kind == current,
    };
    TabKind::ALL.into_iter().map(tab).collect()
}

/// What the list is narrowed to; `None` where nothing can be found because an id cannot be one.
fn narrowed(asked: &Asked, zone: &TimeZone) -> Result<Option<Filter>, ActionError> {
    let order = asked.order.trim();
    // An order or listing has the same form of id as a buyer.
    let subject = id(order, |text| BuyerId::parse(text).map(|_| order.to_owned()));
    let buyer = id(asked.buyer.trim(), BuyerId::parse);
    let assignee = id(&asked.agent, AgentId::parse);
    let (from, to) = (day(&asked.from, zone, 0)?, day(&asked.to, zone, 1)?);
    let (Ok(subject), Ok(buyer), Ok(assignee)) = (subject, buyer, assignee) else {
        return Ok(None);
    };
    Ok(Some(Filter {
        subject,
        buyer,
        assignee: assignee.map(Assigned::Agent),
        from,
        to,
        ..Filter::default()
    }))
}

fn id<'a, T, E>(text: &'a str, parse: impl Fn(&'a str) -> Result<T, E>) -> Result<Option<T>, E> {
    match text {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

/// The beginning of a day, some days on.
fn day(text: &str, zone: &TimeZone, days: i64) -> Result<Option<Timestamp>, ActionError> {
    if text.is_empty() {
        return Ok(None);
    }
    let date: Option<Date> = text.parse().ok();
    let begins = date.and_then(|date| {
        let date = date.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(date.to_zoned(zone.clone()).ok()?.timestamp())
    });
    begins
        .map(Some)
        .ok_or_else(|| ActionError::invalid("date", "from, to: give days of the form 2026-11-30."))
}

fn filter_form(current: TabKind, asked: &Asked, agents: Vec<AgentOption>) -> InboxFilter {
    let fields = [
        &asked.order,
        &asked.buyer,
        &asked.agent,
        &asked.from,
        &asked.to,
    ];
    InboxFilter {
        tab: current.code(),
        order: asked.order.clone(),
        buyer: asked.buyer.clone(),
        agents,
        from: asked.from.clone(),
        to: asked.to.clone(),
        active: fields.iter().any(|field| !field.trim().is_empty()),
        clear_url: format!("/conversations?tab={}", current.code()),
    }
}

/// The same list from another place on. Only values that passed [`narrowed`] come here, which need no escaping.
fn address(current: TabKind, asked: &Asked, after: Option<&Seek>) -> String {
    let after = after.map(cursor).unwrap_or_default();
    let fields = [
        ("order", asked.order.trim()),
        ("buyer", asked.buyer.trim()),
        ("agent", &asked.agent),
        ("from", &asked.from),
        ("to", &asked.to),
        ("after", &after),
    ];
    let mut address = format!("/conversations?tab={}", current.code());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        address.extend(["&", name, "=", value]);
    }
    address
}

pub(super) fn row(reader: &Reader, entry: &Entry, marks: &Marks) -> InboxRow {
    let buyer = entry.buyer_name.clone();
    let assignee = entry.assignee.as_ref().map(|agent| {
        let name = entry.assignee_name.clone();
        name.unwrap_or_else(|| agent.to_string())
    });
    InboxRow {
        url: format!("/conversations/{}", entry.id),
        buyer: buyer.unwrap_or_else(|| entry.buyer.to_string()),
        subject: entry.title.clone(),
        snippet: snippet(entry.last_text.as_deref()),
        snippet_author: AuthorKind::from(entry.last_author),
        chip: chip(reader, entry.waits_for, entry.due_at, entry.deadline),
        assignee,
        draft: marks.drafts.contains(&entry.id),
        escalated: marks.escalated.contains(&entry.id),
        last: reader.short(entry.last_message_at),
    }
}
