//! No address holds the character NUL: it means nothing in any of them, and PostgreSQL cannot look for it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ActionError;

pub(super) async fn check(request: Request, next: Next) -> Response {
    if has_nul(request.uri().query().unwrap_or_default()) {
        return ActionError::invalid(
            "nul_in_address",
            "An address cannot hold the character NUL (%00). Leave it out.",
        )
        .into_response();
    }
    next.run(request).await
}

fn has_nul(query: &str) -> bool {
    query.contains("%00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_character_itself_is_refused() {
        assert!(has_nul("find=a%00b"));
        for harmless in ["", "find=100", "find=%2500", "find=a%20b"] {
            assert!(!has_nul(harmless), "{harmless}");
        }
    }
}
