//! `GET /figures/conversations`: the questions that a number counts.

use axum::extract::Query;
use axum::response::Response;
use jiff::SignedDuration;
use rules::figures::Kind;

use super::address::{Asked, PAGE_ROWS};
use crate::actions::figures::{self, Counted};
use crate::error::ActionError;
use crate::pages::views::figures::{QuestionRow, QuestionsPage};
use crate::pages::views::format::Reader;
use crate::pages::visit::{Visit, show as answer};

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let slice = asked.slice()?;
    let figures = figures::run(&visit.app, visit.viewer(), asked.wanted()?).await?;
    let reader = visit.reader().await?;
    let count = figures.count(slice);
    let rows = figures.of(slice).skip(asked.skip).take(PAGE_ROWS);
    let next = asked.skip.saturating_add(PAGE_ROWS);
    answer(&QuestionsPage {
        page: visit.page(),
        back_url: asked.figures(),
        title: reader.texts.t(title(slice.kind)),
        count: u64::try_from(count).unwrap_or(u64::MAX),
        questions: rows.map(|counted| row(&reader, counted)).collect(),
        older: (next < count).then(|| format!("{}&skip={next}", asked.list(slice))),
    })
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Received => "figure-list-received",
        Kind::Answered => "figure-list-answered",
        Kind::OnTime => "figure-list-on-time",
        Kind::Late => "figure-list-late",
        Kind::Waiting => "figure-list-waiting",
    }
}

fn row(reader: &Reader, counted: &Counted) -> QuestionRow {
    let (asked, question) = (&counted.asked, &counted.question);
    let buyer = asked.buyer_name.clone();
    let outcome = |key, time: SignedDuration| reader.one(key, "time", &reader.rough(time));
    QuestionRow {
        url: format!("/conversations/{}", asked.conversation),
        subject: asked.title.clone(),
        buyer: buyer.unwrap_or_else(|| asked.buyer.to_string()),
        received: reader.short(question.received_at),
        outcome: match (question.worked.or(question.elapsed()), question.on_time) {
            (Some(time), Some(false)) => outcome("figure-outcome-late", time),
            (Some(time), _) => outcome("figure-outcome-answered", time),
            (None, _) if question.is_waiting() => {
                let since = reader.now.duration_since(question.received_at);
                outcome("figure-outcome-waits", since)
            }
            (None, _) => reader.texts.t("figure-outcome-none"),
        },
    }
}
