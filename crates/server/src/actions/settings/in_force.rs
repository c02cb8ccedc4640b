//! The settings in force, for every action that follows them.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::settings::{Setting, SettingChange, SettingValue, Settings, in_force};
use store::{DbError, Tx};

use super::initial;
use crate::app::App;
use crate::config::Config;
use crate::error::ActionError;
use crate::viewer::check;

/// The settings in force at an instant, inside a transaction. What follows from a message asks for
/// the instant at which it came; for what has passed the answer never changes.
pub async fn at(tx: &Tx, config: &Config, instant: Timestamp) -> Result<Settings, DbError> {
    Ok(Held::load(tx, config).await?.at(instant))
}

/// The settings in force now, for what happens outside a transaction.
pub async fn known(app: &App) -> Result<Settings, ActionError> {
    let (config, now) = (app.config.clone(), app.now());
    app.db
        .read(async move |tx: &Tx| Ok(at(tx, &config, now).await?))
        .await
}

/// The settings with the changes they are drawn from, for staff.
pub async fn held(app: &App, viewer: &Viewer) -> Result<Held, ActionError> {
    check(viewer, Action::ReadSettings, Relation::Marketplace)?;
    let config = app.config.clone();
    app.db
        .read(async move |tx: &Tx| Ok(Held::load(tx, &config).await?))
        .await
}

/// The newest revision of a setting, on which a form is filled in; 0 where it was never changed.
pub async fn revision(app: &App, viewer: &Viewer, setting: Setting) -> Result<i64, ActionError> {
    check(viewer, Action::ReadSettings, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| Ok(store::settings::revision(tx, setting).await?))
        .await
}

/// All that has to be known to tell the settings of any instant.
#[derive(Debug, Clone)]
pub struct Held {
    pub initial: Settings,
    /// None of them is withdrawn.
    pub changes: Vec<SettingChange>,
}

impl Held {
    pub async fn load(tx: &Tx, config: &Config) -> Result<Held, DbError> {
        Ok(Held {
            initial: initial(config),
            changes: store::settings::holding(tx).await?,
        })
    }

    /// Whether an absence stops a clock at any instant that a setting speaks of.
    pub fn lets_absences_stop(&self) -> bool {
        let on = SettingValue::AbsenceStopsClock(true);
        self.initial.absence_stops_clock || self.changes.iter().any(|change| change.value == on)
    }

    pub fn at(&self, instant: Timestamp) -> Settings {
        in_force(&self.initial, &self.changes, instant)
    }
}
