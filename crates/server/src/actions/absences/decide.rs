//! Staff approve an announced absence or refuse it with a reason.

use rules::absence::{self, Absence, Decision};
use rules::access::{Action, Viewer};
use rules::ids::AbsenceId;
use store::Tx;

use super::save::{check_version, keep_text, load, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// What staff decide.
#[derive(Debug, Clone)]
pub struct DecideAbsence {
    pub absence: AbsenceId,
    /// `None` approves; a reason refuses.
    pub refused_because: Option<String>,
    pub version: Option<i64>,
}

/// Decides it; the seller's open deadlines are computed again after an approval.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    command: DecideAbsence,
) -> Result<Absence, ActionError> {
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        let mut absence = load(tx, &viewer, command.absence, Action::DecideAbsence).await?;
        check_version(&absence, command.version)?;
        let Viewer::Staff { staff, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only staff decide about absences.",
            ));
        };
        let (decision, said) = match &command.refused_because {
            None => (Decision::Approve, None),
            Some(text) => {
                let (because, said) = keep_text(tx, &recorder, &absence.seller, text).await?;
                (Decision::Refuse { because }, Some(said))
            }
        };
        absence::decide(&mut absence, decision, *staff, now).map_err(|refused| {
            ActionError::conflict(refused.code(), format!("It cannot be decided: {refused}."))
        })?;
        store::absences::save(tx, &absence).await?;
        let (kind, approved) = match decision {
            Decision::Approve => ("absence.approved", true),
            Decision::Refuse { .. } => ("absence.refused", false),
        };
        tell(tx, &recorder, &absence, kind, said, approved).await?;
        absence.version += 1;
        Ok(absence)
    };
    app.db.write(work).await
}
