//! All URLs of the pages.

use super::{
    absences, account, composer, conversations, entrance, figures, inbox, live, people, prepared,
    staff, strikes,
};
use crate::routes::Endpoint;

pub(in crate::routes) fn endpoints() -> Vec<Endpoint> {
    [
        absences::endpoints(),
        entrance::endpoints(),
        account::endpoints(),
        people::endpoints(),
        prepared::endpoints(),
        figures::endpoints(),
        conversations::endpoints(),
        composer::endpoints(),
        inbox::endpoints(),
        staff::endpoints(),
        strikes::endpoints(),
        live::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
