//! A seller's people.

use axum::http::Method;
use rules::access::Action;

use crate::pages::people::home;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let action = Action::ManageAgents;
    vec![
        endpoint(Method::GET, "/people", action, home::show),
        endpoint(Method::POST, "/people/invitations", action, home::invite),
        endpoint(
            Method::POST,
            "/people/invitations/{invitation}/withdrawal",
            action,
            home::withdraw,
        ),
        endpoint(Method::POST, "/people/{agent}/access", action, home::access),
        endpoint(
            Method::POST,
            "/people/{agent}/sessions/end",
            action,
            home::end,
        ),
    ]
}
