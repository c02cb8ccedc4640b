//! The operations on quick replies, for the description of the API.

use utoipa::OpenApi;

use super::handlers;
use crate::api::conversations::filling;

#[derive(OpenApi)]
#[openapi(paths(
    handlers::get_quick_replies,
    handlers::post_quick_reply,
    handlers::get_quick_reply,
    handlers::put_quick_reply,
    handlers::delete_quick_reply,
    filling::post_filling,
))]
pub(in crate::api) struct QuickReplies;
