//! The URLs of the API for staff's pages: what waits, sellers, who read what, and the people of the marketplace.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::staff;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = oversight();
    all.extend(accesses());
    all.extend(people());
    all.extend(rule_sets());
    all.extend(reviews());
    all.extend(keeping());
    all
}

fn oversight() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/api/v1/oversight/overview",
            Action::OverseeDeadlines,
            staff::get_overview,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/waiting",
            Action::OverseeDeadlines,
            staff::get_waiting,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/sellers",
            Action::ReadSeller,
            staff::get_sellers_found,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/sellers/{seller}",
            Action::ReadSeller,
            staff::get_seller_seen,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/sellers/{seller}/deadlines",
            Action::ReadSeller,
            staff::get_seller_deadlines,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/readings",
            Action::ReadReadings,
            staff::get_readings,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/oversight/readings/{reading}/confidentiality",
            Action::MakeConfidential,
            staff::put_confidentiality,
        ),
    ]
}

fn accesses() -> Vec<Endpoint> {
    let (all, decides) = ("/api/v1/accesses", Action::DecideAccess);
    vec![
        endpoint(Method::GET, all, Action::ReadReadings, staff::get_accesses),
        endpoint(Method::POST, all, Action::AskAccess, staff::post_access),
        endpoint(
            Method::PUT,
            "/api/v1/accesses/{access}/decision",
            decides,
            staff::put_access_decision,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/accesses/{access}",
            decides,
            staff::delete_access,
        ),
    ]
}

fn keeping() -> Vec<Endpoint> {
    let (read, holds) = (Action::ReadErasures, "/api/v1/holds");
    let (erasures, erasure) = ("/api/v1/erasures", "/api/v1/erasures/{erasure}");
    let lifting = "/api/v1/holds/{hold}/lifting";
    let decision = "/api/v1/erasures/{erasure}/decision";
    let (requests, decides) = (Action::RequestErasure, Action::DecideErasure);
    vec![
        endpoint(Method::GET, holds, read, staff::get_holds),
        endpoint(Method::POST, holds, Action::SetHold, staff::post_hold),
        endpoint(
            Method::PUT,
            lifting,
            Action::SetHold,
            staff::put_hold_lifting,
        ),
        endpoint(Method::GET, erasures, read, staff::get_erasures),
        endpoint(Method::POST, erasures, requests, staff::post_erasure),
        endpoint(Method::GET, erasure, read, staff::get_erasure),
        endpoint(Method::PUT, decision, decides, staff::put_erasure_decision),
    ]
}

fn reviews() -> Vec<Endpoint> {
    let claim = "/api/v1/reviews/{review}/claim";
    let decides = Action::DecideReview;
    vec![
        endpoint(
            Method::GET,
            "/api/v1/reviews",
            Action::ReadReviews,
            staff::get_reviews,
        ),
        endpoint(
            Method::GET,
            "/api/v1/reviews/{review}",
            Action::ReadReviews,
            staff::get_review,
        ),
        endpoint(Method::PUT, claim, decides, staff::put_claim),
        endpoint(Method::DELETE, claim, decides, staff::delete_claim),
        endpoint(
            Method::PUT,
            "/api/v1/reviews/{review}/decision",
            decides,
            staff::put_review_decision,
        ),
    ]
}

fn people() -> Vec<Endpoint> {
    let all = "/api/v1/staff";
    vec![
        endpoint(Method::GET, all, Action::ManageStaff, staff::get_staff),
        endpoint(Method::POST, all, Action::ManageStaff, staff::post_staff),
        endpoint(
            Method::PUT,
            "/api/v1/staff/{staff}/access",
            Action::ManageStaff,
            staff::put_staff_access,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/staff/{staff}/second-factor",
            Action::ManageStaff,
            staff::delete_staff_second_factor,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/staff/{staff}/sessions",
            Action::ManageStaff,
            staff::delete_staff_sessions,
        ),
    ]
}

fn rule_sets() -> Vec<Endpoint> {
    let (read, change) = (Action::ReadRuleSets, Action::ChangeRuleSets);
    let (all, replay) = ("/api/v1/rule-sets", "/api/v1/rule-replays/{replay}");
    vec![
        endpoint(Method::GET, all, read, staff::get_rule_sets),
        endpoint(Method::POST, all, change, staff::post_rule_set),
        endpoint(
            Method::PUT,
            "/api/v1/rule-sets/active",
            change,
            staff::put_active_rule_set,
        ),
        endpoint(
            Method::GET,
            "/api/v1/rule-sets/{number}",
            read,
            staff::get_rule_set,
        ),
        endpoint(
            Method::POST,
            "/api/v1/rule-sets/{number}/replays",
            change,
            staff::post_rule_replay,
        ),
        endpoint(
            Method::GET,
            "/api/v1/labelled-messages",
            read,
            staff::get_rules_judged,
        ),
        endpoint(
            Method::POST,
            "/api/v1/labelled-messages/export",
            Action::ExportLabelled,
            staff::post_labelled_export,
        ),
        endpoint(Method::GET, replay, read, staff::get_rule_replay),
        endpoint(Method::PUT, replay, change, staff::put_rule_replay),
    ]
}
