//! Files that are made by a job.

use axum::http::Method;
use rules::access::Action;

use crate::pages::prepared;
use crate::routes::{Endpoint, endpoint};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (own, of_buyer) = (Action::AskOwnData, Action::AskBuyerData);
    let fetch = Action::FetchPreparedFile;
    vec![
        endpoint(get(), "/files", fetch, prepared::files),
        endpoint(get(), "/files/{file}", fetch, prepared::fetch),
        endpoint(get(), "/my-data", own, prepared::my_data),
        endpoint(post(), "/my-data", own, prepared::ask_own),
        endpoint(get(), "/staff/buyer-data", of_buyer, prepared::buyer_data),
        endpoint(
            post(),
            "/staff/buyer-data",
            of_buyer,
            prepared::ask_of_buyer,
        ),
    ]
}
