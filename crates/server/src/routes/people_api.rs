//! The URLs of the API about who may come in: tokens, and a seller's people.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{people, tokens};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = token_endpoints();
    all.extend(people_endpoints());
    all
}

/// API tokens of one's own.
fn token_endpoints() -> Vec<Endpoint> {
    let action = Action::ManageTokens;
    vec![
        endpoint(Method::POST, "/api/v1/tokens", action, tokens::post_token),
        endpoint(Method::GET, "/api/v1/tokens", action, tokens::get_tokens),
        endpoint(
            Method::DELETE,
            "/api/v1/tokens/{token}",
            action,
            tokens::delete_token,
        ),
    ]
}

/// A seller's people, as its owners keep them.
fn people_endpoints() -> Vec<Endpoint> {
    let action = Action::ManageAgents;
    let invitations = "/api/v1/sellers/{seller}/invitations";
    vec![
        endpoint(Method::GET, invitations, action, people::get_invitations),
        endpoint(Method::POST, invitations, action, people::post_invitation),
        endpoint(
            Method::DELETE,
            "/api/v1/sellers/{seller}/invitations/{invitation}",
            action,
            people::delete_invitation,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/agents/{agent}/access",
            action,
            people::put_access,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/sellers/{seller}/agents/{agent}/sessions",
            action,
            people::delete_sessions,
        ),
    ]
}
