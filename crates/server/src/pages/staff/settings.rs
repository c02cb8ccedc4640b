//! `/staff/settings`: the marketplace's settings, changing them, and everything that was changed.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::SettingChangeId;
use rules::settings::{Setting, deciding};
use serde::Deserialize;

use super::setting_form::ChangeForm;
use super::setting_words::{about_key, history_row, name_key, value_in_force, value_text};
use crate::actions::settings::{self, Held, PAGE_MAX};
use crate::error::ActionError;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    HistoryRow, PlannedRow, SettingForm, SettingPage, SettingRow, SettingsPage,
};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where this page of the history begins.
    after: String,
}

#[derive(Debug, Deserialize)]
pub struct Withdrawn {
    reason: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let held = settings::held(&visit.app, visit.viewer()).await?;
    let (history, older) = past(&visit, &reader, None, &asked.after).await?;
    answer(&SettingsPage {
        page: visit.page(),
        rows: Setting::ALL
            .into_iter()
            .map(|of| row(&reader, &held, of))
            .collect(),
        history,
        older,
        reads_words: visit.app.inspector.reads_words(),
    })
}

/// `GET /staff/settings/{setting}`.
pub async fn show_one(
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, ActionError> {
    let setting = Setting::from_code(&code).ok_or(ActionError::NotFound)?;
    page(&visit, setting, None, &asked.after).await
}

/// `POST /staff/settings/{setting}`.
pub async fn change(
    visit: Visit,
    Path(code): Path<String>,
    Form(form): Form<ChangeForm>,
) -> Result<Response, ActionError> {
    let setting = Setting::from_code(&code).ok_or(ActionError::NotFound)?;
    let reader = visit.reader().await?;
    let (status, refusal) = match form.command(setting, &reader.zone) {
        Err(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal),
        Ok(command) => match settings::change(&visit.app, visit.viewer(), command).await {
            Ok(_) => return Ok(go(&address(setting), Notice::SettingChanged)),
            Err(ActionError::Stale) => (StatusCode::CONFLICT, Refusal::SettingStale),
            Err(ActionError::Invalid { code, .. }) => {
                (StatusCode::UNPROCESSABLE_ENTITY, refusal_of(code))
            }
            Err(error) => return Err(error),
        },
    };
    let again = form.shown_again(setting, refusal.text(reader.texts));
    let shown = page(&visit, setting, Some(again), "").await?;
    Ok((status, shown).into_response())
}

/// `POST /staff/settings/changes/{id}/withdrawal`.
pub async fn withdraw(
    visit: Visit,
    Path(id): Path<SettingChangeId>,
    Form(withdrawn): Form<Withdrawn>,
) -> Result<Response, ActionError> {
    let done = settings::withdraw(&visit.app, visit.viewer(), id, &withdrawn.reason).await;
    match done {
        Ok(change) => Ok(go(
            &address(change.value.setting()),
            Notice::SettingWithdrawn,
        )),
        Err(ActionError::Conflict { .. } | ActionError::Stale) => {
            Ok(go("/staff/settings", Notice::SettingNotWithdrawn))
        }
        Err(ActionError::Invalid { .. }) => Ok(go("/staff/settings", Notice::SettingNoReason)),
        Err(error) => Err(error),
    }
}

fn address(setting: Setting) -> String {
    format!("/staff/settings/{}", setting.code())
}

fn refusal_of(code: &str) -> Refusal {
    match code {
        "begins_in_the_past" => Refusal::SettingPast,
        "begins_too_soon" => Refusal::SettingTooSoon,
        "ends_before_it_begins" => Refusal::SettingEnds,
        "invalid_reason" => Refusal::ReasonEmpty,
        _ => Refusal::SettingValue,
    }
}

async fn page(
    visit: &Visit,
    setting: Setting,
    again: Option<SettingForm>,
    after: &str,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let held = settings::held(&visit.app, visit.viewer()).await?;
    let revision = settings::revision(&visit.app, visit.viewer(), setting).await?;
    let (history, older) = past(visit, &reader, Some(setting), after).await?;
    let in_force = value_in_force(&held.at(reader.now), setting);
    let form = || SettingForm {
        revision,
        ..ChangeForm::of(&in_force, &reader).shown(setting)
    };
    // What is refused as stale is sent again on what is new, which the page shows.
    let again = again.map(|form| SettingForm { revision, ..form });
    let may_change = visit.may(Action::ChangeSettings);
    let planned = held
        .changes
        .iter()
        .filter(|change| change.value.setting() == setting && change.validity.from > reader.now);
    answer(&SettingPage {
        page: visit.page_at(address(setting)),
        row: row(&reader, &held, setting),
        planned: planned
            .map(|change| PlannedRow {
                id: change.id.to_string(),
                value: value_text(&reader, &change.value),
                from: reader.sent(change.validity.from),
                to: change.validity.to.map(|to| reader.until(to)),
            })
            .collect(),
        form: may_change.then(|| again.unwrap_or_else(form)),
        history,
        older,
    })
}

fn row(reader: &Reader, held: &Held, setting: Setting) -> SettingRow {
    let now = deciding(&held.changes, setting, reader.now);
    let planned = held
        .changes
        .iter()
        .filter(|change| change.value.setting() == setting)
        .map(|change| change.validity.from)
        .filter(|from| *from > reader.now)
        .min();
    SettingRow {
        url: address(setting),
        name: reader.texts.t(name_key(setting)),
        about: reader.texts.t(about_key(setting)),
        value: value_text(reader, &value_in_force(&held.at(reader.now), setting)),
        since: now.map(|change| reader.sent(change.validity.from)),
        planned: planned.map(|from| reader.short(from)),
    }
}

async fn past(
    visit: &Visit,
    reader: &Reader,
    setting: Option<Setting>,
    after: &str,
) -> Result<(Vec<HistoryRow>, Option<String>), ActionError> {
    let before = Place::read(after)?;
    let (app, viewer) = (&visit.app, visit.viewer());
    let mut past = settings::history(app, viewer, setting, before, PAGE_MAX + 1).await?;
    let more = past.len() > PAGE_MAX as usize;
    past.truncate(PAGE_MAX as usize);
    let path = setting.map_or_else(|| "/staff/settings".to_owned(), address);
    let older = past.last().filter(|_| more).map(|last| {
        let (at, id) = (last.change.known_from, last.change.id.0);
        format!("{path}?after={}", Place { at, id }.write())
    });
    let named = setting.is_none();
    Ok((
        past.iter()
            .map(|past| history_row(reader, past, named))
            .collect(),
        older,
    ))
}
