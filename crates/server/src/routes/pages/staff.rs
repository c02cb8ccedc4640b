//! The staff's own pages.

use axum::http::Method;
use rules::access::Action;

use crate::pages::staff::{calendar, overview, people, readings, seller, sellers, settings};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = oversight();
    all.extend(settings_endpoints());
    all.extend(calendar_endpoints());
    all
}

fn oversight() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/staff",
            Action::FindConversations,
            overview::show,
        ),
        endpoint(
            Method::GET,
            "/staff/sellers",
            Action::ReadSeller,
            sellers::show,
        ),
        endpoint(
            Method::GET,
            "/staff/sellers/{seller}",
            Action::ReadSeller,
            seller::show,
        ),
        endpoint(
            Method::GET,
            "/staff/readings",
            Action::ReadReadings,
            readings::show,
        ),
        endpoint(
            Method::GET,
            "/staff/readings.csv",
            Action::ReadReadings,
            readings::file,
        ),
    ]
}

fn settings_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/staff/settings",
            Action::ReadSettings,
            settings::show,
        ),
        endpoint(
            Method::GET,
            "/staff/settings/{setting}",
            Action::ReadSettings,
            settings::show_one,
        ),
        endpoint(
            Method::POST,
            "/staff/settings/{setting}",
            Action::ChangeSettings,
            settings::change,
        ),
        endpoint(
            Method::POST,
            "/staff/settings/changes/{id}/withdrawal",
            Action::ChangeSettings,
            settings::withdraw,
        ),
    ]
}

fn calendar_endpoints() -> Vec<Endpoint> {
    vec![
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
