//! Coming in and going out, and what every page is made of.

use axum::http::Method;
use rules::access::Action;

use crate::pages::{assets, home, sign_in};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        endpoint(get.clone(), "/", Action::Public, home::show),
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
