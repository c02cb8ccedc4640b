//! Around writing: quick replies, drafts, mentions, keys, and calls to the marketplace.

use axum::http::Method;
use rules::access::Action;

use crate::pages::conversations::composing;
use crate::pages::staff::escalations;
use crate::pages::{keys, mentions, palette, quick_replies};
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let mut all = vec![
        endpoint(
            post(),
            "/conversations/{id}/insertion",
            Action::UseQuickReplies,
            composing::insert,
        ),
        endpoint(
            post(),
            "/conversations/{id}/draft",
            Action::KeepDraft,
            composing::keep,
        ),
        endpoint(
            post(),
            "/conversations/{id}/escalation",
            Action::Escalate,
            composing::call,
        ),
        endpoint(
            get(),
            "/staff/escalations",
            Action::OverseeDeadlines,
            escalations::show,
        ),
        endpoint(get(), "/mentions", Action::ReadMentions, mentions::list),
        endpoint(
            post(),
            "/mentions/reading",
            Action::ReadMentions,
            mentions::read_all,
        ),
        endpoint(get(), "/keys", Action::KeepPreferences, keys::show),
        endpoint(post(), "/keys", Action::KeepPreferences, keys::choose),
        endpoint(get(), "/palette", Action::CountConversations, palette::find),
    ];
    all.extend(quick_reply_endpoints());
    all
}

fn quick_reply_endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    vec![
        endpoint(
            get(),
            "/quick-replies",
            Action::UseQuickReplies,
            quick_replies::list,
        ),
        endpoint(
            get(),
            "/quick-replies/new",
            Action::ManageQuickReplies,
            quick_replies::new,
        ),
        endpoint(
            post(),
            "/quick-replies",
            Action::ManageQuickReplies,
            quick_replies::create,
        ),
        endpoint(
            get(),
            "/quick-replies/{quick_reply}",
            Action::ManageQuickReplies,
            quick_replies::show,
        ),
        endpoint(
            post(),
            "/quick-replies/{quick_reply}",
            Action::ManageQuickReplies,
            quick_replies::change,
        ),
        endpoint(
            post(),
            "/quick-replies/{quick_reply}/removal",
            Action::ManageQuickReplies,
            quick_replies::remove,
        ),
    ]
}
