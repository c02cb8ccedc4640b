//! The URLs of the pages.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::pages::{assets, sign_in};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        endpoint(get.clone(), "/assets/{name}", Action::Public, assets::show),
        endpoint(get.clone(), "/enter", Action::Public, sign_in::enter::show),
        endpoint(get, "/sign-in", Action::Public, sign_in::form::show),
        endpoint(
            post.clone(),
            "/sign-in",
            Action::Public,
            sign_in::form::submit,
        ),
        endpoint(
            post.clone(),
            "/sign-out",
            Action::Public,
            sign_in::sign_out::submit,
        ),
        endpoint(post, "/language", Action::Public, sign_in::language::submit),
    ]
}
