//! What a seller's people put on conversations and keep for their lists: labels, read marks, views, rules.

use axum::http::Method;
use rules::access::Action;

use crate::pages::conversations::{bulk, labels as on_conversation, thread};
use crate::pages::{assignment_rules, labels, saved_views};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = on_conversations();
    all.extend(of_labels());
    all.extend(of_views());
    all.extend(of_rules());
    all
}

fn on_conversations() -> Vec<Endpoint> {
    let (mark, label) = (Action::MarkRead, Action::Label);
    let post = || Method::POST;
    vec![
        endpoint(
            post(),
            "/conversations/bulk",
            Action::ListConversations,
            bulk::submit,
        ),
        endpoint(post(), "/conversations/{id}/read", mark, thread::read),
        endpoint(
            post(),
            "/conversations/{id}/unread",
            mark,
            on_conversation::keep_unread,
        ),
        endpoint(
            post(),
            "/conversations/{id}/labels",
            label,
            on_conversation::put,
        ),
    ]
}

fn of_labels() -> Vec<Endpoint> {
    let manage = Action::ManageLabels;
    let post = || Method::POST;
    vec![
        endpoint(Method::GET, "/labels", manage, labels::show),
        endpoint(post(), "/labels", manage, labels::create),
        endpoint(post(), "/labels/{label}", manage, labels::change),
        endpoint(post(), "/labels/{label}/deletion", manage, labels::delete),
    ]
}

fn of_views() -> Vec<Endpoint> {
    let keep = Action::KeepViews;
    let post = || Method::POST;
    vec![
        endpoint(Method::GET, "/views", keep, saved_views::show),
        endpoint(post(), "/views", keep, saved_views::save),
        endpoint(post(), "/views/first", keep, saved_views::no_first),
        endpoint(post(), "/views/{view}", keep, saved_views::rename),
        endpoint(post(), "/views/{view}/deletion", keep, saved_views::delete),
        endpoint(post(), "/views/{view}/first", keep, saved_views::set_first),
    ]
}

fn of_rules() -> Vec<Endpoint> {
    let (read, manage) = (Action::ReadAssignmentRules, Action::ManageAssignmentRules);
    let post = || Method::POST;
    vec![
        endpoint(Method::GET, "/rules", read, assignment_rules::show),
        endpoint(Method::GET, "/rules/new", manage, assignment_rules::new),
        endpoint(Method::GET, "/rules/{rule}", manage, assignment_rules::one),
        endpoint(post(), "/rules", manage, assignment_rules::create),
        endpoint(post(), "/rules/{rule}", manage, assignment_rules::change),
        endpoint(
            post(),
            "/rules/{rule}/deletion",
            manage,
            assignment_rules::delete,
        ),
        endpoint(
            post(),
            "/rules/{rule}/place",
            manage,
            assignment_rules::move_by,
        ),
        endpoint(
            post(),
            "/rules/{rule}/activity",
            manage,
            assignment_rules::switch,
        ),
    ]
}
