//! The URLs of the API around a seller's lists: labels, read marks, saved views, assignment rules, figures.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{assignment_rules as rules_api, figures, inbox};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = of_conversations();
    all.extend(of_labels());
    all.extend(of_views());
    all.extend(of_rules());
    all.extend([
        endpoint(
            Method::GET,
            "/api/v1/figures",
            Action::ReadFigures,
            figures::get_figures,
        ),
        endpoint(
            Method::GET,
            "/api/v1/figures/questions",
            Action::ReadFigures,
            figures::get_questions,
        ),
    ]);
    all
}

fn of_conversations() -> Vec<Endpoint> {
    const LABELS: &str = "/api/v1/conversations/{conversation}/labels";
    const MARK: &str = "/api/v1/conversations/{conversation}/read-mark";
    let mark = Action::MarkRead;
    vec![
        endpoint(
            Method::POST,
            "/api/v1/conversations/bulk",
            Action::CountConversations,
            inbox::post_bulk,
        ),
        endpoint(
            Method::GET,
            LABELS,
            Action::ReadLabels,
            inbox::get_carried_labels,
        ),
        endpoint(
            Method::POST,
            LABELS,
            Action::Label,
            inbox::post_carried_labels,
        ),
        endpoint(Method::GET, MARK, mark, inbox::get_read_mark),
        endpoint(Method::PUT, MARK, mark, inbox::put_read_mark),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/seen",
            mark,
            inbox::get_seen,
        ),
    ]
}

fn of_labels() -> Vec<Endpoint> {
    let (all, one) = ("/api/v1/labels", "/api/v1/labels/{label}");
    let manage = Action::ManageLabels;
    vec![
        endpoint(Method::GET, all, Action::ReadLabels, inbox::get_labels),
        endpoint(Method::POST, all, manage, inbox::post_label),
        endpoint(Method::PUT, one, manage, inbox::put_label),
        endpoint(Method::DELETE, one, manage, inbox::delete_label),
    ]
}

fn of_views() -> Vec<Endpoint> {
    let (all, one) = ("/api/v1/views", "/api/v1/views/{view}");
    let keep = Action::KeepViews;
    vec![
        endpoint(Method::GET, all, keep, inbox::get_views),
        endpoint(Method::POST, all, keep, inbox::post_view),
        endpoint(
            Method::PUT,
            "/api/v1/views/first",
            keep,
            inbox::put_first_view,
        ),
        endpoint(Method::PUT, one, keep, inbox::put_view),
        endpoint(Method::DELETE, one, keep, inbox::delete_view),
    ]
}

fn of_rules() -> Vec<Endpoint> {
    let (all, one) = (
        "/api/v1/assignment-rules",
        "/api/v1/assignment-rules/{rule}",
    );
    let (read, manage) = (Action::ReadAssignmentRules, Action::ManageAssignmentRules);
    vec![
        endpoint(Method::GET, all, read, rules_api::get_rules),
        endpoint(Method::POST, all, manage, rules_api::post_rule),
        endpoint(
            Method::POST,
            "/api/v1/assignment-rules/trial",
            read,
            rules_api::post_trial,
        ),
        endpoint(Method::GET, one, read, rules_api::get_rule),
        endpoint(Method::PUT, one, manage, rules_api::put_rule),
        endpoint(Method::DELETE, one, manage, rules_api::delete_rule),
        endpoint(
            Method::PUT,
            "/api/v1/assignment-rules/{rule}/activity",
            manage,
            rules_api::put_activity,
        ),
        endpoint(
            Method::POST,
            "/api/v1/assignment-rules/{rule}/moves",
            manage,
            rules_api::post_move,
        ),
    ]
}
