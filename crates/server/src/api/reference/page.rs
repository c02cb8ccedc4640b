//! The description as JSON, and the reference page that is made from it.

use std::sync::OnceLock;

use askama::Template;
use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::response::Html;
use serde_json::Value;

use super::operation::{Group, groups};
use super::schema::{SchemaShown, schemas};
use crate::api::document;
use crate::error::ActionError;
use crate::pages::assets;
use crate::routes::endpoints;

const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

type Cached = [(HeaderName, HeaderValue); 1];

/// The description of this API
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "service",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
pub async fn get_openapi() -> Result<(Cached, Json<&'static Value>), ActionError> {
    Ok(([(CACHE_CONTROL, FOR_AN_HOUR)], Json(described()?)))
}

/// The description of this API for people
#[utoipa::path(
    get,
    path = "/api/v1/reference",
    tag = "service",
    responses((status = 200, description = "A page", content_type = "text/html", body = String)),
)]
pub async fn get_reference() -> Result<(Cached, Html<String>), ActionError> {
    static PAGE: OnceLock<String> = OnceLock::new();
    let page = match PAGE.get() {
        Some(page) => page,
        None => {
            let rendered = ReferencePage::new(described()?).render();
            let rendered = rendered.map_err(|error| ActionError::Internal {
                operation: "rendering the reference of the API",
                source: error.into(),
            })?;
            PAGE.get_or_init(|| rendered)
        }
    };
    Ok(([(CACHE_CONTROL, FOR_AN_HOUR)], Html(page.clone())))
}

fn described() -> Result<&'static Value, ActionError> {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    if let Some(document) = DOCUMENT.get() {
        return Ok(document);
    }
    let document = serde_json::to_value(document(&endpoints()));
    let document = document.map_err(|error| ActionError::Internal {
        operation: "describing the API",
        source: error.into(),
    })?;
    Ok(DOCUMENT.get_or_init(|| document))
}

/// The whole page, in English as the API itself.
#[derive(Debug, Template)]
#[template(path = "reference.html")]
struct ReferencePage {
    title: String,
    version: String,
    description: String,
    groups: Vec<Group>,
    schemas: Vec<SchemaShown>,
}

impl ReferencePage {
    fn new(document: &Value) -> ReferencePage {
        let info = |name: &str| {
            document["info"][name]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        ReferencePage {
            title: info("title"),
            version: info("version"),
            description: info("description"),
            groups: groups(document),
            schemas: schemas(document),
        }
    }

    fn stylesheet(&self) -> &'static str {
        assets::stylesheet().url.as_str()
    }

    fn icon(&self) -> &'static str {
        assets::icon().url.as_str()
    }
}
