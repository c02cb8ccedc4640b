//! Who the sender of a request is, over the API.

use axum::Json;
use rules::access::{Role, Viewer};
use rules::ids::SellerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::codes;
use crate::viewer::{Identity, actor};

/// Who you are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// `buyer`, `agent`, `automation`, `staff` or `platform`.
    pub kind: &'static str,
    /// The marketplace's id of the agent or buyer, or the id of the person of staff or of the token.
    pub id: String,
    /// For agents and automation.
    #[schema(value_type = Option<String>)]
    pub seller: Option<SellerId>,
    pub name: String,
    /// For staff.
    #[schema(schema_with = codes::roles)]
    pub roles: Vec<&'static str>,
    pub language: &'static str,
}

/// Who you are
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "service",
    responses((status = 200, description = "The owner of the session or token", body = Me)),
)]
pub async fn get_me(identity: Identity) -> Json<Me> {
    let (kind, id) = actor(&identity.viewer);
    let seller = match &identity.viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => Some(seller.clone()),
        _ => None,
    };
    let roles = match &identity.viewer {
        Viewer::Staff { roles, .. } => roles.iter().map(Role::code).collect(),
        _ => Vec::new(),
    };
    Json(Me {
        kind,
        id,
        seller,
        name: identity.name,
        roles,
        language: identity.language.tag(),
    })
}
