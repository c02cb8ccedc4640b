//! Taking an absence back, or ending one that runs.

use rules::absence::{self, Absence, AbsenceState, Withdrawal};
use rules::access::{Action, Viewer};
use rules::ids::AbsenceId;
use store::Tx;

use super::save::{check_version, load, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// Takes it back; open deadlines are computed again if it counted.
pub async fn withdraw(
    app: &App,
    viewer: &Viewer,
    id: AbsenceId,
    version: Option<i64>,
) -> Result<Absence, ActionError> {
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        let mut absence = load(tx, &viewer, id, Action::AnnounceAbsence).await?;
        check_version(&absence, version)?;
        let counted = absence.state == AbsenceState::Approved;
        let how = absence::withdraw(&mut absence, now).map_err(|refused| {
            ActionError::conflict(
                refused.code(),
                format!("It cannot be taken back: {refused}."),
            )
        })?;
        store::absences::save(tx, &absence).await?;
        let kind = match how {
            Withdrawal::Withdrawn => "absence.withdrawn",
            Withdrawal::EndedEarly => "absence.ended_early",
        };
        tell(tx, &recorder, &absence, kind, None, counted).await?;
        absence.version += 1;
        Ok(absence)
    };
    app.db.write(work).await
}
