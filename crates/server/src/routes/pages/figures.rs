//! What a seller's answering comes to.

use axum::http::Method;
use rules::access::Action;

use crate::pages::figures;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Action::ReadFigures;
    vec![
        endpoint(Method::GET, "/figures", read, figures::show),
        endpoint(
            Method::GET,
            "/figures/conversations",
            read,
            figures::show_questions,
        ),
    ]
}
