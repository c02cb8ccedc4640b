//! Who saw which messages when, over the API.

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use rules::ids::{AgentId, ConversationId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::conversations::seen::{self, Seen, SeenBy};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// The looks at a conversation, in the order of time.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeenList {
    items: Vec<SeenShown>,
}

/// One look at the messages after `from` up to `up_to`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SeenShown {
    /// `buyer` or `seller`.
    side: &'static str,
    /// Which of the seller's agents; absent for buyers, who do not learn it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    agent: Option<AgentId>,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    from: u32,
    up_to: u32,
}

/// Who saw which messages when
///
/// A seller's people see each other's looks and the buyer's.
/// A buyer sees its own, and when the first of the seller's people saw a message, but not who.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/seen",
    tag = "inbox",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The looks", body = SeenList)),
)]
pub async fn get_seen(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<SeenList>, ActionError> {
    let looks = seen::list(&app, &identity.viewer, id).await?;
    Ok(Json(SeenList {
        items: looks.into_iter().map(SeenShown::from).collect(),
    }))
}

impl From<Seen> for SeenShown {
    fn from(look: Seen) -> SeenShown {
        let (side, agent) = match look.by {
            SeenBy::Buyer => ("buyer", None),
            SeenBy::Seller => ("seller", None),
            SeenBy::Agent(agent) => ("seller", Some(agent)),
        };
        SeenShown {
            side,
            agent,
            at: look.at,
            from: look.from,
            up_to: look.up_to,
        }
    }
}
