//! Taking an invitation: name, language and password make an agent, who is signed in at once.

use jiff::Timestamp;
use rules::access::Viewer;
use rules::ids::AgentId;
use rules::marketplace::check_text;
use serde_json::json;
use store::agents::{self, Agent};
use store::events::Stream;
use store::invitations::{self, Invitation};
use store::sessions::Person;
use store::{accounts, agent_passwords, sellers};

use super::invite::WORKS_HERE;
use crate::actions::record::{Recorder, record};
use crate::actions::settings;
use crate::actions::sign_in::complete::{Opening, Proof};
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::random::secret_hash;

const NAME_MAX_CHARS: usize = 200;

/// What the invited person says of itself.
#[derive(Clone)]
pub struct Accepting {
    pub name: String,
    pub language: Language,
    pub password: String,
    pub device: Device,
    /// The session that the browser has already.
    pub replaces: Option<[u8; 32]>,
}

/// An invitation as the invited person sees it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub invitation: Invitation,
    pub seller_name: String,
}

/// The invitation of a link; `None` where it was used, withdrawn or has expired.
pub async fn find(app: &App, secret: &str) -> Result<Option<Shown>, ActionError> {
    let (hash, config, now) = (secret_hash(secret), app.config.clone(), app.now());
    app.db
        .read(async move |tx| {
            let settings = settings::at(tx, &config, now).await?;
            let invitation = invitations::any_by_token(tx, &hash, now).await?;
            let Some(invitation) = invitation.filter(|_| settings.agents_with_password) else {
                return Ok(None);
            };
            let seller = sellers::find(tx, &invitation.seller).await?;
            Ok(Some(Shown {
                seller_name: seller
                    .map_or_else(|| invitation.seller.to_string(), |seller| seller.name),
                invitation,
            }))
        })
        .await
}

/// `Ok(None)` as for [`find`].
pub async fn accept(
    app: &App,
    secret: &str,
    accepting: Accepting,
) -> Result<Option<Opening>, ActionError> {
    let name = accepting.name.trim().to_owned();
    check_text("name", &name, NAME_MAX_CHARS)?;
    // Before the costly hash: whoever has no invitation makes nobody calculate.
    if find(app, secret).await?.is_none() {
        return Ok(None);
    }
    let password = app.passwords.hash(&accepting.password).await?;
    let now = app.now();
    let opening = Opening::new(app, now, &accepting.device, accepting.replaces)?;
    let (state, opened, hash) = (app.clone(), opening.clone(), secret_hash(secret));
    let id = app.random.uuid(now)?.to_string();
    let id = AgentId::parse(id).map_err(|source| ActionError::Internal {
        operation: "making an agent's id",
        source: Box::new(source),
    })?;
    let accepted = app
        .db
        .write(async move |tx| {
            let Some(invitation) = invitations::any_by_token(tx, &hash, now).await? else {
                return Ok(false);
            };
            let seller = &invitation.seller;
            if !invitations::delete(tx, seller, invitation.id).await? {
                return Ok(false);
            }
            // The marketplace may have added the same person meanwhile.
            if agents::works_for(tx, seller, &invitation.email).await? {
                return Err(ActionError::conflict(
                    WORKS_HERE,
                    "Somebody with this e-mail works for this seller already. Sign in.",
                ));
            }
            let agent = agent(&invitation, &id, (&name, accepting.language), now);
            agents::insert(tx, &agent).await?;
            agent_passwords::set(tx, seller, &id, Some(&password)).await?;
            let viewer = Viewer::Agent { seller: seller.clone(), agent: id.clone(), role: agent.role };
            let recorder = Recorder::new(&state, &viewer, now);
            let body = json!({ "agent": id, "invitation_id": invitation.id, "role": agent.role.code(), "language": agent.language, "active": true });
            let stream = Stream::Seller(seller.clone());
            let event = recorder.event(Some(seller), stream, None, "agent.joined", body)?;
            record(tx, &[event]).await?;
            let person = Person::Agent { seller: seller.clone(), agent: id.clone() };
            let account = accounts::find(tx, &person).await?.ok_or(ActionError::NotFound)?;
            opened.save(&state, tx, &account, Proof::Invitation, now).await?;
            Ok::<_, ActionError>(true)
        })
        .await?;
    Ok(accepted.then_some(opening))
}

fn agent(
    invitation: &Invitation,
    id: &AgentId,
    (name, language): (&str, Language),
    now: Timestamp,
) -> Agent {
    Agent {
        seller: invitation.seller.clone(),
        id: id.clone(),
        name: name.to_owned(),
        email: invitation.email.clone(),
        language: language.tag().to_owned(),
        active: true,
        role: invitation.role,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

impl std::fmt::Debug for Accepting {
    /// Without the person and the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Accepting")
    }
}
