//! Making an API token. Its secret is shown in the answer and never again.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{SellerId, TokenId};
use rules::token::{Holder, TokenRefused, Wanted, may_make};
use serde_json::json;
use store::api_tokens::ApiToken;
use store::events::Stream;
use store::sessions::{Person, any_language_of};

use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::random::secret_hash;
use crate::viewer::{actor, check};

/// By this, scanners of leaked secrets know one of ours.
const PREFIX: &str = "dopis_";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub name: String,
    pub holder: Holder,
    pub expires_at: Timestamp,
}

/// Who makes it.
#[derive(Debug, Clone)]
pub enum Maker {
    /// `token_expires_at` where the request itself came with a token.
    Viewer {
        viewer: Viewer,
        token_expires_at: Option<Timestamp>,
    },
    /// Whoever can run commands on the database's machine.
    CommandLine,
}

/// The token as it is stored, and the secret, which is not.
pub struct Made {
    pub token: ApiToken,
    pub secret: String,
}

pub async fn make(app: &App, maker: &Maker, asked: Asked) -> Result<Made, ActionError> {
    let now = app.now();
    let (viewer, maker_expires_at) = match maker {
        Maker::Viewer {
            viewer,
            token_expires_at,
        } => (Some(viewer), *token_expires_at),
        Maker::CommandLine => (None, None),
    };
    if let Some(viewer) = viewer {
        check(viewer, Action::ManageTokens, Relation::Own)?;
    }
    let wanted = Wanted {
        holder: &asked.holder,
        name: &asked.name,
        expires_at: asked.expires_at,
        maker_expires_at,
    };
    may_make(viewer, &wanted, now).map_err(refused)?;
    let (recorder, created_by) = match viewer {
        Some(viewer) => {
            let (kind, id) = actor(viewer);
            (Recorder::new(app, viewer, now), format!("{kind}:{id}"))
        }
        None => (
            Recorder::of_job(app, "create-token", now),
            "command line".to_owned(),
        ),
    };
    let secret = format!("{PREFIX}{}", app.random.secret()?);
    let token = ApiToken {
        id: recorder.id(TokenId)?,
        name: asked.name,
        holder: asked.holder,
        created_by,
        created_at: now,
        expires_at: asked.expires_at,
        revoked_at: None,
    };
    let (hash, saved) = (secret_hash(&secret), token.clone());
    app.db
        .write(async move |tx| -> Result<(), ActionError> {
            if let Some(person) = holder_person(&saved.holder)
                && any_language_of(tx, &person).await?.is_none()
            {
                return Err(ActionError::invalid("token_holder", "The holder is not known or not active."));
            }
            store::api_tokens::insert(tx, &hash, &saved).await?;
            // The name is its owner's text and stays out of the event.
            let body = json!({ "token_id": saved.id, "scope": saved.holder.scope().code(), "expires_at": saved.expires_at });
            let event = recorder.event(saved.holder.seller(), stream(saved.holder.seller()), None, "token.made", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await?;
    Ok(Made { token, secret })
}

/// What happens to tokens of a seller is the seller's to see.
pub(super) fn stream(seller: Option<&SellerId>) -> Stream {
    seller.map_or_else(
        || Stream::Marketplace("tokens".into()),
        |seller| Stream::Seller(seller.clone()),
    )
}

fn holder_person(holder: &Holder) -> Option<Person> {
    match holder {
        Holder::Agent { seller, agent } => Some(Person::Agent {
            seller: seller.clone(),
            agent: agent.clone(),
        }),
        Holder::Staff(staff) => Some(Person::Staff(*staff)),
        // A seller may be pushed after its program has been given a token.
        Holder::Platform | Holder::Automation { .. } => None,
    }
}

fn refused(why: TokenRefused) -> ActionError {
    match why {
        TokenRefused::NotYours => ActionError::forbidden(why.code(), why.to_string()),
        _ => ActionError::invalid(why.code(), why.to_string()),
    }
}

impl std::fmt::Debug for Made {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Made")
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
