//! What people are called and in which language they read. What the marketplace pushes of an agent later wins.

use rules::access::Viewer;
use rules::marketplace::check_text;
use serde_json::json;
use store::{accounts, sessions};

use super::holder::Holder;
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::attempts::account_event;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

const NAME_MAX_CHARS: usize = 200;

/// Saves both, and the language for the session too.
pub async fn save(
    app: &App,
    viewer: &Viewer,
    session: [u8; 32],
    (name, language): (&str, Language),
) -> Result<(), ActionError> {
    let holder = Holder::of(viewer)?;
    let name = name.trim().to_owned();
    check_text("name", &name, NAME_MAX_CHARS)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx| {
            let before = holder.account(tx).await?;
            sessions::set_language(tx, &session, language.tag()).await?;
            let changed: Vec<&str> = [
                ("name", before.name != name),
                ("language", before.language != language.tag()),
            ]
            .into_iter()
            .filter_map(|(field, changed)| changed.then_some(field))
            .collect();
            if changed.is_empty() {
                return Ok(());
            }
            let now = recorder.now;
            accounts::set_profile(tx, &holder.person, (&name, language.tag()), now).await?;
            let body = json!({ "changed": changed });
            let event = account_event(&recorder, &holder.person, "account.changed", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}
