//! What lets an agent in: a token for the API, and a session for the pages.

use std::path::Path;

use dopis::actions::sign_in::session::Beginning;
use dopis::app::App;
use dopis::commands;
use dopis::config::Config;
use dopis::error::ActionError;
use dopis::random::secret_hash;
use jiff::SignedDuration;
use rules::ids::{AgentId, ConversationId, SellerId, TokenId};
use rules::token::Holder;
use serde::Deserialize;
use store::Tx;
use store::api_tokens::ApiToken;
use store::sessions::Person;

use crate::Failure;
use crate::work::{Agent, Work};

/// Whose conversations may be read, as `large turns` prints it.
#[derive(Debug, Deserialize)]
struct Turns {
    sellers: Vec<SellerId>,
    conversations: Vec<ConversationId>,
}

/// Lets the agent `ana` of each seller in.
pub(crate) async fn run(config: Config, turns: &Path) -> Result<Work, Failure> {
    let turns: Turns = serde_json::from_slice(&std::fs::read(turns)?)?;
    let app = App::new(commands::open(&config).await?, config)?;
    let mut agents = Vec::with_capacity(turns.sellers.len());
    for seller in turns.sellers {
        agents.push(let_in(&app, seller, AgentId::parse("ana")?).await?);
    }
    app.db.close().await;
    Ok(Work {
        agents,
        conversations: turns.conversations,
    })
}

pub(crate) async fn let_in(app: &App, seller: SellerId, agent: AgentId) -> Result<Agent, Failure> {
    let now = app.now();
    let token = app.random.secret()?;
    let hash = secret_hash(&token);
    let beginning = Beginning::new(app, now, None)?;
    let session = beginning.token.clone();
    let of_token = ApiToken {
        id: app.new_id(now, TokenId)?,
        name: "bench".to_owned(),
        holder: Holder::Agent {
            seller: seller.clone(),
            agent: agent.clone(),
        },
        created_by: "bench".to_owned(),
        created_at: now,
        expires_at: now + SignedDuration::from_hours(24),
        revoked_at: None,
    };
    let person = Person::Agent {
        seller: seller.clone(),
        agent: agent.clone(),
    };
    app.db
        .write(async move |tx: &Tx| -> Result<(), ActionError> {
            store::api_tokens::insert(tx, &hash, &of_token).await?;
            beginning.save(tx, person.clone(), "", None).await?;
            Ok(())
        })
        .await?;
    Ok(Agent {
        seller,
        agent,
        token,
        session,
    })
}
