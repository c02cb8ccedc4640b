//! The marketplace's settings over the API: what is in force, changes, withdrawals and the history.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{SettingChangeId, StaffId};
use rules::keeping::RetentionPolicy;
use rules::moderation::ContactPolicy;
use rules::settings::{NoticeText, Setting, SettingChange, SettingValue, Settings};
use serde::{Deserialize, Serialize};
use store::settings::{Act, Past};
use utoipa::ToSchema;

use crate::actions::settings::{self, ChangeSetting, PAGE_MAX};
use crate::api::IdempotentRequest;
use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::Identity;

/// Which instant.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SettingsQuery {
    /// An instant that has passed or one to come; now where it is not given.
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
}

/// Settings as they hold together at an instant.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsShown {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Working time that a seller has for a reply, in minutes.
    reply_minutes: f64,
    /// Share of that time after which a reply is due soon, in percent.
    due_soon_percent: u8,
    /// Whether a planned absence stops a seller's clock.
    absence_stops_clock: bool,
    /// Whether buyers may ask the marketplace to step in.
    escalation_allowed: bool,
    /// Whether agents may sign in with e-mail and password.
    agents_with_password: bool,
    /// Notice to buyers in Slovene; empty: the text that Dopis brings along.
    notice_sl: String,
    notice_en: String,
    /// For each kind of finding in a seller's message `allow`, `confirm`, `mask`, `hold` or `refuse`.
    #[schema(value_type = HashMap<String, String>)]
    contact_of_sellers: ContactPolicy,
    /// The same for buyers, whose messages are never held or refused.
    #[schema(value_type = HashMap<String, String>)]
    contact_of_buyers: ContactPolicy,
    /// How many of the messages with hidden words a moderator looks at, in percent.
    sampled_percent: u8,
    /// Days for which a strike counts against a seller.
    strike_days: u32,
    /// Minutes for which access lasts that a second person has approved.
    break_glass_minutes: i64,
    /// Months for which `conversations`, `files`, `strikes`, `looks`, `drafts` and `buyers` are kept.
    #[schema(value_type = HashMap<String, u32>)]
    retention: RetentionPolicy,
}

/// A setting with its value, the type of which depends on the setting.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "setting", content = "value", rename_all = "snake_case")]
pub enum SettingNamed {
    /// 1 to 600,000.
    ReplyMinutes(u32),
    /// 1 to 99.
    DueSoonPercent(u8),
    AbsenceStopsClock(bool),
    EscalationAllowed(bool),
    AgentsWithPassword(bool),
    /// At most 2,000 characters.
    NoticeSl(String),
    /// At most 2,000 characters.
    NoticeEn(String),
    /// Each kind of finding with `allow`, `confirm`, `mask`, `hold` or `refuse`.
    ContactOfSellers(PolicyNamed),
    /// Each kind of finding with `allow`, `confirm` or `mask`.
    ContactOfBuyers(PolicyNamed),
    /// 0 to 100.
    SampledPercent(u8),
    /// 1 to 3,650.
    StrikeDays(u32),
    /// 5 to 1,440.
    BreakGlassMinutes(u32),
    /// Months, 1 to 1,200 each, for which `conversations`, `files`, `strikes`, `looks`, `drafts` and `buyers` are kept.
    /// A change begins at least seven days after it is entered.
    Retention(RetentionNamed),
}

/// Each kind of content with its months.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = HashMap<String, u32>)]
pub struct RetentionNamed(RetentionPolicy);

/// Each kind of finding with its measure.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = HashMap<String, String>)]
pub struct PolicyNamed(ContactPolicy);

/// A change to be entered.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSettingChange {
    #[serde(flatten)]
    value: SettingNamed,
    /// From when on it holds, not in the past; from now on where it is not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Timestamp>,
    /// Up to when it holds and without that instant; until a later change where it is not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    /// Why, in 1 to 500 characters in one line.
    reason: String,
    /// The newest `revision` of this setting that the author knows; another one since then is `stale`.
    revision: Option<i64>,
}

/// Why a change is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWithdrawal {
    /// In 1 to 500 characters in one line.
    reason: String,
}

/// A change without what only the history tells.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingChangeShown {
    #[schema(value_type = String, format = Uuid)]
    id: SettingChangeId,
    #[serde(flatten)]
    value: SettingNamed,
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    entered_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
}

/// Who did it and why.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActShown {
    #[schema(value_type = String, format = Uuid)]
    staff: StaffId,
    name: Option<String>,
    /// `null` once erased.
    reason: Option<String>,
}

/// A change with who entered it and who withdrew it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PastSettingChange {
    #[serde(flatten)]
    change: SettingChangeShown,
    /// Counts the changes of this setting from 1.
    revision: i64,
    entered: ActShown,
    withdrawn: Option<ActShown>,
}

/// Which part of the history.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// The code of one setting; all where it is not given.
    setting: Option<String>,
    /// `next` of the page before.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    cursor: String,
}

/// Changes, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingHistory {
    items: Vec<PastSettingChange>,
    /// For `cursor`; `null` on the last page.
    next: Option<String>,
}

/// The settings in force at an instant
///
/// For an instant that has passed the answer never changes.
#[utoipa::path(
    get,
    path = "/api/v1/settings",
    tag = "staff",
    params(SettingsQuery),
    responses((status = 200, description = "All settings", body = SettingsShown)),
)]
pub async fn get_settings(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<SettingsQuery>,
) -> Result<Json<SettingsShown>, ActionError> {
    let held = settings::held(&app, &identity.viewer).await?;
    let at = query.at.unwrap_or_else(|| app.now());
    Ok(Json(SettingsShown::new(at, held.at(at))))
}

/// The history of the settings
#[utoipa::path(
    get,
    path = "/api/v1/settings/changes",
    tag = "staff",
    params(HistoryQuery),
    responses((status = 200, description = "At most 50 changes, newest first, the withdrawn ones too", body = SettingHistory)),
)]
pub async fn get_setting_changes(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<HistoryQuery>,
) -> Result<Json<SettingHistory>, ActionError> {
    let unknown = || ActionError::invalid("setting", "setting: there is none of this code.");
    let setting = match &query.setting {
        Some(code) => Some(Setting::from_code(code).ok_or_else(unknown)?),
        None => None,
    };
    let viewer = &identity.viewer;
    let before = Place::read(&query.cursor)?;
    let mut past = settings::history(&app, viewer, setting, before, PAGE_MAX + 1).await?;
    let more = past.len() > PAGE_MAX as usize;
    past.truncate(PAGE_MAX as usize);
    let last = past.last().filter(|_| more);
    Ok(Json(SettingHistory {
        next: last.map(|last| {
            let (at, id) = (last.change.known_from, last.change.id.0);
            Place { at, id }.write()
        }),
        items: past.into_iter().map(PastSettingChange::new).collect(),
    }))
}

/// Change a setting
///
/// A deadline keeps the terms that were in force when its message came.
#[utoipa::path(
    post,
    path = "/api/v1/settings/changes",
    tag = "staff",
    request_body = NewSettingChange,
    responses(
        (status = 201, description = "It is entered", body = SettingChangeShown),
        (status = 409, description = "`stale`: the setting was changed meanwhile"),
    ),
)]
pub async fn post_setting_change(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(new): Json<NewSettingChange>,
) -> Result<(StatusCode, Json<SettingChangeShown>), ActionError> {
    let command = ChangeSetting {
        id: request.id(SettingChangeId),
        value: new.value.into_value()?,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        reason: new.reason,
        revision: new.revision,
    };
    let change = settings::change(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(SettingChangeShown::new(change))))
}

/// Withdraw a change that has not begun to hold
#[utoipa::path(
    post,
    path = "/api/v1/settings/changes/{change}/withdrawal",
    tag = "staff",
    params(("change" = Uuid, Path, description = "The change's id")),
    request_body = NewWithdrawal,
    responses(
        (status = 200, description = "It will not hold", body = SettingChangeShown),
        (status = 409, description = "`has_begun` or `already_withdrawn`"),
        (status = 422, description = "The reason cannot be taken"),
    ),
)]
pub async fn post_setting_withdrawal(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<SettingChangeId>,
    Json(new): Json<NewWithdrawal>,
) -> Result<Json<SettingChangeShown>, ActionError> {
    let withdrawn = settings::withdraw(&app, &identity.viewer, id, &new.reason).await?;
    Ok(Json(SettingChangeShown::new(withdrawn)))
}

impl SettingsShown {
    fn new(at: Timestamp, settings: Settings) -> SettingsShown {
        SettingsShown {
            at,
            reply_minutes: settings.reply_budget.as_secs_f64() / 60.0,
            due_soon_percent: settings.due_soon_percent,
            absence_stops_clock: settings.absence_stops_clock,
            escalation_allowed: settings.escalation_allowed,
            agents_with_password: settings.agents_with_password,
            notice_sl: settings.notice_sl.into(),
            notice_en: settings.notice_en.into(),
            contact_of_sellers: settings.contact_of_sellers,
            contact_of_buyers: settings.contact_of_buyers,
            sampled_percent: settings.sampled_percent,
            strike_days: settings.strike_days,
            break_glass_minutes: settings.break_glass.as_mins(),
            retention: settings.retention,
        }
    }
}

impl SettingNamed {
    fn into_value(self) -> Result<SettingValue, ActionError> {
        let notice = |text: String| {
            NoticeText::try_from(text).map_err(|why| ActionError::invalid("notice", why))
        };
        Ok(match self {
            SettingNamed::ReplyMinutes(minutes) => SettingValue::ReplyMinutes(minutes),
            SettingNamed::DueSoonPercent(percent) => SettingValue::DueSoonPercent(percent),
            SettingNamed::AbsenceStopsClock(stops) => SettingValue::AbsenceStopsClock(stops),
            SettingNamed::EscalationAllowed(may) => SettingValue::EscalationAllowed(may),
            SettingNamed::AgentsWithPassword(may) => SettingValue::AgentsWithPassword(may),
            SettingNamed::NoticeSl(text) => SettingValue::NoticeSl(notice(text)?),
            SettingNamed::NoticeEn(text) => SettingValue::NoticeEn(notice(text)?),
            SettingNamed::ContactOfSellers(policy) => SettingValue::ContactOfSellers(policy.0),
            SettingNamed::ContactOfBuyers(policy) => SettingValue::ContactOfBuyers(policy.0),
            SettingNamed::SampledPercent(percent) => SettingValue::SampledPercent(percent),
            SettingNamed::StrikeDays(days) => SettingValue::StrikeDays(days),
            SettingNamed::BreakGlassMinutes(minutes) => SettingValue::BreakGlassMinutes(minutes),
            SettingNamed::Retention(policy) => SettingValue::Retention(policy.0),
        })
    }

    fn of(value: SettingValue) -> SettingNamed {
        match value {
            SettingValue::ReplyMinutes(minutes) => SettingNamed::ReplyMinutes(minutes),
            SettingValue::DueSoonPercent(percent) => SettingNamed::DueSoonPercent(percent),
            SettingValue::AbsenceStopsClock(stops) => SettingNamed::AbsenceStopsClock(stops),
            SettingValue::EscalationAllowed(may) => SettingNamed::EscalationAllowed(may),
            SettingValue::AgentsWithPassword(may) => SettingNamed::AgentsWithPassword(may),
            SettingValue::NoticeSl(text) => SettingNamed::NoticeSl(text.into()),
            SettingValue::NoticeEn(text) => SettingNamed::NoticeEn(text.into()),
            SettingValue::ContactOfSellers(policy) => {
                SettingNamed::ContactOfSellers(PolicyNamed(policy))
            }
            SettingValue::ContactOfBuyers(policy) => {
                SettingNamed::ContactOfBuyers(PolicyNamed(policy))
            }
            SettingValue::SampledPercent(percent) => SettingNamed::SampledPercent(percent),
            SettingValue::StrikeDays(days) => SettingNamed::StrikeDays(days),
            SettingValue::BreakGlassMinutes(minutes) => SettingNamed::BreakGlassMinutes(minutes),
            SettingValue::Retention(policy) => SettingNamed::Retention(RetentionNamed(policy)),
        }
    }
}

impl SettingChangeShown {
    fn new(change: SettingChange) -> SettingChangeShown {
        SettingChangeShown {
            id: change.id,
            value: SettingNamed::of(change.value),
            valid_from: change.validity.from,
            valid_to: change.validity.to,
            entered_at: change.known_from,
            withdrawn_at: change.known_to,
        }
    }
}

impl PastSettingChange {
    fn new(past: Past) -> PastSettingChange {
        let act = |act: Act| ActShown {
            staff: act.by,
            name: act.name,
            reason: act.because,
        };
        PastSettingChange {
            change: SettingChangeShown::new(past.change),
            revision: past.revision,
            entered: act(past.entered),
            withdrawn: past.withdrawn.map(act),
        }
    }
}
