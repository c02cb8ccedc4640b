//! The people of the marketplace and their roles, over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::access::{Role, Roles};
use rules::ids::StaffId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::staff::change::{Change, change};
use crate::actions::staff::create::{Adder, NewStaff, create};
use crate::actions::staff::list::{Listed, list};
use crate::actions::staff::reset::{end_sessions, reset_second_factor};
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::viewer::Identity;

/// The people of the marketplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    pub items: Vec<StaffShown>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StaffShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: StaffId,
    pub name: String,
    pub email: String,
    #[schema(schema_with = codes::roles)]
    pub roles: Vec<&'static str>,
    /// `false`: has no access any more.
    pub active: bool,
    /// Send it along with a change.
    pub version: i64,
    /// Whether an authenticator app or a passkey protects the account.
    pub has_second_factor: bool,
    /// `null`: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_signed_in_at: Option<Timestamp>,
}

/// Somebody to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffToAdd {
    pub name: String,
    /// With this the person will sign in.
    pub email: String,
    /// `sl` or `en`.
    #[schema(example = "sl")]
    pub language: String,
    #[schema(schema_with = codes::roles)]
    pub roles: Vec<String>,
}

/// Who was added, with a password that is never shown again.
#[derive(Serialize, ToSchema)]
pub struct StaffAdded {
    #[schema(value_type = String, format = Uuid)]
    pub id: StaffId,
    /// To be handed over, and changed by its owner.
    pub first_password: String,
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffAccess {
    #[schema(schema_with = codes::roles)]
    #[serde(default)]
    pub roles: Option<Vec<String>>,
    /// `false` ends the access with all sessions and tokens, `true` gives it again.
    pub active: Option<bool>,
    /// The version that this changes.
    pub version: i64,
}

/// List the people of the marketplace
#[utoipa::path(
    get,
    path = "/api/v1/staff",
    tag = "staff",
    responses(
        (status = 200, description = "Everybody by name, those without access too", body = StaffList),
        (status = 403, description = "Only administrators may"),
    ),
)]
pub async fn get_staff(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<StaffList>, ActionError> {
    let people = list(&app, &identity.viewer).await?;
    Ok(Json(StaffList {
        items: people.into_iter().map(StaffShown::from).collect(),
    }))
}

/// Add a person of the marketplace
#[utoipa::path(
    post,
    path = "/api/v1/staff",
    tag = "staff",
    request_body = StaffToAdd,
    responses(
        (status = 201, description = "The person can sign in with the password", body = StaffAdded),
        (status = 403, description = "Only administrators may"),
        (status = 409, description = "Somebody has this e-mail already"),
        (status = 422, description = "A field cannot be taken; the detail names it"),
    ),
)]
pub async fn post_staff(
    State(app): State<App>,
    identity: Identity,
    Json(new): Json<StaffToAdd>,
) -> Result<(StatusCode, Json<StaffAdded>), ActionError> {
    let language = Language::from_tag(&new.language)
        .ok_or_else(|| ActionError::invalid("language", "language must be sl or en."))?;
    let first_password = app.random.secret()?;
    let person = NewStaff {
        name: new.name,
        email: new.email,
        language,
        roles: roles(&new.roles)?,
        password: first_password.clone(),
    };
    let adder = Adder::Administrator(identity.viewer);
    let id = create(&app, &adder, person).await?;
    Ok((StatusCode::CREATED, Json(StaffAdded { id, first_password })))
}

/// Change the roles or the access of a person of the marketplace
#[utoipa::path(
    put,
    path = "/api/v1/staff/{staff}/access",
    tag = "staff",
    params(("staff" = Uuid, Path, description = "The person's id")),
    request_body = StaffAccess,
    responses(
        (status = 204, description = "It holds from the next request on"),
        (status = 403, description = "Only administrators may"),
        (status = 404, description = "There is no such person"),
        (status = 409, description = "It is the own account, an administrator must remain, or `version` is not the present one"),
        (status = 422, description = "A field cannot be taken; the detail names it"),
    ),
)]
pub async fn put_staff_access(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StaffId>,
    Json(access): Json<StaffAccess>,
) -> Result<StatusCode, ActionError> {
    let wanted = Change {
        roles: access.roles.as_deref().map(roles).transpose()?,
        active: access.active,
        version: access.version,
    };
    change(&app, &identity.viewer, id, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take away the second factor of somebody who has lost it
///
/// Authenticator app, recovery codes and passkeys go, and all sessions end. The password stays.
#[utoipa::path(
    delete,
    path = "/api/v1/staff/{staff}/second-factor",
    tag = "staff",
    params(("staff" = Uuid, Path, description = "The person's id")),
    responses(
        (status = 204, description = "The person sets a new one up when it signs in"),
        (status = 403, description = "Only administrators may"),
        (status = 404, description = "There is no such person"),
        (status = 409, description = "It is the own account"),
    ),
)]
pub async fn delete_staff_second_factor(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StaffId>,
) -> Result<StatusCode, ActionError> {
    reset_second_factor(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End a person's sessions and revoke the tokens that stand for it
#[utoipa::path(
    delete,
    path = "/api/v1/staff/{staff}/sessions",
    tag = "staff",
    params(("staff" = Uuid, Path, description = "The person's id")),
    responses(
        (status = 204, description = "They have ended"),
        (status = 403, description = "Only administrators may"),
        (status = 404, description = "There is no such person"),
        (status = 409, description = "It is the own account"),
    ),
)]
pub async fn delete_staff_sessions(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<StaffId>,
) -> Result<StatusCode, ActionError> {
    end_sessions(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn roles(codes: &[String]) -> Result<Roles, ActionError> {
    let read = |code: &String| {
        let found = Role::ALL.into_iter().find(|role| role.code() == code);
        found.ok_or_else(|| ActionError::invalid("roles", format!("roles: {code} is none.")))
    };
    let all: Vec<Role> = codes.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Roles::new(all))
}

impl From<Listed> for StaffShown {
    fn from(listed: Listed) -> StaffShown {
        let person = listed.person;
        StaffShown {
            id: person.id,
            name: person.name,
            email: person.email,
            roles: person.roles.iter().map(Role::code).collect(),
            active: person.active,
            version: person.version,
            has_second_factor: listed.factors.totp || listed.factors.passkeys > 0,
            last_signed_in_at: listed.signed_in_at,
        }
    }
}

impl std::fmt::Debug for StaffToAdd {
    /// Without the person.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StaffToAdd")
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for StaffAdded {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StaffAdded")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
