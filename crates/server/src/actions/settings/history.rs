//! What was changed, by whom and why.

use rules::access::{Action, Relation, Viewer};
use rules::ids::SettingChangeId;
use rules::settings::Setting;
use store::Tx;
use store::settings::Past;

use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// Changes of one page at most.
pub const PAGE_MAX: u32 = 50;

/// Changes of one setting or of all, newest first, from before a place on.
pub async fn history(
    app: &App,
    viewer: &Viewer,
    setting: Option<Setting>,
    before: Option<Place>,
    limit: u32,
) -> Result<Vec<Past>, ActionError> {
    check(viewer, Action::ReadSettings, Relation::Marketplace)?;
    let before = before.map(|place| (place.at, SettingChangeId(place.id)));
    app.db
        .read(async move |tx: &Tx| Ok(store::settings::history(tx, setting, before, limit).await?))
        .await
}
