//! `dopis create-token`: an API token, above all the first one of the marketplace's own systems.

use std::io::Write;

use jiff::SignedDuration;
use rules::ids::{AgentId, SellerId, StaffId};

use super::open::CommandError;
use crate::actions::tokens::make::{Asked, Maker, make};
use crate::api::tokens::NewToken;
use crate::app::App;
use crate::error::ActionError;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub struct CreateToken {
    /// platform (the marketplace's systems), agent, automation (a program of a seller) or staff.
    #[arg(long)]
    pub scope: String,
    /// What to call it in lists.
    #[arg(long)]
    pub name: String,
    /// Days until it expires: 1 to 366.
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=366))]
    pub days: u16,
    /// Id of the seller, for scopes agent and automation.
    #[arg(long)]
    pub seller: Option<SellerId>,
    /// Id of the agent, for scope agent.
    #[arg(long)]
    pub agent: Option<AgentId>,
    /// Id that create-staff printed, for scope staff.
    #[arg(long)]
    pub staff: Option<StaffId>,
}

/// Prints the secret, which is stored nowhere.
pub async fn run(
    app: &App,
    wanted: CreateToken,
    mut output: impl Write,
) -> Result<(), CommandError> {
    let life = SignedDuration::from_hours(i64::from(wanted.days) * 24);
    let expires_at = app
        .now()
        .saturating_add(life)
        .map_err(|source| ActionError::Internal {
            operation: "reckoning when the token expires",
            source: Box::new(source),
        })?;
    let new = NewToken {
        name: wanted.name,
        scope: wanted.scope,
        seller: wanted.seller,
        agent: wanted.agent,
        staff: wanted.staff,
        expires_at,
    };
    let asked = Asked {
        holder: new.holder()?,
        name: new.name,
        expires_at,
    };
    let made = make(app, &Maker::CommandLine, asked).await?;
    writeln!(output, "id: {}", made.token.id)?;
    writeln!(output, "expires: {expires_at}")?;
    writeln!(output, "token: {}", made.secret)?;
    Ok(())
}
