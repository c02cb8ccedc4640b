//! `GET /conversations`: a seller's lists or a buyer's own, depending on who asks.

use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use rules::access::Viewer;
use rules::ids::ConversationId;
use serde::Deserialize;
use store::lists::Seek;

use super::{inbox, of_buyer};
use crate::error::ActionError;
use crate::pages::list_query;
use crate::pages::visit::Visit;

/// Rows of one page.
pub(super) const ROWS: u32 = 50;

/// Characters of a snippet; the style sheet cuts it to the width that there is.
const SNIPPET_CHARS: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) tab: String,
    pub(super) order: String,
    pub(super) buyer: String,
    pub(super) agent: String,
    pub(super) from: String,
    pub(super) to: String,
    /// Where this page begins, as [`cursor`] writes it.
    pub(super) after: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    match visit.viewer().clone() {
        Viewer::Agent { seller, .. } => {
            let remembered = list_query::remember(visit.path());
            let mut response = inbox::show(visit, seller, asked).await?;
            if let Some(cookie) = remembered {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Viewer::Buyer(_) => of_buyer::show(visit, asked).await,
        _ => Err(ActionError::NotFound),
    }
}

/// The key of a page's last row, in an address.
pub(super) fn cursor(seek: &Seek) -> String {
    format!("{}.{}", seek.at.as_microsecond(), seek.id)
}

/// Reads a key back; none for the first page.
pub(super) fn parse_cursor(text: &str) -> Result<Option<Seek>, ActionError> {
    if text.is_empty() {
        return Ok(None);
    }
    let seek = text.split_once('.').and_then(|(micros, id)| {
        let at = jiff::Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
        let id: ConversationId = id.parse().ok()?;
        Some(Seek { at, id })
    });
    match seek {
        Some(seek) => Ok(Some(seek)),
        None => Err(ActionError::invalid(
            "after",
            "after: this is not the place of a page.",
        )),
    }
}

/// The beginning of a text in one line.
pub(in crate::pages) fn snippet(text: Option<&str>) -> String {
    let words = text.unwrap_or_default().split_whitespace();
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(SNIPPET_CHARS).collect()
}
