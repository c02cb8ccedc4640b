//! Dossiers of conversations, over the API.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use rules::ids::ConversationId;
use serde::Deserialize;

use crate::actions::dossiers::{self, Made};
use crate::api::prepared::{PreparedShown, accepted, language_of};
use crate::app::App;
use crate::error::ActionError;
use crate::pages::dossier::{file_response, paper};
use crate::viewer::Identity;

/// How the part for people is worded.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DossierQuery {
    /// `sl` or `en`; without it that of the account, else Slovene.
    language: Option<String>,
}

/// A dossier of the conversation
///
/// A ZIP with what the caller may see of the conversation, readable (`dossier.pdf`) and for programs (`dossier.json`),
/// with the files of its messages, the entries of the archive's log with their proofs, and the signed checkpoint.
/// `dopis-verify dossier` verifies it without this service. Making one is recorded; staff give a reason first, see
/// `POST /api/v1/conversations/{conversation}/reads`. What is not sealed yet is in it and said not to be proved.
/// Files of more than 128 MB together are named with their digests only. One of more than 200 messages or 16 MB of files
/// is made by a job: the answer is 202, and it is fetched as `GET /api/v1/files/{file}` says.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/dossier",
    tag = "conversations",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        DossierQuery,
    ),
    responses(
        (status = 200, description = "The dossier, to be kept as it is", body = Vec<u8>, content_type = "application/zip"),
        (status = 202, description = "It is large and is being made; `Location` says where to ask for it", body = PreparedShown),
        (status = 409, description = "`not_sealed_yet`, or `too_many_files`: fetch those that are ready first"),
    ),
)]
pub async fn post_dossier(
    State(app): State<App>,
    identity: Identity,
    Path(conversation): Path<ConversationId>,
    Query(query): Query<DossierQuery>,
) -> Result<Response, ActionError> {
    let language = language_of(&identity, query.language.as_deref())?;
    match dossiers::run(&app, &identity.viewer, conversation, language, paper).await? {
        Made::Now(zip) => Ok(file_response(conversation, zip)),
        Made::Later(file) => Ok(accepted(&file)),
    }
}
