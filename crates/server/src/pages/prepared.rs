//! Files that take long: `/files` for agents and staff, `/my-data` for buyers, `/staff/buyer-data` for staff who answer
//! a buyer's request.

use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rules::ids::{BuyerId, PreparedFileId};
use serde::Deserialize;
use store::prepared_files::{Content, PreparedFile, Progress};

use crate::actions::buyer_data;
use crate::actions::prepared::{self, Fetched};
use crate::error::ActionError;
use crate::pages::views::attach::size_text;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::prepared::{AskForm, PreparedPage, PreparedRow, Progressed, Shown};
use crate::pages::views::refusal::Refusal;
use crate::pages::visit::{Visit, go, show as answer};

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    buyer: String,
    #[serde(default)]
    reason: String,
}

/// `GET /files`.
pub async fn files(visit: Visit) -> Result<Response, ActionError> {
    show(&visit, Shown::Files).await
}

/// `GET /my-data`.
pub async fn my_data(visit: Visit) -> Result<Response, ActionError> {
    show(&visit, Shown::MyData).await
}

/// `GET /staff/buyer-data`.
pub async fn buyer_data(visit: Visit) -> Result<Response, ActionError> {
    show(&visit, Shown::BuyerData(AskForm::default())).await
}

/// `POST /my-data`.
pub async fn ask_own(visit: Visit) -> Result<Response, ActionError> {
    buyer_data::ask_own(&visit.app, visit.viewer(), visit.identity.language).await?;
    Ok(go("/my-data", Notice::FileAsked))
}

/// `POST /staff/buyer-data`.
pub async fn ask_of_buyer(visit: Visit, Form(asked): Form<Asked>) -> Result<Response, ActionError> {
    let language = visit.identity.language;
    let buyer = BuyerId::parse(asked.buyer.trim());
    let done = match buyer {
        Err(_) => Err(ActionError::NotFound),
        Ok(buyer) => {
            let (app, viewer) = (&visit.app, visit.viewer());
            buyer_data::ask_as_staff(app, viewer, buyer, language, &asked.reason).await
        }
    };
    let refusal = match done {
        Ok(_) => return Ok(go("/staff/buyer-data", Notice::FileAsked)),
        Err(ActionError::NotFound) => Refusal::NoSuchBuyer,
        Err(ActionError::Invalid { .. }) => Refusal::ReasonEmpty,
        Err(error) => return Err(error),
    };
    let form = AskForm {
        buyer: asked.buyer,
        reason: asked.reason,
        error: Some((
            refusal == Refusal::NoSuchBuyer,
            refusal.text(visit.reader().await?.texts),
        )),
    };
    let asked = show(&visit, Shown::BuyerData(form)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, asked).into_response())
}

/// `GET /files/{file}`: the file itself.
pub async fn fetch(
    visit: Visit,
    Path(file): Path<PreparedFileId>,
) -> Result<Response, ActionError> {
    let fetched = prepared::fetch(&visit.app, visit.viewer(), file).await?;
    Ok(file_response(fetched))
}

/// To be saved; nobody keeps a copy on the way.
pub fn file_response(fetched: Fetched) -> Response {
    let name = match &fetched.file.content {
        Content::BuyerData(_) => format!("my-data-{}.zip", fetched.file.id),
        Content::Dossier(conversation) => format!("dossier-{conversation}.zip"),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, fetched.bytes.to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, fetched.body).into_response()
}

async fn show(visit: &Visit, shown: Shown) -> Result<Response, ActionError> {
    let files = prepared::list(&visit.app, visit.viewer()).await?;
    let reader = visit.reader().await?;
    let path = match &shown {
        Shown::Files => "/files",
        Shown::MyData => "/my-data",
        Shown::BuyerData(_) => "/staff/buyer-data",
    };
    answer(&PreparedPage {
        page: visit.page_at(path.to_owned()),
        rows: files.iter().map(|file| row(&reader, file)).collect(),
        shown,
    })
}

fn row(reader: &Reader, file: &PreparedFile) -> PreparedRow {
    let (key, about) = match &file.content {
        Content::BuyerData(buyer) => ("prepared-kind-data", buyer.to_string()),
        Content::Dossier(conversation) => ("prepared-kind-dossier", conversation.to_string()),
    };
    PreparedRow {
        what: reader.texts.t(key),
        about_url: match &file.content {
            Content::Dossier(conversation) => Some(format!("/conversations/{conversation}")),
            Content::BuyerData(_) => None,
        },
        about,
        asked: reader.sent(file.asked_at),
        until: reader.until(file.expires_at),
        progress: match &file.progress {
            Progress::Waiting => Progressed::Waiting,
            Progress::Failed => Progressed::Failed,
            Progress::Ready(ready) => Progressed::Ready {
                url: format!("/files/{}", file.id),
                size: format!("ZIP, {}", size_text(reader.texts.language(), ready.bytes)),
            },
        },
    }
}
