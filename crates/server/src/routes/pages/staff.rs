//! The staff's own pages.

use axum::http::Method;
use rules::access::Action;

use crate::pages::staff::{calendar, home as staff_home, people};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/staff",
            Action::FindConversations,
            staff_home::show,
        ),
        endpoint(
            Method::GET,
            "/staff/calendar",
            Action::ChangeCalendar,
            calendar::show,
        ),
        endpoint(
            Method::POST,
            "/staff/calendar/days",
            Action::ChangeCalendar,
            calendar::add,
        ),
        endpoint(
            Method::POST,
            "/staff/calendar/days/{id}/removal",
            Action::ChangeCalendar,
            calendar::remove,
        ),
        endpoint(
            Method::GET,
            "/staff/people",
            Action::ManageStaff,
            people::show,
        ),
        endpoint(
            Method::POST,
            "/staff/people",
            Action::ManageStaff,
            people::add,
        ),
        endpoint(
            Method::POST,
            "/staff/people/{id}/access",
            Action::ManageStaff,
            people::access,
        ),
        endpoint(
            Method::POST,
            "/staff/people/{id}/second-factor/reset",
            Action::ManageStaff,
            people::reset,
        ),
        endpoint(
            Method::POST,
            "/staff/people/{id}/sessions/end",
            Action::ManageStaff,
            people::end,
        ),
    ]
}
