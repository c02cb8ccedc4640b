//! Making, listing and revoking tokens.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use rules::ids::TokenId;
use serde::Deserialize;

use super::{NewToken, TokenList, TokenMade, TokenShown};
use crate::actions::tokens::list::list;
use crate::actions::tokens::make::{Asked, Maker, make};
use crate::actions::tokens::revoke::revoke;
use crate::app::App;
use crate::error::ActionError;
use crate::middleware::CurrentToken;
use crate::viewer::Identity;

const PAGE_MAX: u32 = 100;

/// Which page.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<TokenId>,
    /// 1 to 100 tokens; 100 where it is not given.
    limit: Option<u32>,
}

/// Make a token
#[utoipa::path(
    post,
    path = "/api/v1/tokens",
    tag = "tokens",
    request_body = NewToken,
    responses(
        (status = 201, description = "The token with its secret, which is never shown again", body = TokenMade),
        (status = 403, description = "The viewer may not make a token for this holder"),
    )
)]
pub async fn post_token(
    State(app): State<App>,
    identity: Identity,
    current: Option<Extension<CurrentToken>>,
    Json(new): Json<NewToken>,
) -> Result<(StatusCode, Json<TokenMade>), ActionError> {
    let maker = Maker::Viewer {
        viewer: identity.viewer,
        token_expires_at: current.map(|Extension(current)| current.expires_at),
    };
    let asked = Asked {
        holder: new.holder()?,
        name: new.name,
        expires_at: new.expires_at,
    };
    let made = make(&app, &maker, asked).await?;
    Ok((
        StatusCode::CREATED,
        Json(TokenMade {
            secret: made.secret,
            token: made.token.into(),
        }),
    ))
}

/// List tokens
#[utoipa::path(
    get,
    path = "/api/v1/tokens",
    tag = "tokens",
    params(Page),
    responses(
        (status = 200, description = "An agent's seller's tokens; for an administrator all", body = TokenList),
        (status = 403, description = "The viewer may not see tokens"),
    )
)]
pub async fn get_tokens(
    State(app): State<App>,
    identity: Identity,
    Query(page): Query<Page>,
) -> Result<Json<TokenList>, ActionError> {
    let limit = page.limit.unwrap_or(PAGE_MAX);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(ActionError::invalid(
            "limit",
            "limit must be from 1 to 100.",
        ));
    }
    let mut tokens = list(&app, &identity.viewer, page.cursor, limit + 1).await?;
    let more = tokens.len() > limit as usize;
    tokens.truncate(limit as usize);
    let next = tokens
        .last()
        .filter(|_| more)
        .map(|token| token.id.to_string());
    Ok(Json(TokenList {
        items: tokens.into_iter().map(TokenShown::from).collect(),
        next,
    }))
}

/// Revoke a token
#[utoipa::path(
    delete,
    path = "/api/v1/tokens/{token}",
    tag = "tokens",
    params(("token" = String, Path, description = "The token's id, not its secret")),
    responses(
        (status = 204, description = "It is revoked"),
        (status = 403, description = "The viewer may not revoke tokens"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn delete_token(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<TokenId>,
) -> Result<StatusCode, ActionError> {
    revoke(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
