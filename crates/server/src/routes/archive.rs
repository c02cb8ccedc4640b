//! The log of the archive, for whoever verifies it.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{get_checkpoint, get_entries, get_tile};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::GET,
            "/archive/checkpoint",
            Action::Public,
            get_checkpoint,
        ),
        endpoint(
            Method::GET,
            "/archive/tile/{*tile}",
            Action::Public,
            get_tile,
        ),
        endpoint(
            Method::GET,
            "/archive/tile/entries/{*tile}",
            Action::ReadArchive,
            get_entries,
        ),
    ]
}
