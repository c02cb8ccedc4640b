//! One's own account.

use axum::http::Method;
use rules::access::Action;

use crate::pages::account::{home, passkeys, password, profile, second_factor, sessions};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let action = Action::KeepAccount;
    let mut all = second_factors();
    all.extend([
        endpoint(Method::GET, "/account", action, home::show),
        endpoint(Method::POST, "/account/profile", action, profile::submit),
        endpoint(Method::POST, "/account/password", action, password::submit),
        endpoint(
            Method::POST,
            "/account/sessions/end-others",
            action,
            sessions::end_others,
        ),
        endpoint(
            Method::POST,
            "/account/sessions/{session}/end",
            action,
            sessions::end_one,
        ),
    ]);
    all
}

fn second_factors() -> Vec<Endpoint> {
    let action = Action::KeepAccount;
    vec![
        endpoint(
            Method::GET,
            "/account/second-factor",
            action,
            second_factor::show,
        ),
        endpoint(
            Method::POST,
            "/account/second-factor",
            action,
            second_factor::offer,
        ),
        endpoint(
            Method::POST,
            "/account/second-factor/confirmation",
            action,
            second_factor::confirm,
        ),
        endpoint(
            Method::POST,
            "/account/second-factor/removal",
            action,
            second_factor::remove,
        ),
        endpoint(
            Method::POST,
            "/account/recovery-codes",
            action,
            second_factor::renew_codes,
        ),
        endpoint(
            Method::POST,
            "/account/passkeys/options",
            action,
            passkeys::options,
        ),
        endpoint(Method::POST, "/account/passkeys", action, passkeys::submit),
        endpoint(
            Method::POST,
            "/account/passkeys/{passkey}/removal",
            action,
            passkeys::remove_one,
        ),
    ]
}
