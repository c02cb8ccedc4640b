//! All URLs of the pages.

use super::{absences, conversations, entrance, live, staff};
use crate::routes::Endpoint;

pub(in crate::routes) fn endpoints() -> Vec<Endpoint> {
    [
        absences::endpoints(),
        entrance::endpoints(),
        conversations::endpoints(),
        staff::endpoints(),
        live::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
