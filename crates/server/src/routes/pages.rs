//! The URLs of the pages.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::pages::conversations::{ask, changes, list, open, reading, thread, write};
use crate::pages::staff::{calendar, home as staff_home};
use crate::pages::{assets, home, sign_in};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = entrance();
    all.extend(conversations());
    all.extend(changes_of_a_conversation());
    all.extend(staff());
    all
}

fn entrance() -> Vec<Endpoint> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        endpoint(get.clone(), "/", Action::Public, home::show),
        endpoint(get.clone(), "/assets/{name}", Action::Public, assets::show),
        endpoint(get.clone(), "/enter", Action::Public, sign_in::enter::show),
        endpoint(get, "/sign-in", Action::Public, sign_in::form::show),
        endpoint(
            post.clone(),
            "/sign-in",
            Action::Public,
            sign_in::form::submit,
        ),
        endpoint(
            post.clone(),
            "/sign-out",
            Action::Public,
            sign_in::sign_out::submit,
        ),
        endpoint(post, "/language", Action::Public, sign_in::language::submit),
    ]
}

fn conversations() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/conversations",
            Action::ListConversations,
            list,
        ),
        endpoint(Method::GET, "/ask", Action::OpenConversation, ask::show),
        endpoint(
            Method::POST,
            "/conversations",
            Action::OpenConversation,
            open::submit,
        ),
        endpoint(
            Method::GET,
            "/conversations/{id}",
            Action::ReadConversation,
            thread::show,
        ),
        endpoint(
            Method::POST,
            "/conversations/{id}/reading",
            Action::FindConversations,
            reading::submit,
        ),
        endpoint(
            Method::POST,
            "/conversations/{id}/messages",
            Action::WriteMessage,
            write::message,
        ),
        endpoint(
            Method::POST,
            "/conversations/{id}/notes",
            Action::WriteNote,
            write::note,
        ),
    ]
}

fn changes_of_a_conversation() -> Vec<Endpoint> {
    let post = || Method::POST;
    vec![
        endpoint(
            post(),
            "/conversations/{id}/assignment",
            Action::Assign,
            changes::assign,
        ),
        endpoint(
            post(),
            "/conversations/{id}/closure",
            Action::Close,
            changes::close,
        ),
        endpoint(
            post(),
            "/conversations/{id}/reopening",
            Action::Reopen,
            changes::reopen,
        ),
        endpoint(
            post(),
            "/conversations/{id}/no-reply",
            Action::MarkNoReplyNeeded,
            changes::no_reply,
        ),
        endpoint(
            post(),
            "/conversations/{id}/objection",
            Action::ObjectNoReplyNeeded,
            changes::object,
        ),
        endpoint(
            post(),
            "/conversations/{id}/takeover",
            Action::TakeOver,
            changes::take_over,
        ),
        endpoint(
            post(),
            "/conversations/{id}/handback",
            Action::HandBack,
            changes::hand_back,
        ),
    ]
}

fn staff() -> Vec<Endpoint> {
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
