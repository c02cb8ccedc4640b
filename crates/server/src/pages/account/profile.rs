//! `POST /account/profile`.

use axum::Form;
use axum::response::Response;
use serde::Deserialize;

use super::home::{ADDRESS, AtAccount, page};
use crate::actions::account::profile::save;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::views::account::{Part, Refused};
use crate::pages::views::notice::Notice;
use crate::pages::visit::go;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    name: String,
    language: String,
}

pub async fn submit(at: AtAccount, Form(form): Form<Profile>) -> Result<Response, ActionError> {
    let language = Language::from_tag(&form.language).unwrap_or(at.visit.identity.language);
    let (app, viewer) = (&at.visit.app, at.visit.viewer());
    match save(app, viewer, at.session, (&form.name, language)).await {
        Ok(()) => Ok(go(ADDRESS, Notice::ProfileSaved)),
        Err(ActionError::Invalid { .. }) => {
            let reader = at.visit.reader().await?;
            let refused = Refused {
                part: Part::Profile,
                text: reader.texts.t("account-error-name"),
            };
            let mut shown = page(&at, Some(refused), Some(form.name)).await?;
            *shown.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            Ok(shown)
        }
        Err(error) => Err(error),
    }
}
