//! All URLs of the pages.

use super::{absences, account, conversations, entrance, live, people, staff};
use super::{absences, conversations, entrance, figures, live, staff};
use super::{absences, composer, conversations, entrance, live, staff};
use crate::routes::Endpoint;

pub(in crate::routes) fn endpoints() -> Vec<Endpoint> {
    [
        absences::endpoints(),
        entrance::endpoints(),
        account::endpoints(),
        people::endpoints(),
        figures::endpoints(),
        conversations::endpoints(),
        composer::endpoints(),
        staff::endpoints(),
        live::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
