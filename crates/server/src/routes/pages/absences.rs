//! Planned absences: of the own seller, and for staff.

use axum::http::Method;
use rules::access::Action;

use crate::pages::absences;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let announce = Action::AnnounceAbsence;
    vec![
        endpoint(get(), "/absences", Action::ReadAbsences, absences::show),
        endpoint(post(), "/absences", announce, absences::announce),
        endpoint(get(), "/absences/{id}", announce, absences::show_change),
        endpoint(post(), "/absences/{id}", announce, absences::change),
        endpoint(
            post(),
            "/absences/{id}/withdrawal",
            announce,
            absences::withdraw,
        ),
        endpoint(
            get(),
            "/staff/absences",
            Action::ReadSeller,
            absences::show_staff,
        ),
        endpoint(
            post(),
            "/staff/absences/{id}/decision",
            Action::DecideAbsence,
            absences::decide,
        ),
    ]
}
