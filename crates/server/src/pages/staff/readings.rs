//! `GET /staff/readings` and `/staff/readings.csv`: who of the staff read which conversation, when, why and how often.

use axum::extract::Query;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rules::ids::{ConversationId, SellerId, StaffId};
use serde::Deserialize;
use store::readings::{Filter, Reading};

use super::csv;
use crate::actions::readings;
use crate::error::ActionError;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::format::Reader;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{ReadingRow, ReadingsFilter, ReadingsPage};
use crate::pages::visit::{Visit, show as answer};
use crate::place::Place;

const ROWS: u32 = 50;

/// Rows of a file at most; the page says so beside the link.
const FILE_ROWS_MAX: usize = 10_000;
const FILE_BATCH: u32 = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    seller: String,
    conversation: String,
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
        asked.address("/staff/readings", Some(&place))
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
            from: asked.from.clone(),
            to: asked.to.clone(),
            error,
        },
        rows: found.iter().map(|found| row(&reader, found)).collect(),
        older,
        newest: before.map(|_| asked.address("/staff/readings", None)),
        csv_url: asked.address("/staff/readings.csv", None),
    })
}

/// The same as a file, newest first.
pub async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let filter = asked.filter(&reader).map_err(|_| {
        ActionError::invalid(
            "filter",
            "Give ids as the page shows them and dates such as 2026-11-30.",
        )
    })?;
    let columns = [
        "person",
        "staff_id",
        "given_at",
        "reason",
        "looks",
        "last_look_at",
        "seller",
        "seller_id",
        "conversation_id",
    ];
    let mut text = csv::line(&columns.map(str::to_owned));
    let mut before = None;
    let mut written = 0;
    while written < FILE_ROWS_MAX {
        let batch = readings::list(
            &visit.app,
            visit.viewer(),
            filter.clone(),
            before,
            FILE_BATCH,
        );
        let batch = batch.await?;
        for reading in &batch {
            text.push_str(&csv::line(&fields(reading)));
        }
        written += batch.len();
        before = batch.last().map(readings::place);
        if batch.len() < FILE_BATCH as usize {
            break;
        }
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"readings.csv\""),
    ];
    Ok((headers, text).into_response())
}

pub(super) fn row(reader: &Reader, reading: &Reading) -> ReadingRow {
    let (person, seller) = (reading.staff_name.clone(), reading.seller_name.clone());
    let subject = reading.title.clone().filter(|title| !title.is_empty());
    ReadingRow {
        person: person.unwrap_or_else(|| reading.staff.to_string()),
        at: reader.sent(reading.at),
        reason: reading.reason.clone(),
        looks: u64::from(reading.looks),
        last_look: reading.last_look_at.map(|at| reader.sent(at)),
        conversation_url: format!("/conversations/{}", reading.conversation),
        subject: subject.unwrap_or_else(|| reading.conversation.to_string()),
        seller: seller.unwrap_or_else(|| reading.seller.to_string()),
        seller_url: format!("/staff/sellers/{}", reading.seller),
    }
}

fn fields(reading: &Reading) -> [String; 9] {
    let instant = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    [
        reading.staff_name.clone().unwrap_or_default(),
        reading.staff.to_string(),
        instant(Some(reading.at)),
        reading.reason.clone().unwrap_or_default(),
        reading.looks.to_string(),
        instant(reading.last_look_at),
        reading.seller_name.clone().unwrap_or_default(),
        reading.seller.to_string(),
        reading.conversation.to_string(),
    ]
}

impl Asked {
    /// The filter, days taken in the reader's zone and the last one whole.
    fn filter(&self, reader: &Reader) -> Result<Filter, Refusal> {
        let day = |text: &str, plus: i64| -> Result<Option<Timestamp>, Refusal> {
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
        };
        Ok(Filter {
            staff: parsed::<StaffId>(&self.person)?,
            seller: parsed::<SellerId>(&self.seller)?,
            conversation: parsed::<ConversationId>(&self.conversation)?,
            from: day(&self.from, 0)?,
            to: day(&self.to, 1)?,
        })
    }

    fn is_narrowed(&self) -> bool {
        self.fields()
            .iter()
            .any(|(_, value)| !value.trim().is_empty())
    }

    fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("person", &self.person),
            ("seller", &self.seller),
            ("conversation", &self.conversation),
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
