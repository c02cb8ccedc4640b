//! The operations on assignment rules, for the description of the API.

use utoipa::OpenApi;

use super::{handlers, trial};

#[derive(OpenApi)]
#[openapi(paths(
    handlers::get_rules,
    handlers::post_rule,
    handlers::get_rule,
    handlers::put_rule,
    handlers::delete_rule,
    handlers::put_activity,
    handlers::post_move,
    trial::post_trial,
))]
pub(in crate::api) struct AssignmentRules;
