//! The operations on labels, read marks, saved views and many conversations at once, for the description of the API.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    super::labels::get_labels,
    super::labels::post_label,
    super::labels::put_label,
    super::labels::delete_label,
    super::carried_labels::get_carried_labels,
    super::carried_labels::post_carried_labels,
    super::bulk::post_bulk,
    super::read_mark::get_read_mark,
    super::read_mark::put_read_mark,
    super::seen::get_seen,
    super::views::get_views,
    super::views::post_view,
    super::views::put_view,
    super::views::delete_view,
    super::first_view::put_first_view,
))]
pub(in crate::api) struct Inbox;
