//! The URLs of the API.

use super::Endpoint;

pub(super) fn endpoints() -> Vec<Endpoint> {
    Vec::new()
}
