//! Refusals of one's own account, in the reader's words.

use crate::actions::account::passkeys::PASSKEY_REFUSED;
use crate::actions::account::password::WRONG_PASSWORD;
use crate::actions::account::totp::{MUST_HAVE, WRONG_CODE};
use crate::error::ActionError;
use crate::i18n::Texts;

/// The words for a refusal that the reader can do something about; the error itself where there are none.
pub(super) fn words(texts: &Texts, error: ActionError) -> Result<String, ActionError> {
    let key = match &error {
        ActionError::TooMany { retry_after } => {
            let minutes = u64::try_from(retry_after.as_secs().max(0)).unwrap_or(0) / 60 + 1;
            return Ok(texts.n("account-error-too-many", minutes));
        }
        ActionError::Stale => "account-error-crossed",
        ActionError::Invalid { code, .. } | ActionError::Conflict { code, .. } => match *code {
            WRONG_PASSWORD => "account-error-password",
            "password_length" => "account-error-length",
            WRONG_CODE => "account-error-code",
            MUST_HAVE => "account-error-required",
            PASSKEY_REFUSED => "account-error-passkey",
            "too_many_passkeys" => "account-error-passkeys",
            _ => return Err(error),
        },
        _ => return Err(error),
    };
    Ok(texts.t(key))
}
