//! `POST /conversations/{id}/dossier`: the answer is the file, or where a large one will be.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rules::access::Viewer;
use rules::ids::ConversationId;

use super::paper;
use crate::actions::dossiers::{self, Made};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

pub async fn submit(visit: Visit, Path(id): Path<ConversationId>) -> Result<Response, ActionError> {
    let language = visit.identity.language;
    match dossiers::run(&visit.app, visit.viewer(), id, language, paper).await? {
        Made::Now(zip) => Ok(file_response(id, zip)),
        Made::Later(_) => {
            let path = match visit.viewer() {
                Viewer::Buyer(_) => "/my-data",
                _ => "/files",
            };
            Ok(go(path, Notice::FileAsked))
        }
    }
}

/// To be saved; nobody keeps a copy on the way.
pub fn file_response(id: ConversationId, zip: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"dossier-{id}.zip\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, zip).into_response()
}
