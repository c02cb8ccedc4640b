//! The operations on a seller's people, for the description of the API.

use utoipa::OpenApi;

use super::{access, invitations};

#[derive(OpenApi)]
#[openapi(paths(
    invitations::get_invitations,
    invitations::post_invitation,
    invitations::delete_invitation,
    access::put_access,
    access::delete_sessions,
))]
pub(in crate::api) struct People;
