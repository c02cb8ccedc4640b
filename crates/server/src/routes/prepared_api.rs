//! The URLs of the API for files that are made by a job.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::prepared;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let fetch = Action::FetchPreparedFile;
    vec![
        endpoint(get(), "/api/v1/files", fetch, prepared::get_files),
        endpoint(get(), "/api/v1/files/{file}", fetch, prepared::get_file),
        endpoint(
            get(),
            "/api/v1/files/{file}/content",
            fetch,
            prepared::get_file_content,
        ),
        endpoint(
            post(),
            "/api/v1/my-data",
            Action::AskOwnData,
            prepared::post_my_data,
        ),
        endpoint(
            post(),
            "/api/v1/buyers/{buyer}/data",
            Action::AskBuyerData,
            prepared::post_buyer_data,
        ),
    ]
}
