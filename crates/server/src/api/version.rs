//! The version that a change was decided on, as a parameter.

use serde::Deserialize;

/// The version that a change was decided on.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VersionQuery {
    /// The `version` that was seen. Where it is not the present one, the change is refused with 409 `stale`.
    pub(super) version: Option<i64>,
}
