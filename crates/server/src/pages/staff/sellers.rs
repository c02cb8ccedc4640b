//! `GET /staff/sellers`: sellers by name.

use axum::extract::Query;
use axum::response::Response;
use rules::ids::SellerId;
use serde::Deserialize;
use store::sellers::Named;

use crate::actions::seller_seen;
use crate::error::ActionError;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::staff::{NameRow, SellersPage};
use crate::pages::visit::{Visit, show as answer};

const ROWS: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// Key of the name and id of the last seller of the page before.
    name: String,
    after: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let after = SellerId::parse(asked.after.as_str()).ok();
    let after = after.map(|id| (asked.name.clone(), id));
    let found = seller_seen::find(&visit.app, visit.viewer(), &asked.q, after, ROWS + 1).await?;
    let more = found.len() > ROWS as usize;
    let shown = &found[..found.len().min(ROWS as usize)];
    let older = shown.last().filter(|_| more).map(|last| {
        let (words, name) = (
            as_query_value(asked.q.trim()),
            as_query_value(&last.name_key),
        );
        format!("/staff/sellers?q={words}&name={name}&after={}", last.id)
    });
    let row = |seller: &Named| NameRow {
        url: format!("/staff/sellers/{}", seller.id),
        name: seller.name.clone(),
        id: seller.id.to_string(),
        country: seller.country.clone(),
    };
    answer(&SellersPage {
        page: visit.page(),
        search: asked.q.trim().to_owned(),
        sellers: shown.iter().map(row).collect(),
        older,
    })
}
