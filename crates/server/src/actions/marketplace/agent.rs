//! PUT of an agent: a person who signs in for a seller.

use rules::access::{Action, AgentRole, Relation, Viewer};
use rules::ids::{AgentId, SellerId};
use rules::marketplace::{InvalidField, check_email, check_language, check_text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::agents::{self, Agent};
use store::events::Stream;
use store::sessions::Person;
use store::{Tx, session_lists};
use utoipa::ToSchema;

use super::put::{Before, Outcome, Put, changed_fields, decide};
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::accounts::normal_email;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What the marketplace says of an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentContent {
    /// Name that colleagues and buyers see.
    pub name: String,
    /// Kept in lower case, as signing in looks for it.
    pub email: String,
    #[schema(example = "sl")]
    pub language: String,
    /// One that is not active can no longer sign in; what it wrote stays.
    #[serde(default = "super::listing::yes")]
    pub active: bool,
    /// `owner`, `agent` or `read_only`; left out, a new agent is `agent` and a known one stays what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "agent")]
    pub role: Option<String>,
    /// The version that this changes; without it the last one to write wins, and 0 means that there must be none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl AgentContent {
    pub fn check(&self) -> Result<(), InvalidField> {
        check_text("name", &self.name, 200)?;
        check_email("email", &self.email)?;
        check_language("language", &self.language)?;
        self.role().map(|_| ())
    }

    fn role(&self) -> Result<Option<AgentRole>, InvalidField> {
        let Some(code) = &self.role else {
            return Ok(None);
        };
        let role = AgentRole::from_code(code);
        role.map(Some)
            .ok_or_else(|| InvalidField::new("role", "give owner, agent or read_only"))
    }
}

/// Makes the agent what the content says.
pub async fn put_agent(
    app: &App,
    viewer: &Viewer,
    (seller, id): (SellerId, AgentId),
    content: AgentContent,
) -> Result<Put<Agent>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| apply_agent(tx, &recorder, (&seller, &id), &content).await)
        .await
}

/// The same within a transaction.
pub async fn apply_agent(
    tx: &Tx,
    recorder: &Recorder,
    (seller, id): (&SellerId, &AgentId),
    content: &AgentContent,
) -> Result<Put<Agent>, ActionError> {
    content.check()?;
    let role = content.role()?;
    let found = agents::find(tx, seller, id).await?;
    let role = role.or(found.as_ref().map(|found| found.role));
    let role = role.unwrap_or_default();
    let before = found.as_ref().map(|found| before(found, content, role));
    let after = decide(before, content.version, recorder.now)?;
    let agent = Agent {
        seller: seller.clone(),
        id: id.clone(),
        name: content.name.clone(),
        email: normal_email(&content.email),
        language: content.language.clone(),
        active: content.active,
        role,
        version: after.version,
        created_at: after.created_at,
        updated_at: after.updated_at,
    };
    let kind = match after.outcome {
        Outcome::Unchanged => {
            return Ok(Put {
                outcome: after.outcome,
                record: agent,
            });
        }
        Outcome::Created => {
            agents::insert(tx, &agent).await?;
            "agent.created"
        }
        Outcome::Changed => {
            agents::update(tx, &agent).await?;
            if !agent.active {
                // They would come back with the agent.
                let person = Person::Agent {
                    seller: seller.clone(),
                    agent: id.clone(),
                };
                session_lists::end_others(tx, &person, None).await?;
            }
            "agent.changed"
        }
    };
    let body = after
        .event_body(json!({ "agent": id, "language": agent.language, "active": agent.active, "role": agent.role.code() }));
    record(
        tx,
        &[recorder.event(
            Some(seller),
            Stream::Seller(seller.clone()),
            None,
            kind,
            body,
        )?],
    )
    .await?;
    Ok(Put {
        outcome: after.outcome,
        record: agent,
    })
}

fn before(found: &Agent, content: &AgentContent, role: AgentRole) -> Before {
    Before {
        version: found.version,
        created_at: found.created_at,
        updated_at: found.updated_at,
        changed: changed_fields([
            ("name", found.name == content.name),
            ("email", found.email == normal_email(&content.email)),
            ("language", found.language == content.language),
            ("active", found.active == content.active),
            ("role", found.role == role),
        ]),
    }
}
