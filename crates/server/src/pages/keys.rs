//! `GET /keys`: every key, and the switch for single ones.

use axum::Form;
use axum::response::Response;
use serde::Deserialize;

use super::views::keys::KeysPage;
use super::views::notice::Notice;
use super::visit::{Visit, go, show as answer};
use crate::actions::surroundings;
use crate::error::ActionError;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    single_keys: Option<String>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    let page = visit.page();
    answer(&KeysPage {
        single_keys: page.single_keys.unwrap_or_default(),
        page,
    })
}

/// `POST /keys`.
pub async fn choose(visit: Visit, Form(chosen): Form<Chosen>) -> Result<Response, ActionError> {
    let single_keys = chosen.single_keys.is_some();
    surroundings::set_single_keys(&visit.app, visit.viewer(), single_keys).await?;
    Ok(go("/keys", Notice::KeysSaved))
}
