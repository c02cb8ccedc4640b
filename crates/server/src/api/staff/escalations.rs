//! The calls of buyers that wait for the marketplace, over the API. No text is shown here.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use rules::ids::{BuyerId, ConversationId, SellerId};
use serde::Serialize;
use store::escalations::Escalation;
use utoipa::ToSchema;

use crate::actions::conversations::escalate;
use crate::api::conversations::SubjectNamed;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Calls that wait for the marketplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Escalations {
    pub items: Vec<EscalationShown>,
}

/// A conversation in which the buyer has called the marketplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct EscalationShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: ConversationId,
    #[schema(value_type = String, format = DateTime)]
    pub escalated_at: Timestamp,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    pub subject: SubjectNamed,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// Counts the changes of the conversation; send it along when taking over.
    pub version: i64,
}

/// Calls that wait for the marketplace, the longest waiting first
#[utoipa::path(
    get,
    path = "/api/v1/oversight/escalations",
    tag = "staff",
    responses((status = 200, description = "Calls, at most 200", body = Escalations)),
)]
pub async fn get_escalations(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<Escalations>, ActionError> {
    let found = escalate::standing(&app, &identity.viewer).await?;
    Ok(Json(Escalations {
        items: found.into_iter().map(show).collect(),
    }))
}

fn show(found: Escalation) -> EscalationShown {
    EscalationShown {
        id: found.conversation,
        escalated_at: found.escalated_at,
        seller: found.seller,
        buyer: found.buyer,
        subject: SubjectNamed::of(&found.subject),
        due_at: found.due_at,
        version: found.version,
    }
}
