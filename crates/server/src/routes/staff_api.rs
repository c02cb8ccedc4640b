//! The URLs of the API for staff's pages: what waits, sellers, who read what, and the people of the marketplace.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::staff;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = oversight();
    all.extend(people());
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
