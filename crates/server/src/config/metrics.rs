//! Who may read the metrics.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Metrics for alarms, in the format of Prometheus, at `/metrics`.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Secret of at least 32 characters that whoever reads them sends as `Authorization: Bearer SECRET`.
    /// Better set by environment than in the file. Empty: there are none, `/metrics` answers 404.
    pub token: String,
}

impl std::fmt::Debug for Metrics {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// What is wrong, each with its key.
    pub(super) fn checks(&self) -> [(&'static str, &'static str, bool); 1] {
        let token = self.token.as_bytes();
        [(
            "metrics.token",
            "empty or at least 32 characters long, of ASCII and without spaces",
            token.is_empty() || (token.len() >= 32 && token.iter().all(u8::is_ascii_graphic)),
        )]
    }
}
