//! `/staff/holds`: what must be kept, until when and why; setting a hold and lifting it.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rules::access::Action;
use rules::ids::HoldId;
use rules::keeping::Hold;
use serde::Deserialize;

use super::keeping_words::{error_text, kind_key, older, said};
use crate::actions::keeping::{self, HoldListed, SetHold};
use crate::error::ActionError;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::staff::{Choice, HoldForm, HoldRow, HoldsPage};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;

const ADDRESS: &str = "/staff/holds";
const ROWS: u32 = 50;
const KINDS: [&str; 3] = ["conversation", "buyer", "seller"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where this page begins.
    after: String,
}

/// A hold to be set, as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    kind: String,
    subject: String,
    last_day: String,
    reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Lifting {
    reason: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    page(&visit, &asked.after, Sent::default(), None).await
}

/// `POST /staff/holds`.
pub async fn set(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let done = match end_of(&sent.last_day, &reader) {
        Some(ends_at) => {
            let command = SetHold {
                kind: sent.kind.clone(),
                id: sent.subject.clone(),
                ends_at,
                reason: sent.reason.clone(),
            };
            keeping::set(&visit.app, visit.viewer(), command).await
        }
        None => Err(ActionError::invalid("invalid_day", "last_day: give a day.")),
    };
    match done {
        Ok(_) => Ok(go(ADDRESS, Notice::HoldSet)),
        Err(error) => refused(&visit, sent, error).await,
    }
}

/// `POST /staff/holds/{hold}/lifting`.
pub async fn lift(
    visit: Visit,
    Path(id): Path<HoldId>,
    Form(lifting): Form<Lifting>,
) -> Result<Response, ActionError> {
    match keeping::lift(&visit.app, visit.viewer(), id, lifting.reason).await {
        Ok(_) => Ok(go(ADDRESS, Notice::HoldLifted)),
        Err(ActionError::Stale) => Ok(go(ADDRESS, Notice::Stale)),
        Err(error) => refused(&visit, Sent::default(), error).await,
    }
}

async fn refused(visit: &Visit, sent: Sent, error: ActionError) -> Result<Response, ActionError> {
    let shown = page(visit, "", sent, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

async fn page(
    visit: &Visit,
    after: &str,
    sent: Sent,
    error: Option<ActionError>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let error = error
        .map(|error| error_text(reader.texts, error))
        .transpose()?;
    let before = Place::read(after)?;
    let mut found = keeping::holds(&visit.app, visit.viewer(), before, ROWS + 1).await?;
    let older = older(ADDRESS, &mut found, ROWS, keeping::place_of_hold);
    let sets = visit.may(Action::SetHold);
    answer(&HoldsPage {
        page: visit.page_at(ADDRESS.to_owned()),
        form: sets.then(|| sent.form()),
        error,
        rows: found
            .iter()
            .map(|listed| row(&reader, listed, sets))
            .collect(),
        older,
    })
}

impl Sent {
    fn form(self) -> HoldForm {
        HoldForm {
            kinds: KINDS
                .into_iter()
                .map(|code| Choice {
                    code,
                    key: kind_key(code),
                    chosen: code == self.kind,
                })
                .collect(),
            subject: self.subject,
            last_day: self.last_day,
            reason: self.reason,
        }
    }
}

/// The end of a day in the reader's zone.
fn end_of(day: &str, reader: &Reader) -> Option<Timestamp> {
    let day: Date = day.trim().parse().ok()?;
    let next = day.checked_add(1.day()).ok()?;
    let end = next.to_zoned(reader.zone.clone()).ok()?;
    Some(end.timestamp())
}

fn row(reader: &Reader, listed: &HoldListed, sets: bool) -> HoldRow {
    let (hold, words): (&Hold, _) = (&listed.hold, &listed.words);
    HoldRow {
        id: hold.id.to_string(),
        kind_key: kind_key(hold.subject.code()),
        subject: hold.subject.id(),
        holds: listed.holds,
        until: reader.until(hold.ends_at),
        reason: words.text(hold.reason).map(str::to_owned),
        by: words.name(hold.set_by),
        at: reader.sent(hold.set_at),
        lifted: hold
            .lifted
            .map(|lifted| said(reader, words, (lifted.by, lifted.at, lifted.because))),
        liftable: sets && listed.holds,
    }
}
