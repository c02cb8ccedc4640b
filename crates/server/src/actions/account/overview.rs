//! Everything that people see of their own accounts.

use rules::access::{Factors, Viewer};
use store::accounts::Account;
use store::passkeys::{Passkey, of_account};
use store::session_lists::{ListedSession, of_person};
use store::totp_secrets;

use super::holder::{Holder, has_door};
use crate::actions::sign_in::with_password::must_have_factor;
use crate::app::App;
use crate::error::ActionError;

#[derive(Debug, Clone)]
pub struct Overview {
    pub account: Account,
    /// Whether it signs in here by itself.
    pub has_door: bool,
    pub factors: Factors,
    /// Recovery codes that are still good.
    pub recovery_codes: u64,
    pub passkeys: Vec<Passkey>,
    pub sessions: Vec<ListedSession>,
    /// The marketplace wants a second factor.
    pub must_have_factor: bool,
}

pub async fn overview(app: &App, viewer: &Viewer) -> Result<Overview, ActionError> {
    let (holder, state, now) = (Holder::of(viewer)?, app.clone(), app.now());
    app.db
        .read(async move |tx| {
            let account = holder.account(tx).await?;
            let (totp, recovery_codes, passkeys, sessions) = tokio::try_join!(
                totp_secrets::find(tx, &holder.key),
                totp_secrets::count_recovery_codes(tx, &holder.key),
                of_account(tx, &holder.key),
                of_person(tx, &holder.person, now),
            )?;
            Ok(Overview {
                has_door: has_door(&state, tx, &account).await?,
                factors: Factors {
                    totp: totp.is_some_and(|totp| totp.confirmed_at.is_some()),
                    passkeys: passkeys.len(),
                },
                must_have_factor: must_have_factor(&state, &account.person),
                account,
                recovery_codes,
                passkeys,
                sessions,
            })
        })
        .await
}
