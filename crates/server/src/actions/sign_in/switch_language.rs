//! Choosing the language of one's session.

use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

pub async fn switch_language(
    app: &App,
    token_hash: [u8; 32],
    language: Language,
) -> Result<(), ActionError> {
    app.db
        .write(async move |tx| store::sessions::set_language(tx, &token_hash, language.tag()).await)
        .await?;
    Ok(())
}
