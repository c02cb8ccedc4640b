//! The URLs of the API about what people have decided of messages: disputes, strikes and contests.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{conversations, strikes};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/messages/{message}/dispute",
            Action::DisputeFinding,
            conversations::put_dispute,
        ),
        endpoint(
            Method::GET,
            "/api/v1/strikes",
            Action::ReadStrikes,
            strikes::get_strikes,
        ),
        endpoint(
            Method::GET,
            "/api/v1/strikes/{strike}",
            Action::ReadStrikes,
            strikes::get_strike,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/strikes/{strike}/contest",
            Action::ContestStrike,
            strikes::put_strike_contest,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/strikes/{strike}/decision",
            Action::DecideContest,
            strikes::put_strike_decision,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/contests",
            Action::ReadSeller,
            strikes::get_contests,
        ),
    ]
}
