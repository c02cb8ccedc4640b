//! Violations: of the own seller, and for staff who decide about contests.

use axum::http::Method;
use rules::access::Action;

use crate::pages::conversations::dispute;
use crate::pages::strikes;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    vec![
        endpoint(
            post(),
            "/conversations/{id}/messages/{message}/dispute",
            Action::DisputeFinding,
            dispute::submit,
        ),
        endpoint(get(), "/violations", Action::ReadStrikes, strikes::show),
        endpoint(
            post(),
            "/violations/{strike}/contest",
            Action::ContestStrike,
            strikes::contest,
        ),
        endpoint(
            get(),
            "/staff/strikes",
            Action::ReadSeller,
            strikes::show_waiting,
        ),
        endpoint(
            get(),
            "/staff/strikes/{strike}",
            Action::ReadSeller,
            strikes::show_one,
        ),
        endpoint(
            post(),
            "/staff/strikes/{strike}/decision",
            Action::DecideContest,
            strikes::decide,
        ),
    ]
}
