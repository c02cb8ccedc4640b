//! The URLs of the API around writing: drafts, quick replies, mentions, and calls to the marketplace.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{conversations, mentions, quick_replies, staff};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = in_a_conversation();
    all.extend(quick_reply_endpoints());
    all.extend([
        endpoint(
            Method::GET,
            "/api/v1/mentions",
            Action::ReadMentions,
            mentions::get_mentions,
        ),
        endpoint(
            Method::POST,
            "/api/v1/mentions/read",
            Action::ReadMentions,
            mentions::post_mentions_read,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/escalations",
            Action::OverseeDeadlines,
            staff::get_escalations,
        ),
    ]);
    all
}

fn in_a_conversation() -> Vec<Endpoint> {
    const DRAFT: &str = "/api/v1/conversations/{conversation}/draft";
    vec![
        endpoint(
            Method::POST,
            "/api/v1/messages/check",
            Action::WriteMessage,
            conversations::post_check,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/escalation",
            Action::Escalate,
            conversations::put_escalation,
        ),
        endpoint(
            Method::GET,
            DRAFT,
            Action::KeepDraft,
            conversations::get_draft,
        ),
        endpoint(
            Method::PUT,
            DRAFT,
            Action::KeepDraft,
            conversations::put_draft,
        ),
        endpoint(
            Method::DELETE,
            DRAFT,
            Action::KeepDraft,
            conversations::delete_draft,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations/{conversation}/fillings/{quick_reply}",
            Action::UseQuickReplies,
            conversations::post_filling,
        ),
    ]
}

fn quick_reply_endpoints() -> Vec<Endpoint> {
    const ALL: &str = "/api/v1/quick-replies";
    const ONE: &str = "/api/v1/quick-replies/{quick_reply}";
    vec![
        endpoint(
            Method::GET,
            ALL,
            Action::UseQuickReplies,
            quick_replies::get_quick_replies,
        ),
        endpoint(
            Method::POST,
            ALL,
            Action::ManageQuickReplies,
            quick_replies::post_quick_reply,
        ),
        endpoint(
            Method::GET,
            ONE,
            Action::UseQuickReplies,
            quick_replies::get_quick_reply,
        ),
        endpoint(
            Method::PUT,
            ONE,
            Action::ManageQuickReplies,
            quick_replies::put_quick_reply,
        ),
        endpoint(
            Method::DELETE,
            ONE,
            Action::ManageQuickReplies,
            quick_replies::delete_quick_reply,
        ),
    ]
}
