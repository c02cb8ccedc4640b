//! Changes as they happen, and who is where.

use axum::http::Method;
use rules::access::Action;

use crate::pages::conversations::presence;
use crate::pages::live::get_live;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let one = "/conversations/{id}/presence";
    vec![
        endpoint(Method::GET, "/live", Action::FollowLive, get_live),
        endpoint(
            Method::GET,
            "/presence",
            Action::ShowPresence,
            presence::get_all,
        ),
        endpoint(Method::GET, one, Action::ShowPresence, presence::get),
        endpoint(Method::POST, one, Action::ShowPresence, presence::post),
    ]
}
