//! A seller's lists of conversations.

use axum::response::Response;
use rules::access::Action;
use rules::ids::ViewId;
use store::lists::{Counts, Entry, Unread};
use store::saved_views::View;

use super::chip;
use super::filter::append;
use super::list::{Asked, ROWS, cursor, newest, opens_at, parse_cursor};
use crate::actions::conversations::around_list::{AroundRows, around_inbox};
use crate::actions::conversations::list::{Order, Page, page};
use crate::actions::views::{self, Fields, NOBODY, tab};
use crate::error::ActionError;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::format::Reader;
use crate::pages::views::inbox::{
    AgentOption, BulkForm, BulkOutcome, InboxFilter, InboxPage, InboxRow, Tab, TabKind, ViewTab,
};
use crate::pages::views::label::{LabelOption, LabelView, LabelsShown};
use crate::pages::visit::{Visit, show as answer};

const ADDRESS: &str = "/conversations";

pub(super) async fn show(
    visit: Visit,
    asked: Asked,
    outcome: Option<BulkOutcome>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let around = around_inbox(&visit.app, visit.viewer()).await?;
    let found = find(&visit, &reader, &asked, &around.rows).await?;
    let agents = around.agents.into_iter().map(|agent| AgentOption {
        selected: agent.id.as_str() == found.asked.fields.agent,
        id: agent.id.to_string(),
        name: agent.name,
    });
    let (around, counts) = (around.rows, around.counts);
    let rows = found.page.entries.iter();
    let next = found.page.next;
    answer(&InboxPage {
        page: visit.page_at(address(&asked, None)),
        tabs: tabs(&found, &counts),
        views: view_tabs(&visit, &reader, &found, &around.views.views).await?,
        rows: rows.map(|entry| row(&reader, entry, &around)).collect(),
        older: next.map(|next| address(&asked, Some(&cursor(&next)))),
        newest: (!found.from_start).then(|| address(&asked, None)),
        bulk: bulk_form(&visit, &asked),
        filter: filter_form(&visit, &found, &around, agents.collect()),
        outcome,
    })
}

/// What was asked for.
pub(super) struct Found {
    /// With tab and fields of the view, where one was meant.
    pub asked: Asked,
    pub tab: TabKind,
    pub view: Option<ViewId>,
    pub page: Page,
    /// Whether the list begins here.
    pub from_start: bool,
}

pub(super) async fn find(
    visit: &Visit,
    reader: &Reader,
    asked: &Asked,
    around: &AroundRows,
) -> Result<Found, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let kept = &around.views;
    let mut asked = asked.clone();
    let meant = match (asked.view.as_str(), asked.tab.as_str()) {
        ("", "") if asked.fields == Fields::default() => kept.first,
        ("", _) => None,
        (view, _) => view.parse().ok(),
    };
    let view = kept.views.iter().find(|view| Some(view.id) == meant);
    if let Some(view) = view {
        asked.tab.clone_from(&view.tab);
        asked.fields = Fields::of(view)?;
    }
    let current = TabKind::from_code(&asked.tab).unwrap_or(TabKind::NeedsReply);
    let seek = parse_cursor(&asked.after)?;
    let filter = asked.fields.narrowed(&reader.zone)?;
    let from_start = seek.is_none() || filter.is_none();
    let page = match filter {
        Some(filter) => {
            let order = Order::Tab(tab(current.code(), reader.now));
            page(app, viewer, order, filter, seek, ROWS).await?
        }
        None => Page {
            entries: Vec::new(),
            next: None,
        },
    };
    Ok(Found {
        tab: current,
        view: view.map(|view| view.id),
        asked,
        page,
        from_start,
    })
}

fn tabs(found: &Found, counts: &Counts) -> Vec<Tab> {
    let unread = |count: fn(Unread) -> u32| counts.unread.map_or(0, count);
    let tab = |kind: TabKind| {
        let (count, unread) = match kind {
            TabKind::NeedsReply => (counts.needs_reply, unread(|unread| unread.needs_reply)),
            TabKind::Overdue => (counts.overdue, unread(|unread| unread.overdue)),
            TabKind::WaitingForBuyer => (
                counts.waiting_for_buyer,
                unread(|unread| unread.waiting_for_buyer),
            ),
            TabKind::Closed => (counts.closed, 0),
            TabKind::All => (counts.all, 0),
        };
        Tab {
            kind,
            count: u64::from(count),
            unread: u64::from(unread),
            url: format!("{ADDRESS}?tab={}", kind.code()),
            current: kind == found.tab && found.view.is_none(),
        }
    };
    TabKind::ALL.into_iter().map(tab).collect()
}

/// The saved views with what is unread in each.
async fn view_tabs(
    visit: &Visit,
    reader: &Reader,
    found: &Found,
    views: &[View],
) -> Result<Vec<ViewTab>, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let unread = views::unread(app, viewer, views, &reader.zone).await?;
    let tabs = views.iter().zip(unread).map(|(view, unread)| ViewTab {
        name: view.name.clone(),
        url: format!("{ADDRESS}?view={}", view.id),
        unread: u64::from(unread),
        current: found.view == Some(view.id),
    });
    Ok(tabs.collect())
}

fn filter_form(
    visit: &Visit,
    found: &Found,
    around: &AroundRows,
    agents: Vec<AgentOption>,
) -> InboxFilter {
    let fields = &found.asked.fields;
    let labels = around.labels.iter().map(|label| LabelOption {
        selected: label.id.to_string() == fields.label,
        label: LabelView::new(label),
    });
    let mut views = around.views.views.iter();
    let view = views.find(|view| Some(view.id) == found.view);
    InboxFilter {
        tab: found.tab.code(),
        order: fields.order.clone(),
        find: fields.find.clone(),
        agents,
        nobody: fields.agent == NOBODY,
        labels: labels.collect(),
        unread: !fields.unread.is_empty(),
        from: fields.from.clone(),
        to: fields.to.clone(),
        active: fields.filled().next().is_some(),
        clear_url: format!("{ADDRESS}?tab={}", found.tab.code()),
        view: view.map(|view| view.name.clone()),
        may_share: visit.may(Action::ManageLabels),
    }
}

fn bulk_form(visit: &Visit, asked: &Asked) -> BulkForm {
    let back = address(asked, Some(&asked.after));
    let mut select_all_url = back.clone();
    append(&mut select_all_url, "select", "all");
    BulkForm {
        assign: visit.may(Action::Assign),
        label: visit.may(Action::Label),
        close: visit.may(Action::Close),
        all_selected: asked.select == "all",
        select_all_url,
        back,
    }
}

/// The same list from another place on.
pub(super) fn address(asked: &Asked, after: Option<&str>) -> String {
    let mut address = ADDRESS.to_owned();
    match asked.view.as_str() {
        "" => {
            if !asked.tab.is_empty() {
                append(&mut address, "tab", &asked.tab);
            }
            for (name, value) in asked.fields.filled() {
                append(&mut address, name, value);
            }
        }
        view => append(&mut address, "view", view),
    }
    if let Some(after) = after.filter(|after| !after.is_empty()) {
        append(&mut address, "after", after);
    }
    address
}

pub(super) fn row(reader: &Reader, entry: &Entry, around: &AroundRows) -> InboxRow {
    let buyer = entry.buyer_name.clone();
    let assignee = entry.assignee.as_ref().map(|agent| {
        let name = entry.assignee_name.clone();
        name.unwrap_or_else(|| agent.to_string())
    });
    // In the order of the seller's labels, which is that of their names.
    let (labels, marks) = (around.labels.iter(), &around.marks);
    let on = labels.filter(|label| entry.labels.contains(&label.id));
    InboxRow {
        id: entry.id.to_string(),
        version: entry.version,
        url: opens_at(entry),
        unread: entry.unread,
        labels: LabelsShown::new(on.map(LabelView::new).collect()),
        buyer: buyer.unwrap_or_else(|| entry.buyer.to_string()),
        subject: entry.title.clone(),
        snippet: newest(reader.texts, entry.last_text.as_deref()),
        snippet_author: AuthorKind::from(entry.last_author),
        chip: chip(reader, entry.waits_for, entry.due_at, entry.deadline),
        assignee,
        draft: marks.drafts.contains(&entry.id),
        escalated: marks.escalated.contains(&entry.id),
        last: reader.short(entry.last_message_at),
    }
}
