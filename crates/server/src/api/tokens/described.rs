//! The operations on tokens, for the description of the API.

use utoipa::OpenApi;

use super::handlers;

#[derive(OpenApi)]
#[openapi(paths(handlers::post_token, handlers::get_tokens, handlers::delete_token))]
pub(in crate::api) struct Tokens;
