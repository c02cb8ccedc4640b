//! Sealing the secrets of authenticator apps with the key of now: after a first key was set, and after another took its place.

use store::accounts::AccountKey;
use store::totp_secrets::{any_after, replace_sealed};
use store::{DbError, Tx};

use super::second_factor::owner;
use crate::app::App;
use crate::error::ActionError;

/// Secrets in one transaction.
const AT_ONCE: u32 = 200;

/// How many secrets are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resealed {
    /// Sealed with the key of now, or open where there is none.
    pub current: u64,
    /// Sealed with it by this run.
    pub anew: u64,
    /// No configured key opens them: their people need a reset.
    pub unreadable: u64,
}

/// Looks at every secret. Any number of nodes may do so at once.
pub async fn reseal(app: &App) -> Result<Resealed, ActionError> {
    let mut all = Resealed::default();
    let mut after = AccountKey {
        seller: String::new(),
        person: String::new(),
    };
    loop {
        let begin = after.clone();
        let found = app
            .db
            .read(async move |tx| any_after(tx, &begin, AT_ONCE).await)
            .await?;
        let Some((last, _)) = found.last() else {
            return Ok(all);
        };
        after = last.clone();
        let mut old = Vec::new();
        for (account, sealed) in found {
            let owner = owner(&account);
            if app.seal.is_current(&owner, &sealed) {
                all.current += 1;
            } else if let Ok(plain) = app.seal.open(&owner, &sealed) {
                let anew = app.seal.seal(&app.random, &owner, &plain)?;
                old.push((account, sealed, anew));
            } else {
                all.unreadable += 1;
            }
        }
        if !old.is_empty() {
            all.anew += app.db.write(async move |tx| save(tx, &old).await).await?;
        }
    }
}

/// One that has been offered anew or taken away meanwhile stays as it is.
async fn save(tx: &Tx, old: &[(AccountKey, Vec<u8>, Vec<u8>)]) -> Result<u64, DbError> {
    let mut saved = 0;
    for (account, before, after) in old {
        saved += u64::from(replace_sealed(tx, account, (before, after)).await?);
    }
    Ok(saved)
}
