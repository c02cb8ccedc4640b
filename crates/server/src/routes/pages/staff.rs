//! The staff's own pages.

use axum::http::Method;
use rules::access::Action;

use crate::pages::staff::{
    accesses, calendar, dossiers, erasures, holds, overview, people, readings, reviews, rule_sets,
    rules_judged, seller, sellers, settings,
};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = oversight();
    all.extend(access_endpoints());
    all.extend(settings_endpoints());
    all.extend(calendar_endpoints());
    all.extend(rules_endpoints());
    all.extend(review_endpoints());
    all.extend(keeping_endpoints());
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
            "/staff/dossiers",
            Action::FindConversations,
            dossiers::show,
        ),
        endpoint(
            Method::POST,
            "/staff/dossiers",
            Action::FindConversations,
            dossiers::submit,
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
        endpoint(
            Method::POST,
            "/staff/readings/{reading}/confidentiality",
            Action::MakeConfidential,
            readings::confidential,
        ),
    ]
}

fn access_endpoints() -> Vec<Endpoint> {
    let (all, decides) = ("/staff/accesses", Action::DecideAccess);
    vec![
        endpoint(Method::GET, all, Action::ReadReadings, accesses::show),
        endpoint(Method::POST, all, Action::AskAccess, accesses::submit),
        endpoint(
            Method::POST,
            "/staff/accesses/{access}/decision",
            decides,
            accesses::decide,
        ),
        endpoint(
            Method::POST,
            "/staff/accesses/{access}/end",
            decides,
            accesses::end,
        ),
    ]
}

fn keeping_endpoints() -> Vec<Endpoint> {
    let (read, post) = (Action::ReadErasures, || Method::POST);
    let decision = "/staff/erasures/{erasure}/decision";
    let (requests, decides) = (Action::RequestErasure, Action::DecideErasure);
    let lifting = "/staff/holds/{hold}/lifting";
    vec![
        endpoint(Method::GET, "/staff/holds", read, holds::show),
        endpoint(post(), "/staff/holds", Action::SetHold, holds::set),
        endpoint(post(), lifting, Action::SetHold, holds::lift),
        endpoint(Method::GET, "/staff/erasures", read, erasures::show),
        endpoint(post(), "/staff/erasures", requests, erasures::request),
        endpoint(post(), decision, decides, erasures::decide),
    ]
}

fn review_endpoints() -> Vec<Endpoint> {
    let (post, decides) = (|| Method::POST, Action::DecideReview);
    vec![
        endpoint(
            Method::GET,
            "/staff/reviews",
            Action::ReadReviews,
            reviews::list,
        ),
        endpoint(post(), "/staff/reviews/next", decides, reviews::next),
        endpoint(
            Method::GET,
            "/staff/reviews/{review}",
            Action::ReadReviews,
            reviews::show,
        ),
        endpoint(
            post(),
            "/staff/reviews/{review}/claim",
            decides,
            reviews::claim,
        ),
        endpoint(
            post(),
            "/staff/reviews/{review}/release-claim",
            decides,
            reviews::leave,
        ),
        endpoint(
            post(),
            "/staff/reviews/{review}/decision",
            decides,
            reviews::decision,
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

fn rules_endpoints() -> Vec<Endpoint> {
    let (read, change) = (Action::ReadRuleSets, Action::ChangeRuleSets);
    let (get, post) = (Method::GET, Method::POST);
    vec![
        endpoint(get.clone(), "/staff/rules", read, rule_sets::show),
        endpoint(post.clone(), "/staff/rules", change, rule_sets::enter),
        endpoint(
            post.clone(),
            "/staff/rules/active",
            change,
            rule_sets::activate,
        ),
        endpoint(get.clone(), "/staff/rules/judged", read, rules_judged::show),
        endpoint(
            post.clone(),
            "/staff/rules/judged/export",
            Action::ExportLabelled,
            rules_judged::export,
        ),
        endpoint(
            get.clone(),
            "/staff/rules/{number}",
            read,
            rule_sets::show_one,
        ),
        endpoint(
            post.clone(),
            "/staff/rules/{number}/replays",
            change,
            rule_sets::start,
        ),
        endpoint(
            get,
            "/staff/rules/replays/{replay}",
            read,
            rule_sets::show_replay,
        ),
        endpoint(
            post.clone(),
            "/staff/rules/replays/{replay}/stop",
            change,
            rule_sets::stop,
        ),
        endpoint(
            post,
            "/staff/rules/replays/{replay}/resume",
            change,
            rule_sets::resume,
        ),
    ]
}
