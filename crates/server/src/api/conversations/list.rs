//! Lists of conversations over the API: a seller's tabs, a buyer's own, and the order of changes.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use rules::access::Viewer;
use rules::conversation::{AuthorKind, ConversationState, WaitsFor};
use rules::ids::{AgentId, BuyerId, ConversationId, LabelId, SellerId, ViewId};
use serde::{Deserialize, Serialize};
use store::lists::{Assigned, Entry, Filter, Seek, Tab};
use utoipa::ToSchema;

use super::cursor::ListName;
use super::shown::{SubjectNamed, assignee_for};
use crate::actions::conversations::list::{self, Order, PAGE_MAX};
use crate::actions::reading_zone;
use crate::actions::views::{self, Fields};
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

const LIMIT_DEFAULT: u32 = 50;

/// Part of a seller's conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TabNamed {
    /// Soonest deadline first, the overdue ones before all others.
    NeedsReply,
    /// Longest overdue first.
    Overdue,
    /// Newest message first.
    WaitingForBuyer,
    /// Newest message first.
    Closed,
    /// Newest message first.
    #[default]
    All,
}

/// Which conversations are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// For sellers; `all` if not given.
    #[param(inline)]
    tab: Option<TabNamed>,
    /// For sellers: the marketplace's id of the order or listing.
    subject: Option<String>,
    /// For sellers.
    #[param(value_type = Option<String>)]
    buyer: Option<BuyerId>,
    /// For sellers: the id of an order, a listing or a buyer, or words of the buyer's name however they are written.
    find: Option<String>,
    /// For sellers: the agent it is assigned to.
    #[param(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// For sellers: `true` for what is assigned to nobody; goes without `agent`.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    unassigned: bool,
    /// For sellers: the id of a label that it carries.
    #[param(value_type = Option<String>, format = Uuid)]
    label: Option<LabelId>,
    /// For agents: `true` for what they have not read.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    unread: bool,
    /// For agents: the id of a saved view, whose tab and filter are meant; goes without any of one's own.
    #[param(value_type = Option<String>, format = Uuid)]
    view: Option<ViewId>,
    /// For sellers: newest message at this instant or after it.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// For sellers: newest message before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// Only what changed at this instant or after it, the least recently changed first; goes without `tab`.
    #[param(value_type = Option<String>, format = DateTime)]
    changed_since: Option<Timestamp>,
    /// `next` of the answer before; give everything else as before.
    cursor: Option<String>,
    /// At most so many, 1 to 100; 50 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// One page of conversations.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConversationPage {
    pub items: Vec<ConversationListed>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// A conversation as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConversationListed {
    #[schema(value_type = String, format = Uuid)]
    pub id: ConversationId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    pub subject: SubjectNamed,
    pub title: String,
    #[schema(schema_with = codes::conversation_state)]
    pub state: ConversationState,
    #[schema(schema_with = codes::waits_for)]
    pub waits_for: WaitsFor,
    /// When the reply that is owed is due; `null` where none is, or the clock stands still.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    pub overdue: bool,
    pub taken_over: bool,
    /// The agent who is to answer; absent for buyers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub assignee: Option<Option<AgentId>>,
    /// The seller's labels on it; absent for buyers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub labels: Option<Vec<LabelId>>,
    /// Whether it waits to be read by the agent or buyer who asks; absent for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    #[schema(schema_with = codes::author)]
    pub last_author: AuthorKind,
    #[schema(value_type = String, format = DateTime)]
    pub last_message_at: Timestamp,
    /// The newest message; `null` once it has been erased.
    pub last_text: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    pub version: i64,
}

/// How many conversations each tab holds, counted up to `counted_up_to`.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountsShown {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
    pub closed: u32,
    pub all: u32,
    pub counted_up_to: u32,
    /// What the agent who asks has not read; absent for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<UnreadShown>,
}

/// How many of the open conversations wait to be read, counted up to `counted_up_to`.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnreadShown {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
    pub counted_up_to: u32,
}

/// Conversations of the viewer
///
/// A seller's by tab and filter, or a buyer's own.
/// For a copy that is kept up to date use `changed_since`, or better the events.
#[utoipa::path(
    get,
    path = "/api/v1/conversations",
    tag = "conversations",
    params(ListQuery),
    responses((status = 200, description = "One page", body = ConversationPage)),
)]
pub async fn get_conversations(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<ListQuery>,
) -> Result<Json<ConversationPage>, ActionError> {
    let now = app.now();
    let viewer = &identity.viewer;
    query.check(viewer)?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let cursor = query.cursor.clone();
    let since = query.changed_since;
    let ((code, order), filter) = match query.view {
        Some(view) => of_view(&app, viewer, view, now).await?,
        None => (query.order(now), Some(query.into_filter())),
    };
    let Some(filter) = filter else {
        return Ok(Json(ConversationPage {
            items: Vec::new(),
            next: None,
        }));
    };
    let name = ListName::new(code, &filter);
    let seek = match cursor {
        Some(cursor) => Some(name.read(&cursor)?),
        None => since.map(beginning_at),
    };
    let page = list::page(&app, viewer, order, filter, seek, limit).await?;
    let show = |entry| ConversationListed::new(viewer, entry, now);
    Ok(Json(ConversationPage {
        items: page.entries.into_iter().map(show).collect(),
        next: page.next.map(|seek| name.write(seek)),
    }))
}

/// How many conversations each tab holds
#[utoipa::path(
    get,
    path = "/api/v1/counts",
    tag = "conversations",
    responses((status = 200, description = "The counts of the viewer's seller", body = CountsShown)),
)]
pub async fn get_counts(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<CountsShown>, ActionError> {
    let counts = list::counts(&app, &identity.viewer).await?;
    Ok(Json(CountsShown {
        needs_reply: counts.needs_reply,
        overdue: counts.overdue,
        waiting_for_buyer: counts.waiting_for_buyer,
        closed: counts.closed,
        all: counts.all,
        counted_up_to: store::lists::COUNT_MAX,
        unread: counts.unread.map(|unread| UnreadShown {
            needs_reply: unread.needs_reply,
            overdue: unread.overdue,
            waiting_for_buyer: unread.waiting_for_buyer,
            counted_up_to: store::lists::UNREAD_MAX,
        }),
    }))
}

impl TabNamed {
    /// As saved views name it.
    pub(in crate::api) fn of_view(self) -> &'static str {
        match self {
            TabNamed::NeedsReply => "needs-reply",
            TabNamed::Overdue => "overdue",
            TabNamed::WaitingForBuyer => "waiting",
            TabNamed::Closed => "closed",
            TabNamed::All => "all",
        }
    }

    /// The tab that a saved view names.
    pub(in crate::api) fn from_view(code: &str) -> TabNamed {
        TabNamed::EVERY
            .into_iter()
            .find(|tab| tab.of_view() == code)
            .unwrap_or_default()
    }

    const EVERY: [TabNamed; 5] = [
        TabNamed::NeedsReply,
        TabNamed::Overdue,
        TabNamed::WaitingForBuyer,
        TabNamed::Closed,
        TabNamed::All,
    ];

    /// The order of its list, with the name of it that cursors carry.
    fn order(self, now: Timestamp) -> (&'static str, Order) {
        let (code, tab) = match self {
            TabNamed::NeedsReply => ("needs_reply", Tab::NeedsReply),
            TabNamed::Overdue => ("overdue", Tab::Overdue(now)),
            TabNamed::WaitingForBuyer => ("waiting_for_buyer", Tab::WaitingForBuyer),
            TabNamed::Closed => ("closed", Tab::Closed),
            TabNamed::All => ("all", Tab::All),
        };
        (code, Order::Tab(tab))
    }
}

/// Order and filter of a saved view; no filter where nothing can be found by it.
async fn of_view(
    app: &App,
    viewer: &Viewer,
    id: ViewId,
    now: Timestamp,
) -> Result<((&'static str, Order), Option<Filter>), ActionError> {
    let view = views::find(app, viewer, id).await?;
    let zone = reading_zone::run(app, viewer).await?;
    let filter = Fields::of(&view)?.narrowed(&zone)?;
    Ok((TabNamed::from_view(&view.tab).order(now), filter))
}

impl ListQuery {
    fn check(&self, viewer: &Viewer) -> Result<(), ActionError> {
        let refuse = |code, detail: String| Err(ActionError::invalid(code, detail));
        if !(1..=PAGE_MAX).contains(&self.limit.unwrap_or(LIMIT_DEFAULT)) {
            return refuse(
                "invalid_limit",
                format!("limit: must be from 1 to {PAGE_MAX}."),
            );
        }
        if self.changed_since.is_some() && self.tab.is_some() {
            let detail = "changed_since: has an order of its own and goes without `tab`.";
            return refuse("changed_since_with_tab", detail.into());
        }
        let narrowed = self.subject.is_some()
            || self.buyer.is_some()
            || self.find.is_some()
            || self.agent.is_some()
            || self.unassigned
            || self.label.is_some()
            || self.unread
            || self.from.is_some()
            || self.to.is_some()
            || self.tab.is_some_and(|tab| tab != TabNamed::All);
        let ordered = self.tab.is_some() || self.changed_since.is_some();
        if self.view.is_some() && (narrowed || ordered) {
            let detail = "view: has a tab and a filter of its own; leave out all others.";
            return refuse("view_with_filter", detail.into());
        }
        if self.unassigned && self.agent.is_some() {
            let detail = "agent, unassigned: give one of the two.";
            return refuse("agent_and_unassigned", detail.into());
        }
        if self.unread && !matches!(viewer, Viewer::Agent { .. }) {
            let detail = "unread: only agents have read marks; leave it out.";
            return refuse("filter_not_available", detail.into());
        }
        if narrowed && matches!(viewer, Viewer::Buyer(_)) {
            let detail = "Tabs and filters are for sellers; leave them out.";
            return refuse("filter_not_available", detail.into());
        }
        Ok(())
    }

    fn order(&self, now: Timestamp) -> (&'static str, Order) {
        if self.changed_since.is_some() {
            return ("changed", Order::Changed);
        }
        self.tab.unwrap_or_default().order(now)
    }

    fn into_filter(self) -> Filter {
        Filter {
            subject: self.subject,
            buyer: self.buyer,
            words: self.find,
            assignee: match self.unassigned {
                true => Some(Assigned::Nobody),
                false => self.agent.map(Assigned::Agent),
            },
            label: self.label,
            unread: self.unread,
            from: self.from,
            to: self.to,
            ..Filter::default()
        }
    }
}

impl ConversationListed {
    fn new(viewer: &Viewer, entry: Entry, now: Timestamp) -> ConversationListed {
        let is_owed = entry.waits_for == WaitsFor::Seller;
        let reads = matches!(viewer, Viewer::Agent { .. } | Viewer::Buyer(_));
        let is_buyer = matches!(viewer, Viewer::Buyer(_));
        ConversationListed {
            labels: (!is_buyer).then_some(entry.labels),
            unread: reads.then_some(entry.unread),
            overdue: is_owed && entry.due_at.is_some_and(|due| now > due),
            assignee: assignee_for(viewer, entry.assignee),
            id: entry.id,
            seller: entry.seller,
            buyer: entry.buyer,
            subject: SubjectNamed::of(&entry.subject),
            title: entry.title,
            state: entry.state,
            waits_for: entry.waits_for,
            due_at: entry.due_at,
            taken_over: entry.taken_over,
            last_author: entry.last_author,
            last_message_at: entry.last_message_at,
            last_text: entry.last_text,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
            version: entry.version,
        }
    }
}

/// The key before everything that changed at the instant.
fn beginning_at(instant: Timestamp) -> Seek {
    Seek {
        at: instant,
        id: ConversationId(uuid::Uuid::nil()),
    }
}
