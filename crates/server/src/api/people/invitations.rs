//! Invitations of a seller's people over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::access::AgentRole;
use rules::ids::{InvitationId, SellerId};
use serde::{Deserialize, Serialize};
use store::invitations::Invitation;
use utoipa::ToSchema;

use crate::actions::people::invite;
use crate::actions::people::list::{list, named_seller};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// With this the person will sign in.
    pub email: String,
    /// `owner`, `agent` or `read_only`; left out, `agent`.
    #[schema(example = "agent")]
    pub role: Option<String>,
}

/// An invitation that nobody has used yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationShown {
    #[schema(value_type = String)]
    pub id: InvitationId,
    pub email: String,
    #[schema(example = "agent")]
    pub role: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// A new invitation with its link, which is never shown again.
#[derive(Serialize, ToSchema)]
pub struct InvitationMade {
    #[serde(flatten)]
    pub invitation: InvitationShown,
    /// To be handed over; valid for seven days and once.
    pub url: String,
}

/// The invitations of a seller.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationList {
    pub items: Vec<InvitationShown>,
}

/// List invitations
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/invitations",
    tag = "people",
    params(("seller" = String, Path, description = "The seller's id")),
    responses(
        (status = 200, description = "Those that can still be used, newest first", body = InvitationList),
        (status = 403, description = "Only owners may see them"),
        (status = 404, description = "It is not the viewer's seller"),
    )
)]
pub async fn get_invitations(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
) -> Result<Json<InvitationList>, ActionError> {
    named_seller(&identity.viewer, &seller)?;
    let people = list(&app, &identity.viewer).await?;
    let items = people.invitations.into_iter().map(InvitationShown::from);
    Ok(Json(InvitationList {
        items: items.collect(),
    }))
}

/// Invite somebody to work for a seller
#[utoipa::path(
    post,
    path = "/api/v1/sellers/{seller}/invitations",
    tag = "people",
    params(("seller" = String, Path, description = "The seller's id")),
    request_body = NewInvitation,
    responses(
        (status = 201, description = "The invitation with its link, which is never shown again", body = InvitationMade),
        (status = 403, description = "Only owners may invite"),
        (status = 404, description = "It is not the viewer's seller"),
        (status = 409, description = "Agents of this marketplace have no passwords, or somebody with this e-mail works here"),
    )
)]
pub async fn post_invitation(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
    Json(new): Json<NewInvitation>,
) -> Result<(StatusCode, Json<InvitationMade>), ActionError> {
    named_seller(&identity.viewer, &seller)?;
    let role = super::role(new.role.as_deref())?.unwrap_or_default();
    let invited = invite::invite(&app, &identity.viewer, (&new.email, role)).await?;
    let made = InvitationMade {
        url: invite::address(&app, &invited),
        invitation: invited.invitation.into(),
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Withdraw an invitation
#[utoipa::path(
    delete,
    path = "/api/v1/sellers/{seller}/invitations/{invitation}",
    tag = "people",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("invitation" = String, Path, description = "The invitation's id")
    ),
    responses(
        (status = 204, description = "It is withdrawn"),
        (status = 403, description = "Only owners may withdraw one"),
        (status = 404, description = "There is none that could still be used"),
    )
)]
pub async fn delete_invitation(
    State(app): State<App>,
    identity: Identity,
    Path((seller, id)): Path<(SellerId, InvitationId)>,
) -> Result<StatusCode, ActionError> {
    named_seller(&identity.viewer, &seller)?;
    invite::withdraw(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Invitation> for InvitationShown {
    fn from(invitation: Invitation) -> InvitationShown {
        InvitationShown {
            id: invitation.id,
            email: invitation.email,
            role: AgentRole::code(invitation.role),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
        }
    }
}

impl std::fmt::Debug for NewInvitation {
    /// Without the e-mail.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NewInvitation")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for InvitationMade {
    /// Without the link.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("InvitationMade")
            .field("invitation", &self.invitation.id)
            .finish_non_exhaustive()
    }
}
