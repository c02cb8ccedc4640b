//! `GET /staff/readings` and `/staff/readings.csv`: who of the staff read which conversation, when, why and how often.

use std::sync::Arc;

use axum::Form;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rules::access::{Action, Viewer};
use rules::ids::{ConversationId, EventId, OrderId, SellerId, StaffId};
use rules::looking::{ReadingKind, Ticket};
use serde::Deserialize;
use store::readings::{Filter, Reading, What};
use tokio::sync::Mutex;
use tokio_stream::StreamExt;

use super::csv;
use crate::actions::readings::{self, MakeConfidential};
use crate::app::App;
use crate::error::ActionError;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{ReadingRow, ReadingsFilter, ReadingsPage};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;

const ADDRESS: &str = "/staff/readings";
const ROWS: u32 = 50;

/// Batches of rows in a file at most; the page says beside the link how many rows these are.
const FILE_BATCHES_MAX: u32 = 200;
const FILE_BATCH: u32 = 500;

/// What can be chosen, with the keys of its texts.
const WHATS: [(&str, &str); 5] = [
    ("", "readings-what-any"),
    ("conversation", "readings-what-conversation"),
    ("strike", "readings-what-strike"),
    ("labelled_set", "readings-what-labelled-set"),
    ("break_glass", "readings-what-break-glass"),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    seller: String,
    /// The id of a conversation, or the number of an order.
    conversation: String,
    what: String,
    from: String,
    to: String,
    /// Where this page begins.
    after: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let reader = visit.reader().await?;
    let people = readings::people(app, viewer).await?;
    let before = Place::read(&asked.after)?;
    let (mut found, error) = match asked.filter(&reader) {
        Ok(filter) => {
            let found = readings::list(app, viewer, filter, before, ROWS + 1).await?;
            (found, None)
        }
        Err(refusal) => (Vec::new(), Some(refusal.text(reader.texts))),
    };
    let more = found.len() > ROWS as usize;
    found.truncate(ROWS as usize);
    let older = found.last().filter(|_| more).map(|last| {
        let place = readings::place(last).write();
        asked.address(ADDRESS, Some(&place))
    });
    let chosen = asked.person.trim();
    let person = |(id, name): (StaffId, String)| {
        let id = id.to_string();
        let chosen = id == chosen;
        (id, name, chosen)
    };
    answer(&ReadingsPage {
        page: visit.page(),
        filter: ReadingsFilter {
            people: people.into_iter().map(person).collect(),
            active: asked.is_narrowed(),
            seller: asked.seller.clone(),
            conversation: asked.conversation.clone(),
            whats: WHATS
                .map(|(code, key)| (code, key, code == asked.what.trim()))
                .into(),
            from: asked.from.clone(),
            to: asked.to.clone(),
            error,
        },
        rows: found
            .iter()
            .map(|found| ReadingRow {
                may_be_confidential: visit.may(Action::MakeConfidential)
                    && found.conversation.is_some(),
                ..row(&reader, found)
            })
            .collect(),
        older,
        newest: before.map(|_| asked.address(ADDRESS, None)),
        csv_url: asked.address("/staff/readings.csv", None),
    })
}

/// Until when, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confidential {
    until: String,
    ground: String,
}

/// `POST /staff/readings/{reading}/confidentiality`.
pub async fn confidential(
    visit: Visit,
    Path(reading): Path<EventId>,
    Form(given): Form<Confidential>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    // The last day is whole.
    let Ok(Some(until)) = day(&reader, &given.until, 1) else {
        return Ok(go(ADDRESS, Notice::NotConfidential));
    };
    let command = MakeConfidential {
        reading,
        until,
        ground: given.ground,
    };
    let notice = match readings::make_confidential(&visit.app, visit.viewer(), command).await {
        Err(ActionError::Invalid { .. } | ActionError::Conflict { .. }) => Notice::NotConfidential,
        done => {
            done?;
            Notice::MadeConfidential
        }
    };
    Ok(go(ADDRESS, notice))
}

/// The same as a file, newest first. That somebody takes it is recorded before it leaves.
pub async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let filter = asked.filter(&reader).map_err(|_| {
        ActionError::invalid(
            "filter",
            "Give ids as the page shows them and dates such as 2026-11-30.",
        )
    })?;
    readings::record_export(&visit.app, visit.viewer(), &filter).await?;
    let columns = COLUMNS.map(str::to_owned);
    let head = tokio_stream::once(Ok::<_, ActionError>(csv::line(&columns)));
    let rows = batches(visit.app.clone(), visit.viewer().clone(), filter);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"readings.csv\""),
    ];
    Ok((headers, Body::from_stream(head.chain(rows))).into_response())
}

/// The rows as lines, so many at a time that no file is ever whole in memory.
fn batches(
    app: App,
    viewer: Viewer,
    filter: Filter,
) -> impl tokio_stream::Stream<Item = Result<String, ActionError>> {
    // Where the next batch begins; `None` once there is none.
    let next = Arc::new(Mutex::new(Some(None)));
    let batch = move |_| {
        let (app, viewer, filter) = (app.clone(), viewer.clone(), filter.clone());
        let next = next.clone();
        async move {
            let mut next = next.lock().await;
            let Some(before) = *next else {
                return Ok(String::new());
            };
            let found = readings::list(&app, &viewer, filter, before, FILE_BATCH).await?;
            let is_last = found.len() < FILE_BATCH as usize;
            let last = found.last().filter(|_| !is_last);
            *next = last.map(|last| Some(readings::place(last)));
            Ok(found
                .iter()
                .map(|found| csv::line(&fields(found)))
                .collect())
        }
    };
    tokio_stream::iter(0..FILE_BATCHES_MAX)
        .then(batch)
        .take_while(|lines| !matches!(lines, Ok(lines) if lines.is_empty()))
}

pub(super) fn row(reader: &Reader, reading: &Reading) -> ReadingRow {
    let texts = reader.texts;
    let person = reading.staff_name.clone();
    let subject = reading.title.clone().filter(|title| !title.is_empty());
    let conversation = reading.conversation.map(|id| id.to_string());
    let url = match reading.kind {
        ReadingKind::Strike => None,
        _ => conversation.as_ref(),
    };
    let seller = reading.seller.as_ref().map(|seller| {
        let name = reading.seller_name.clone();
        let url = format!("/staff/sellers/{seller}");
        (url, name.unwrap_or_else(|| seller.to_string()))
    });
    let reason = || match reading.kind {
        ReadingKind::Strike => texts.t("readings-strike-reason"),
        _ => texts.t("readings-erased"),
    };
    ReadingRow {
        id: reading.id.to_string(),
        person: person.unwrap_or_else(|| reading.staff.to_string()),
        at: reader.sent(reading.at),
        reason: reading.reason.clone().unwrap_or_else(reason),
        ticket: reading.ticket.as_ref().map(Ticket::to_string),
        looks: u64::from(reading.looks),
        last_look: reading.last_look_at.map(|at| reader.sent(at)),
        conversation_url: url.map(|id| format!("/conversations/{id}")),
        subject: subject
            .or(conversation)
            .unwrap_or_else(|| texts.t("readings-what-labelled-set")),
        seller,
        break_glass: reading.access.is_some(),
        confidential_until: reading
            .confidential_until
            .filter(|until| reader.now < *until)
            .map(|until| reader.sent(until)),
        may_be_confidential: false,
    }
}

const COLUMNS: [&str; 14] = [
    "person",
    "staff_id",
    "kind",
    "given_at",
    "reason",
    "ticket",
    "break_glass",
    "looks",
    "last_look_at",
    "confidential_until",
    "seller",
    "seller_id",
    "conversation_id",
    "reading_id",
];

fn fields(reading: &Reading) -> [String; 14] {
    let instant = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let text = |text: Option<String>| text.unwrap_or_default();
    [
        text(reading.staff_name.clone()),
        reading.staff.to_string(),
        reading.kind.code().to_owned(),
        instant(Some(reading.at)),
        text(reading.reason.clone()),
        text(reading.ticket.as_ref().map(Ticket::to_string)),
        text(reading.access.map(|access| access.to_string())),
        reading.looks.to_string(),
        instant(reading.last_look_at),
        instant(reading.confidential_until),
        text(reading.seller_name.clone()),
        text(reading.seller.as_ref().map(SellerId::to_string)),
        text(reading.conversation.map(|id| id.to_string())),
        reading.id.to_string(),
    ]
}

/// The beginning of a day in the reader's zone, so many days later; `None` where nothing was entered.
fn day(reader: &Reader, text: &str, plus: i64) -> Result<Option<Timestamp>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date: Date = text.parse().map_err(|_| Refusal::DayDate)?;
    let start = date
        .saturating_add(plus.days())
        .to_zoned(reader.zone.clone());
    start
        .map(|start| Some(start.timestamp()))
        .map_err(|_| Refusal::DayDate)
}

impl Asked {
    /// The filter, days taken in the reader's zone and the last one whole.
    fn filter(&self, reader: &Reader) -> Result<Filter, Refusal> {
        let what = match self.what.trim() {
            "" => None,
            code => Some(What::from_code(code).ok_or(Refusal::NoSuchId)?),
        };
        // An order has a number of the marketplace's, a conversation an id of ours.
        let conversation = parsed::<ConversationId>(&self.conversation);
        let (conversation, order) = match conversation {
            Ok(conversation) => (conversation, None),
            Err(_) => (None, parsed::<OrderId>(&self.conversation)?),
        };
        Ok(Filter {
            staff: parsed::<StaffId>(&self.person)?,
            seller: parsed::<SellerId>(&self.seller)?,
            conversation,
            order,
            what,
            from: day(reader, &self.from, 0)?,
            to: day(reader, &self.to, 1)?,
        })
    }

    fn is_narrowed(&self) -> bool {
        self.fields()
            .iter()
            .any(|(_, value)| !value.trim().is_empty())
    }

    fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("person", &self.person),
            ("seller", &self.seller),
            ("conversation", &self.conversation),
            ("what", &self.what),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    fn address(&self, path: &str, after: Option<&str>) -> String {
        let fields = self.fields();
        let pairs: Vec<String> = fields
            .into_iter()
            .chain(after.map(|after| ("after", after)))
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(name, value)| format!("{name}={}", as_query_value(value.trim())))
            .collect();
        match pairs.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", pairs.join("&")),
        }
    }
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::NoSuchId),
    }
}
