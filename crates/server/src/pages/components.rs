//! `GET /dev/components`: in the demonstration alone.

use axum::response::Response;

use super::views::components::ComponentsPage;
use super::visit::{Visit, show as answer};
use crate::error::ActionError;
use crate::pages::views::format::Reader;
use jiff::tz::TimeZone;

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    // Nobody needs to be signed in, so there is no zone of a reader.
    let reader = Reader::new(visit.identity.language, TimeZone::UTC, visit.app.now());
    answer(&ComponentsPage::new(visit.page(), &reader))
}
