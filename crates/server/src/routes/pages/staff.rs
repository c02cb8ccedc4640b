//! The staff's own pages.

use axum::http::Method;
use rules::access::Action;

use crate::pages::staff::{calendar, home as staff_home};
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
    ]
}
