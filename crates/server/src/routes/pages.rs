//! The URLs of the pages.

use super::Endpoint;

pub(super) fn endpoints() -> Vec<Endpoint> {
    Vec::new()
}
