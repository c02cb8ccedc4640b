//! The private notes of a conversation over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::access::{Action, Relation};
use rules::ids::{AgentId, ConversationId, NoteId};
use serde::{Deserialize, Serialize};
use store::notes::Note;
use utoipa::ToSchema;

use crate::actions::conversations::note::{self, WriteNote};
use crate::actions::conversations::read;
use crate::api::IdempotentRequest;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{Identity, check};

/// All private notes, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notes {
    pub items: Vec<NoteShown>,
}

/// A private note of an agent.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: NoteId,
    #[schema(value_type = String)]
    pub agent: AgentId,
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
    /// `null` once it has been erased.
    pub text: Option<String>,
}

/// A note to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// 1 to 10,000 characters of plain text.
    text: String,
}

/// The private notes of a conversation
///
/// No buyer ever sees one. Staff give a reason first, and each look is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/notes",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The notes, oldest first", body = Notes)),
)]
pub async fn get_notes(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<Notes>, ActionError> {
    check(&identity.viewer, Action::ReadNotes, Relation::Own)?;
    let thread = read::run(
        &app,
        &identity.viewer,
        id,
        read::Part::After(u32::MAX),
        "notes",
    )
    .await?;
    Ok(Json(Notes {
        items: thread.notes.into_iter().map(show).collect(),
    }))
}

/// Write a private note
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/notes",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = NoteBody,
    responses((status = 201, description = "It has been written", body = NoteShown)),
)]
pub async fn post_note(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Path(id): Path<ConversationId>,
    Json(body): Json<NoteBody>,
) -> Result<(StatusCode, Json<NoteShown>), ActionError> {
    let command = WriteNote {
        conversation: id,
        text: body.text,
        note: request.id(NoteId),
    };
    let note = note::run(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(show(note))))
}

fn show(note: Note) -> NoteShown {
    NoteShown {
        id: note.id,
        agent: note.agent,
        written_at: note.written_at,
        text: note.text,
    }
}
