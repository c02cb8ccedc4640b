//! Coming in and going out, and what every page is made of.

use axum::http::Method;
use rules::access::Action;

use crate::pages::people::invitation;
use crate::pages::{assets, embed, home, sign_in};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        endpoint(get.clone(), "/", Action::Public, home::show),
        endpoint(get.clone(), "/assets/{name}", Action::Public, assets::show),
        endpoint(get.clone(), "/embed.js", Action::Public, embed::show),
        endpoint(get.clone(), "/enter", Action::Public, sign_in::enter::show),
        endpoint(get.clone(), "/sign-in", Action::Public, sign_in::form::show),
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
        endpoint(
            get.clone(),
            "/sign-in/second-factor",
            Action::Public,
            sign_in::second_factor::show,
        ),
        endpoint(
            post.clone(),
            "/sign-in/second-factor",
            Action::Public,
            sign_in::second_factor::submit,
        ),
        endpoint(
            post.clone(),
            "/sign-in/passkey/options",
            Action::Public,
            sign_in::passkey::options,
        ),
        endpoint(
            post.clone(),
            "/sign-in/passkey",
            Action::Public,
            sign_in::passkey::submit,
        ),
        endpoint(
            get,
            "/invitation/{invitation_token}",
            Action::Public,
            invitation::show,
        ),
        endpoint(
            post.clone(),
            "/invitation/{invitation_token}",
            Action::Public,
            invitation::submit,
        ),
        endpoint(
            post.clone(),
            "/theme",
            Action::Public,
            sign_in::theme::submit,
        ),
        endpoint(post, "/language", Action::Public, sign_in::language::submit),
    ]
}
