//! What every page of an agent needs to know about it, and how it likes to work.

use rules::access::{Action, Relation, Viewer};
use store::Tx;
use store::agent_preferences::{self, AgentSurroundings};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// `None` for everybody who is no agent.
pub async fn of(app: &App, viewer: &Viewer) -> Result<Option<AgentSurroundings>, ActionError> {
    let Viewer::Agent { seller, agent, .. } = viewer.clone() else {
        return Ok(None);
    };
    app.db
        .read(async move |tx: &Tx| {
            Ok(Some(
                agent_preferences::surroundings(tx, &seller, &agent).await?,
            ))
        })
        .await
}

/// Switches single letters as commands on or off.
pub async fn set_single_keys(
    app: &App,
    viewer: &Viewer,
    single_keys: bool,
) -> Result<(), ActionError> {
    check(viewer, Action::KeepPreferences, Relation::Own)?;
    let Viewer::Agent { seller, agent, .. } = viewer.clone() else {
        return Err(ActionError::forbidden(
            "not_allowed",
            "Only agents work with single keys.",
        ));
    };
    let now = app.now();
    app.db
        .write(async move |tx: &Tx| {
            agent_preferences::save_single_keys(tx, &seller, &agent, single_keys, now).await?;
            Ok(())
        })
        .await
}
