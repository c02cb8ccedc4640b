//! Ending one's session.

use crate::app::App;
use crate::error::ActionError;

/// Ends it on all nodes at once.
pub async fn sign_out(app: &App, token_hash: [u8; 32]) -> Result<(), ActionError> {
    app.db
        .write(async move |tx| store::sessions::delete(tx, &token_hash).await)
        .await?;
    Ok(())
}
