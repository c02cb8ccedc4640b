//! The tokens that somebody may revoke, without their secrets.

use rules::access::{Action, Relation, Viewer};
use rules::ids::TokenId;
use store::api_tokens::{ApiToken, any_page, of_seller};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A page of tokens after `after`, oldest first: an agent sees its seller's, an administrator all.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    after: Option<TokenId>,
    limit: u32,
) -> Result<Vec<ApiToken>, ActionError> {
    check(viewer, Action::ManageTokens, Relation::Own)?;
    let seller = match viewer {
        Viewer::Agent { seller, .. } => Some(seller.clone()),
        _ => None,
    };
    app.db
        .read(async move |tx| match &seller {
            Some(seller) => of_seller(tx, seller, after, limit)
                .await
                .map_err(ActionError::from),
            None => any_page(tx, after, limit).await.map_err(ActionError::from),
        })
        .await
}
