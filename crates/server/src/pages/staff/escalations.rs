//! `GET /staff/escalations`: the calls of buyers that wait for the marketplace.

use axum::response::Response;
use rules::access::Action;

use crate::actions::conversations::escalate;
use crate::error::ActionError;
use crate::pages::views::escalations::{EscalationRow, EscalationsPage};
use crate::pages::visit::{Visit, show as answer};

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    let found = escalate::standing(&visit.app, visit.viewer()).await?;
    let reader = visit.reader().await?;
    let rows = found.into_iter().map(|call| EscalationRow {
        id: call.conversation.to_string(),
        subject: call.title,
        seller: call.seller_name.unwrap_or_else(|| call.seller.to_string()),
        buyer: call.buyer_name.unwrap_or_else(|| call.buyer.to_string()),
        at: reader.sent(call.escalated_at),
        waits: reader.rough(reader.now.duration_since(call.escalated_at)),
        version: call.version.unsigned_abs(),
    });
    answer(&EscalationsPage {
        page: visit.page(),
        rows: rows.collect(),
        takes_over: visit.may(Action::TakeOver),
    })
}
