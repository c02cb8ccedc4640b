//! The limits of this installation, drawn from what enforces them.

use axum::Json;
use axum::extract::State;
use rules::attachment::{FILE_MAX_BYTES, FILES_MAX, MESSAGE_FILES_MAX_BYTES, UNBOUND_LIVE};
use rules::conversation::{MESSAGE_MAX_CHARS, REASON_MAX_CHARS};
use rules::ids::EXTERNAL_ID_MAX_BYTES;
use rules::settings::Settings;
use serde::Serialize;
use utoipa::ToSchema;

use super::{idempotency, marketplace};
use crate::actions::conversations::{list, read, staff_read};
use crate::actions::{events, oversight, settings};
use crate::app::App;
use crate::error::ActionError;

/// The limits of this installation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Limits {
    /// Longest message and note, in Unicode code points.
    pub message_max_chars: usize,
    /// Longest reason, in Unicode code points.
    pub reason_max_chars: usize,
    /// Longest id that the marketplace may give.
    pub id_max_chars: usize,
    /// Largest `limit` of lists of conversations.
    pub conversations_page_max: u32,
    /// Messages in one answer at most.
    pub messages_page_max: u32,
    /// Largest `limit` of the events.
    pub events_page_max: u32,
    /// Largest `limit` of sellers, agents, buyers, listings and orders.
    pub marketplace_page_max: u32,
    /// Rows of an answer for staff at most.
    pub oversight_rows_max: u32,
    /// Requests a minute for one viewer.
    pub requests_per_minute: u32,
    /// Requests a minute for one address without a session or token.
    pub anonymous_per_minute: u32,
    /// Largest body of a request, in bytes.
    pub body_max_bytes: u64,
    /// Largest body of an import, in bytes.
    pub import_max_bytes: u64,
    /// Files of a message at most.
    pub files_per_message_max: usize,
    /// Largest file, in bytes.
    pub file_max_bytes: u64,
    /// Files of a message together, in bytes.
    pub message_files_max_bytes: u64,
    /// How long a file that is not sent is kept, in hours.
    pub unsent_files_kept_hours: i64,
    /// Longest `Idempotency-Key`, in characters.
    pub idempotency_key_max_chars: usize,
    /// How long an answer is kept under its key, in hours.
    pub idempotency_kept_hours: i64,
    /// Working time that sellers have for a reply to a message that comes now, in hours.
    pub reply_hours: f64,
    /// Share of that time after which a reply is due soon, in percent.
    pub due_soon_percent: u8,
    /// How long the reason of staff for reading a conversation holds, in minutes.
    pub read_reason_holds_minutes: i64,
}

/// The limits of this installation
#[utoipa::path(
    get,
    path = "/api/v1/limits",
    tag = "service",
    responses((status = 200, description = "The limits", body = Limits)),
)]
pub async fn get_limits(State(app): State<App>) -> Result<Json<Limits>, ActionError> {
    let settings = settings::known(&app).await?;
    Ok(Json(limits(&app, &settings)))
}

/// The same numbers for pages.
pub fn limits(app: &App, settings: &Settings) -> Limits {
    let config = &app.config;
    Limits {
        message_max_chars: MESSAGE_MAX_CHARS,
        reason_max_chars: REASON_MAX_CHARS,
        id_max_chars: EXTERNAL_ID_MAX_BYTES,
        conversations_page_max: list::PAGE_MAX,
        messages_page_max: read::MESSAGES_MAX,
        events_page_max: events::PAGE_MAX,
        marketplace_page_max: marketplace::LIMIT_MAX,
        oversight_rows_max: oversight::ROWS_MAX,
        requests_per_minute: config.limits.requests_per_minute,
        anonymous_per_minute: config.limits.anonymous_per_minute,
        body_max_bytes: config.limits.body_bytes,
        import_max_bytes: config.limits.import_bytes,
        files_per_message_max: FILES_MAX,
        file_max_bytes: FILE_MAX_BYTES,
        message_files_max_bytes: MESSAGE_FILES_MAX_BYTES,
        unsent_files_kept_hours: UNBOUND_LIVE.as_hours(),
        idempotency_key_max_chars: idempotency::KEY_MAX_CHARS,
        idempotency_kept_hours: store::idempotency::KEPT.as_hours(),
        reply_hours: settings.reply_budget.as_secs_f64() / 3_600.0,
        due_soon_percent: settings.due_soon_percent,
        read_reason_holds_minutes: staff_read::REASON_HOLDS.as_mins(),
    }
}
