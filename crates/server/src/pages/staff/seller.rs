//! `GET /staff/sellers/{seller}`: how a seller answers, and why its deadlines are what they are.

use axum::extract::{Path, Query};
use axum::response::Response;
use rules::access::{Action, AgentRole};
use rules::ids::SellerId;
use serde::Deserialize;
use store::deadline_history::Outcome;
use store::readings::Filter;

use super::rows::row;
use super::{readings, seller_calendar, seller_deadlines};
use crate::actions::moderation::strikes;
use crate::actions::seller_seen::{self, SellerSeen};
use crate::actions::{absences as announced, readings as read};
use crate::error::ActionError;
use crate::pages::absences::coming_and_past;
use crate::pages::strikes::view as strike_view;
use crate::pages::views::absence::AbsenceView;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::{OutcomeTab, PersonRow, SellerPage};
use crate::pages::visit::{Visit, show as answer};
use crate::place::Place;

const DEADLINES: u32 = 20;
const READINGS: u32 = 5;

const OUTCOMES: [(Outcome, &str, &str); 5] = [
    (Outcome::All, "all", "sellers-outcome-all"),
    (Outcome::Open, "open", "sellers-outcome-open"),
    (Outcome::Kept, "kept", "sellers-outcome-kept"),
    (Outcome::Missed, "missed", "sellers-outcome-missed"),
    (Outcome::Waived, "waived", "sellers-outcome-waived"),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    outcome: String,
    /// Where this page of deadlines begins.
    after: String,
}

pub async fn show(
    visit: Visit,
    Path(id): Path<SellerId>,
    Query(asked): Query<Asked>,
) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let reader = visit.reader().await?;
    let wanted = OUTCOMES
        .into_iter()
        .find(|(_, code, _)| *code == asked.outcome);
    let (outcome, code, _) = wanted.unwrap_or(OUTCOMES[0]);
    let before = Place::read(&asked.after)?;
    let mut seen =
        seller_seen::see(app, viewer, id.clone(), outcome, before, DEADLINES + 1).await?;
    let more = seen.deadlines.len() > DEADLINES as usize;
    seen.deadlines.truncate(DEADLINES as usize);
    let address = format!("/staff/sellers/{id}?outcome={code}");
    let last = seen.deadlines.last().filter(|_| more).map(|past| Place {
        at: past.deadline.received_at,
        id: past.deadline.id.0,
    });
    let readings = match visit.may(Action::ReadReadings) {
        true => {
            let filter = Filter {
                seller: Some(id.clone()),
                ..Filter::default()
            };
            let found = read::list(app, viewer, filter, None, READINGS).await?;
            Some(
                found
                    .iter()
                    .map(|found| readings::row(&reader, found))
                    .collect(),
            )
        }
        false => None,
    };
    let (coming, past) = absences(&visit, &reader, &id).await?;
    let strikes = strikes::of_seller(app, viewer, Some(id.clone())).await?;
    let (kept, missed) = (u64::from(seen.kept.kept), u64::from(seen.kept.missed));
    answer(&SellerPage {
        page: visit.page(),
        id: id.to_string(),
        name: seen.seller.name.clone(),
        country: seen.seller.country.clone(),
        share: share(&reader, kept, missed),
        kept,
        missed,
        people: people(&reader, &seen),
        coming,
        past,
        strikes: strikes
            .iter()
            .map(|one| strike_view(&reader, one))
            .collect(),
        calendar: seller_calendar::view(&reader, &seen),
        outcomes: outcomes(&id, code),
        deadlines: seller_deadlines::rows(&reader, &seen, visit.may(Action::TakeOver)),
        older: last.map(|place| format!("{address}&after={}", place.write())),
        newest: before.map(|_| address.clone()),
        conversations: seen
            .conversations
            .iter()
            .map(|found| row(&reader, found))
            .collect(),
        readings,
        readings_url: format!("/staff/readings?seller={id}"),
    })
}

/// What is to come or runs, and what is over; nothing for who may not see absences.
async fn absences(
    visit: &Visit,
    reader: &Reader,
    seller: &SellerId,
) -> Result<(Vec<AbsenceView>, Vec<AbsenceView>), ActionError> {
    if !visit.may(Action::ReadAbsences) {
        return Ok((Vec::new(), Vec::new()));
    }
    let found = announced::of_seller(&visit.app, visit.viewer(), Some(seller.clone())).await?;
    Ok(coming_and_past(reader, found, false))
}

/// "94 %", rounded down: a hundred is said only of all.
fn share(reader: &Reader, kept: u64, missed: u64) -> Option<String> {
    let percent = (kept * 100).checked_div(kept + missed)?;
    Some(reader.one("sellers-percent", "percent", &percent.to_string()))
}

fn people(reader: &Reader, seen: &SellerSeen) -> Vec<PersonRow> {
    let person = |agent: &store::agents::Agent| PersonRow {
        name: agent.name.clone(),
        role_key: match agent.role {
            AgentRole::Owner => "sellers-role-owner",
            AgentRole::Agent => "sellers-role-agent",
            AgentRole::ReadOnly => "sellers-role-read-only",
        },
        active: agent.active,
        signed_in: seen
            .signed_in
            .get(agent.id.as_str())
            .map(|at| reader.sent(*at)),
    };
    seen.agents.iter().map(person).collect()
}

fn outcomes(id: &SellerId, current: &str) -> Vec<OutcomeTab> {
    let tab = |(_, code, key): (Outcome, &'static str, &'static str)| OutcomeTab {
        url: format!("/staff/sellers/{id}?outcome={code}"),
        key,
        current: code == current,
    };
    OUTCOMES.into_iter().map(tab).collect()
}
