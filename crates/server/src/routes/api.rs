//! The URLs of the API.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{
    absences, attachments, conversations, import, marketplace, people, staff, tokens,
};
use crate::api::{get_events, get_limits, get_me, get_openapi, get_reference, health, ready};
use crate::pages::live::get_live;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = service_endpoints();
    all.extend(conversation_endpoints());
    all.extend(absence_endpoints());
    all.extend(attachment_endpoints());
    all.extend(super::composer_api::endpoints());
    all.extend(super::staff_api::endpoints());
    all.extend(super::inbox_api::endpoints());
    all.extend(staff_endpoints());
    all.extend(settings_endpoints());
    all.extend(marketplace_endpoints());
    all.extend(token_endpoints());
    all.extend(people_endpoints());
    all
}

/// The service itself, its description and its events.
fn service_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(Method::GET, "/health", Action::Public, health),
        endpoint(Method::GET, "/ready", Action::Public, ready),
        endpoint(
            Method::GET,
            "/api/v1/openapi.json",
            Action::Public,
            get_openapi,
        ),
        endpoint(
            Method::GET,
            "/api/v1/reference",
            Action::Public,
            get_reference,
        ),
        endpoint(Method::GET, "/api/v1/limits", Action::Public, get_limits),
        endpoint(Method::GET, "/api/v1/me", Action::ReadSelf, get_me),
        endpoint(
            Method::GET,
            "/api/v1/events",
            Action::ReadEvents,
            get_events,
        ),
        endpoint(Method::GET, "/api/v1/live", Action::FollowLive, get_live),
    ]
}

/// What sellers and buyers do.
fn conversation_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/api/v1/conversations",
            Action::ListConversations,
            conversations::get_conversations,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations",
            Action::OpenConversation,
            conversations::post_conversation,
        ),
        endpoint(
            Method::GET,
            "/api/v1/counts",
            Action::CountConversations,
            conversations::get_counts,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}",
            Action::ReadConversation,
            conversations::get_conversation,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/messages",
            Action::ReadConversation,
            conversations::get_messages,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations/{conversation}/messages",
            Action::WriteMessage,
            conversations::post_message,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/messages/{message}/receipt",
            Action::ReadConversation,
            conversations::get_receipt,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/notes",
            Action::ReadNotes,
            conversations::get_notes,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations/{conversation}/notes",
            Action::WriteNote,
            conversations::post_note,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/deadlines",
            Action::ReadConversation,
            conversations::get_deadlines,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/assignment",
            Action::Assign,
            conversations::put_assignment,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/closure",
            Action::Close,
            conversations::put_closure,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/conversations/{conversation}/closure",
            Action::Reopen,
            conversations::delete_closure,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/no-reply-needed",
            Action::MarkNoReplyNeeded,
            conversations::put_no_reply_needed,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations/{conversation}/objection",
            Action::ObjectNoReplyNeeded,
            conversations::post_objection,
        ),
    ]
}

/// Files that go with messages.
fn attachment_endpoints() -> Vec<Endpoint> {
    let action = Action::AttachFile;
    vec![
        endpoint(
            Method::POST,
            "/api/v1/uploads",
            action,
            attachments::post_upload,
        ),
        endpoint(
            Method::GET,
            "/api/v1/uploads/{upload}",
            action,
            attachments::get_upload,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/uploads/{upload}",
            action,
            attachments::delete_upload,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/uploads/{upload}/bytes",
            action,
            attachments::put_bytes,
        ),
        endpoint(
            Method::POST,
            "/api/v1/uploads/{upload}/completion",
            action,
            attachments::post_completion,
        ),
        endpoint(
            Method::GET,
            "/api/v1/uploads/{upload}/thumbnail",
            action,
            attachments::get_upload_thumbnail,
        ),
        endpoint(
            Method::POST,
            "/api/v1/attachments",
            action,
            attachments::post_attachment,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/attachments/{attachment}",
            Action::ReadConversation,
            attachments::get_attachment,
        ),
        endpoint(
            Method::GET,
            "/api/v1/conversations/{conversation}/attachments/{attachment}/thumbnail",
            Action::ReadConversation,
            attachments::get_thumbnail,
        ),
    ]
}

/// What staff do besides.
fn staff_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::PUT,
            "/api/v1/conversations/{conversation}/take-over",
            Action::TakeOver,
            conversations::put_take_over,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/conversations/{conversation}/take-over",
            Action::HandBack,
            conversations::delete_take_over,
        ),
        endpoint(
            Method::POST,
            "/api/v1/conversations/{conversation}/reads",
            Action::GiveReadReason,
            conversations::post_read,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/overdue",
            Action::OverseeDeadlines,
            staff::get_overdue,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/overdue/{seller}",
            Action::OverseeDeadlines,
            staff::get_overdue_of_seller,
        ),
        endpoint(
            Method::GET,
            "/api/v1/oversight/conversations",
            Action::FindConversations,
            staff::get_found,
        ),
        endpoint(
            Method::GET,
            "/api/v1/calendar-days",
            Action::ReadCalendar,
            staff::get_calendar_days,
        ),
        endpoint(
            Method::POST,
            "/api/v1/calendar-days",
            Action::ChangeCalendar,
            staff::post_calendar_day,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/calendar-days/{calendar_day}",
            Action::ChangeCalendar,
            staff::delete_calendar_day,
        ),
    ]
}

/// The marketplace's settings.
fn settings_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/api/v1/settings",
            Action::ReadSettings,
            staff::get_settings,
        ),
        endpoint(
            Method::GET,
            "/api/v1/settings/changes",
            Action::ReadSettings,
            staff::get_setting_changes,
        ),
        endpoint(
            Method::POST,
            "/api/v1/settings/changes",
            Action::ChangeSettings,
            staff::post_setting_change,
        ),
        endpoint(
            Method::POST,
            "/api/v1/settings/changes/{change}/withdrawal",
            Action::ChangeSettings,
            staff::post_setting_withdrawal,
        ),
    ]
}

/// What the marketplace pushes in and reads back.
fn marketplace_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::POST,
            "/api/v1/import",
            Action::PushMarketplace,
            import::post_import,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers",
            Action::PushMarketplace,
            marketplace::get_sellers,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}",
            Action::PushMarketplace,
            marketplace::get_seller,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}",
            Action::PushMarketplace,
            marketplace::put_seller,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/agents",
            Action::ListAgents,
            marketplace::get_agents,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/agents/{agent}",
            Action::ListAgents,
            marketplace::get_agent,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/agents/{agent}",
            Action::PushMarketplace,
            marketplace::put_agent,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/agents/{agent}/password",
            Action::PushMarketplace,
            marketplace::put_agent_password,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/sellers/{seller}/agents/{agent}/password",
            Action::PushMarketplace,
            marketplace::delete_agent_password,
        ),
        endpoint(
            Method::GET,
            "/api/v1/buyers",
            Action::PushMarketplace,
            marketplace::get_buyers,
        ),
        endpoint(
            Method::GET,
            "/api/v1/buyers/{buyer}",
            Action::PushMarketplace,
            marketplace::get_buyer,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/buyers/{buyer}",
            Action::PushMarketplace,
            marketplace::put_buyer,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/listings",
            Action::ReadOrders,
            marketplace::get_listings,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/listings/{listing}",
            Action::ReadOrders,
            marketplace::get_listing,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/listings/{listing}",
            Action::PushMarketplace,
            marketplace::put_listing,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/orders",
            Action::ReadOrders,
            marketplace::get_orders,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/orders/{order}",
            Action::ReadOrders,
            marketplace::get_order,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/orders/{order}",
            Action::PushMarketplace,
            marketplace::put_order,
        ),
    ]
}

/// Planned absences.
fn absence_endpoints() -> Vec<Endpoint> {
    let (all, one) = ("/api/v1/absences", "/api/v1/absences/{absence}");
    let announce = Action::AnnounceAbsence;
    vec![
        endpoint(
            Method::GET,
            all,
            Action::ReadAbsences,
            absences::get_absences,
        ),
        endpoint(Method::POST, all, announce, absences::post_absence),
        endpoint(
            Method::GET,
            one,
            Action::ReadAbsences,
            absences::get_absence,
        ),
        endpoint(Method::PUT, one, announce, absences::put_absence),
        endpoint(Method::DELETE, one, announce, absences::delete_absence),
        endpoint(
            Method::PUT,
            "/api/v1/absences/{absence}/decision",
            Action::DecideAbsence,
            absences::put_decision,
        ),
    ]
}

/// API tokens of one's own.
fn token_endpoints() -> Vec<Endpoint> {
    let action = Action::ManageTokens;
    vec![
        endpoint(Method::POST, "/api/v1/tokens", action, tokens::post_token),
        endpoint(Method::GET, "/api/v1/tokens", action, tokens::get_tokens),
        endpoint(
            Method::DELETE,
            "/api/v1/tokens/{token}",
            action,
            tokens::delete_token,
        ),
    ]
}

/// A seller's people, as its owners keep them.
fn people_endpoints() -> Vec<Endpoint> {
    let action = Action::ManageAgents;
    let invitations = "/api/v1/sellers/{seller}/invitations";
    vec![
        endpoint(Method::GET, invitations, action, people::get_invitations),
        endpoint(Method::POST, invitations, action, people::post_invitation),
        endpoint(
            Method::DELETE,
            "/api/v1/sellers/{seller}/invitations/{invitation}",
            action,
            people::delete_invitation,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/agents/{agent}/access",
            action,
            people::put_access,
        ),
        endpoint(
            Method::DELETE,
            "/api/v1/sellers/{seller}/agents/{agent}/sessions",
            action,
            people::delete_sessions,
        ),
    ]
}
