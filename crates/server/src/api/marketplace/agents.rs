//! Agents over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use rules::ids::{AgentId, SellerId};
use serde::Serialize;
use store::Seek;
use store::agents::Agent;
use utoipa::ToSchema;

use super::collection::CollectionQuery;
use super::replied::replied;
use super::{Collection, Wanted};
use crate::actions::marketplace::{self, AgentContent};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// An agent as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgentShown {
    #[schema(value_type = String)]
    pub id: AgentId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[serde(flatten)]
    pub content: AgentContent,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Say who an agent is
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}/agents/{agent}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    request_body = AgentContent,
    responses(
        (status = 200, description = "It was like this already, or has been changed", body = AgentShown),
        (status = 201, description = "It is new", body = AgentShown),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 409, description = "`version` is not the present one"),
    )
)]
pub async fn put_agent(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<(SellerId, AgentId)>,
    Json(content): Json<AgentContent>,
) -> Result<Response, ActionError> {
    let put = marketplace::put_agent(&app, &identity.viewer, id, content).await?;
    Ok(replied(put.outcome, show(put.record)))
}

/// An agent
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/agents/{agent}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    responses(
        (status = 200, description = "The agent", body = AgentShown),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn get_agent(
    State(app): State<App>,
    identity: Identity,
    Path((seller, id)): Path<(SellerId, AgentId)>,
) -> Result<Json<AgentShown>, ActionError> {
    let found = marketplace::find_agent(&app, &identity.viewer, seller, id).await?;
    Ok(Json(show(found)))
}

/// Agents of a seller in the order of their last change
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/agents",
    tag = "marketplace",
    params(("seller" = String, Path, description = "The seller's id"), CollectionQuery),
    responses(
        (status = 200, description = "Agents in the order of their last change", body = Collection<AgentShown>),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is no such seller that the viewer can see"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    )
)]
pub async fn get_agents(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
    wanted: Wanted,
) -> Result<Json<Collection<AgentShown>>, ActionError> {
    let records = marketplace::list_agents(
        &app,
        &identity.viewer,
        seller,
        wanted.after.clone(),
        wanted.limit,
    )
    .await?;
    Ok(Json(wanted.answer(records, place, show)))
}

fn place(agent: &Agent) -> Seek {
    Seek {
        changed_at: agent.updated_at,
        id: agent.id.to_string(),
    }
}

pub(in crate::api) fn show(agent: Agent) -> AgentShown {
    AgentShown {
        id: agent.id,
        seller: agent.seller,
        content: AgentContent {
            name: agent.name,
            email: agent.email,
            language: agent.language,
            active: agent.active,
            role: Some(agent.role.code().to_owned()),
            version: Some(agent.version),
        },
        created_at: agent.created_at,
        updated_at: agent.updated_at,
    }
}
