//! The operations on files, for the API's description.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    super::upload::post_upload,
    super::upload::get_upload,
    super::upload::put_bytes,
    super::upload::post_completion,
    super::upload::delete_upload,
    super::whole::post_attachment,
    super::download::get_upload_thumbnail,
    super::download::get_attachment,
    super::download::get_thumbnail,
))]
pub(in crate::api) struct Attachments;
