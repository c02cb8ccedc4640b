//! Conversations: the lists, one of them, and what is done with it.

use axum::http::Method;
use rules::access::Action;

use crate::api::attachments;
use crate::pages::conversations::{ask, changes, held, list, open, reading, thread, write};
use crate::pages::dossier;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = conversations();
    all.extend(changes_of_a_conversation());
    all
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
            Action::GiveReadReason,
            reading::submit,
        ),
        endpoint(
            Method::GET,
            "/conversations/{id}/attachments/{attachment}",
            Action::ReadConversation,
            attachments::get_attachment,
        ),
        endpoint(
            Method::GET,
            "/conversations/{id}/attachments/{attachment}/thumbnail",
            Action::ReadConversation,
            attachments::get_thumbnail,
        ),
        endpoint(
            Method::GET,
            "/conversations/{conversation}/messages/{message}/receipt",
            Action::ReadConversation,
            crate::api::conversations::get_receipt,
        ),
        endpoint(
            Method::POST,
            "/conversations/{id}/dossier",
            Action::ReadConversation,
            dossier::submit,
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
            "/conversations/{id}/held/{held}/withdrawal",
            Action::WriteMessage,
            held::take_back,
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
