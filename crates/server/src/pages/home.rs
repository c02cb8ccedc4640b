//! `GET /`: the way to where each kind of viewer works.

use axum::response::Redirect;
use rules::access::Viewer;

use crate::error::ActionError;
use crate::viewer::Identity;

pub async fn show(identity: Identity) -> Result<Redirect, ActionError> {
    match identity.viewer {
        Viewer::Buyer(_) | Viewer::Agent { .. } => Ok(Redirect::to("/conversations")),
        Viewer::Staff { .. } => Ok(Redirect::to("/staff")),
        Viewer::Anonymous => Err(ActionError::SignInFirst),
        // Programs have no first page.
        Viewer::Automation { .. } | Viewer::Platform { .. } => Err(ActionError::NotFound),
    }
}
