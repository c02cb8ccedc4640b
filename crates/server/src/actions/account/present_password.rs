//! The present password, asked again before something that would lock its owner out in the hands of another.

use jiff::SignedDuration;
use store::accounts::Account;
use store::rate_limits::{Charged, Quota, charge};

use super::holder::{Holder, has_door, no_door};
use crate::app::App;
use crate::error::ActionError;

/// As often as a mistyping owner needs.
const GUESSES: Quota = Quota {
    burst: 10,
    period: SignedDuration::from_mins(15),
};

/// The code of the refusal of a wrong password.
pub const WRONG_PASSWORD: &str = "present_password";

/// The account, if this is its password.
pub(super) async fn prove(
    app: &App,
    holder: &Holder,
    password: &str,
) -> Result<Account, ActionError> {
    let (asked, state, now) = (holder.clone(), app.clone(), app.now());
    let (account, has_door, charged) = app
        .db
        .write(async move |tx| -> Result<_, ActionError> {
            let key = format!("present password {} {}", asked.key.seller, asked.key.person);
            let charged = charge(tx, &key, GUESSES, now).await?;
            let account = asked.account(tx).await?;
            let has_door = has_door(&state, tx, &account).await?;
            Ok((account, has_door, charged))
        })
        .await?;
    if let Charged::Beyond { retry_after } = charged {
        return Err(ActionError::TooMany { retry_after });
    }
    if !has_door {
        return Err(no_door());
    }
    let hashes = account.password_hash.iter().cloned().collect();
    match app.passwords.find(password, hashes).await? {
        Some(_) => Ok(account),
        None => Err(ActionError::invalid(
            WRONG_PASSWORD,
            "The present password is wrong.",
        )),
    }
}
