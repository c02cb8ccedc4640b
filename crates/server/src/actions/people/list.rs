//! Who works for a seller, and who has been invited.

use rules::access::{Action, Relation, Viewer};
use rules::ids::SellerId;
use store::agents::{Agent, of_seller};
use store::invitations::{self, Invitation};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

#[derive(Debug, Clone)]
pub struct People {
    pub agents: Vec<Agent>,
    pub invitations: Vec<Invitation>,
}

pub async fn list(app: &App, viewer: &Viewer) -> Result<People, ActionError> {
    let (seller, now) = (own_seller(viewer)?, app.now());
    app.db
        .read(async move |tx| {
            let (agents, invitations) = tokio::try_join!(
                of_seller(tx, &seller),
                invitations::of_seller(tx, &seller, now)
            )?;
            Ok(People {
                agents,
                invitations,
            })
        })
        .await
}

/// The seller whose people the viewer keeps.
pub fn own_seller(viewer: &Viewer) -> Result<SellerId, ActionError> {
    check(viewer, Action::ManageAgents, Relation::Own)?;
    match viewer {
        Viewer::Agent { seller, .. } => Ok(seller.clone()),
        _ => Err(ActionError::NotFound),
    }
}

/// The same where the seller is named; another one's people are nobody's to know.
pub fn named_seller(viewer: &Viewer, named: &SellerId) -> Result<(), ActionError> {
    match own_seller(viewer)? == *named {
        true => Ok(()),
        false => Err(ActionError::NotFound),
    }
}
