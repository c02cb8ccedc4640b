//! Saves when the sessions of this node were last seen.

use store::{DbError, Tx, session_lists};

use crate::app::App;
use crate::error::ActionError;

/// How many are saved in one transaction.
const AT_ONCE: usize = 500;

/// Says how many it saved. What a failure loses is at most a minute old.
pub(super) async fn run(app: &App) -> Result<usize, ActionError> {
    let seen = app.seen_sessions.take();
    for some in seen.chunks(AT_ONCE) {
        let some = some.to_vec();
        let save = async move |tx: &Tx| -> Result<(), DbError> {
            for (token_hash, at) in &some {
                session_lists::any_seen(tx, token_hash, *at).await?;
            }
            Ok(())
        };
        app.db.write(save).await?;
    }
    Ok(seen.len())
}
