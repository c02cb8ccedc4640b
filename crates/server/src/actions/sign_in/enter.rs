//! Coming in from the marketplace: a hand-off token opens one session, once.

use store::DbError;
use store::sessions::{Person, any_language_of};

use super::hand_off_key::HandOffRefused;
use super::session::Beginning;
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::random::NoRandomness;

/// Why nobody came in.
#[derive(Debug)]
pub enum EnterRefused {
    Expired,
    AlreadyUsed,
    Invalid,
    /// Not the token's fault.
    Action(ActionError),
}

/// Uses the token up and begins a session, which replaces the one that the browser had.
/// A buyer need not have been pushed yet; an agent must be known and active.
pub async fn enter(
    app: &App,
    token: &str,
    device: &Device,
    replaces: Option<[u8; 32]>,
) -> Result<Beginning, EnterRefused> {
    let now = app.now();
    let refused = |why| {
        tracing::warn!(why, "a hand-off was refused");
        EnterRefused::Invalid
    };
    let key = app
        .hand_off_key
        .as_ref()
        .ok_or_else(|| refused("no key is configured"))?;
    let hand_off = key.verify(token, now).map_err(|why| match why {
        HandOffRefused::Expired => EnterRefused::Expired,
        HandOffRefused::Invalid(why) => refused(why),
    })?;
    let beginning = Beginning::new(app, now, replaces)?.on(device);
    let begun = beginning.clone();
    app.db
        .write(async move |tx| {
            if !store::handoffs::use_up(tx, &hand_off.id, hand_off.over_at).await? {
                return Err(EnterRefused::AlreadyUsed);
            }
            if let Person::Buyer(buyer) = &hand_off.person
                && store::erasures::approved_of(tx, buyer).await?.is_some()
            {
                return Err(refused("the buyer has been erased"));
            }
            let known = any_language_of(tx, &hand_off.person).await?;
            if known.is_none() && matches!(hand_off.person, Person::Agent { .. }) {
                return Err(refused("the agent is not known or not active"));
            }
            let language = hand_off
                .language
                .map(|language| language.tag().to_owned())
                .or(known);
            begun
                .save(
                    tx,
                    hand_off.person.clone(),
                    &hand_off.name,
                    language.as_deref(),
                )
                .await?;
            Ok(())
        })
        .await?;
    Ok(beginning)
}

impl From<DbError> for EnterRefused {
    fn from(error: DbError) -> EnterRefused {
        EnterRefused::Action(error.into())
    }
}

impl From<NoRandomness> for EnterRefused {
    fn from(error: NoRandomness) -> EnterRefused {
        EnterRefused::Action(error.into())
    }
}
