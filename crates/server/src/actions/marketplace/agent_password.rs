//! Setting and taking away an agent's password, where the marketplace lets agents sign in with one.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, SellerId};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::sessions::Person;

use crate::actions::account::password::{Kept, end_everything};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Sets the agent's password; `None` takes it away.
pub async fn set_agent_password(
    app: &App,
    viewer: &Viewer,
    (seller, agent): (SellerId, AgentId),
    password: Option<&str>,
) -> Result<(), ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let hash = match password {
        Some(password) => Some(app.passwords.hash(password).await?),
        None => None,
    };
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| {
            if !store::agent_passwords::set(tx, &seller, &agent, hash.as_deref()).await? {
                return Err(ActionError::NotFound);
            }
            // Whatever the old password opened ends with it.
            let person = Person::Agent {
                seller: seller.clone(),
                agent: agent.clone(),
            };
            end_everything(tx, &person, Kept::default(), recorder.now).await?;
            let kind = match hash {
                Some(_) => "agent.password_set",
                None => "agent.password_removed",
            };
            let stream = Stream::Seller(seller.clone());
            let body = json!({ "agent": agent });
            let event = recorder.event(Some(&seller), stream, None, kind, body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}
