//! Changing an absence that has not begun: other days, another deputy.

use rules::absence::{Absence, AbsenceState, Days, DecideRefused, Standing, Wish};
use rules::access::{Action, Viewer};
use rules::ids::{AbsenceId, AgentId};
use store::Tx;

use super::announce::ask;
use super::save::{check_version, load, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// What an absence is to become.
#[derive(Debug, Clone)]
pub struct ChangeAbsence {
    pub absence: AbsenceId,
    pub days: Days,
    pub deputy: Option<AgentId>,
    pub version: Option<i64>,
}

/// Changes it. With other days it is announced anew, and an approval it had is void; another deputy is the
/// seller's own business.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    command: ChangeAbsence,
) -> Result<Absence, ActionError> {
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let (state, viewer) = (app.clone(), viewer.clone());
    let work = async move |tx: &Tx| {
        let mut absence = load(tx, &viewer, command.absence, Action::AnnounceAbsence).await?;
        check_version(&absence, command.version)?;
        let refused = |refused: DecideRefused| {
            ActionError::conflict(refused.code(), format!("It cannot be changed: {refused}."))
        };
        match absence.standing(now) {
            Standing::Announced | Standing::Approved => {}
            Standing::Running => return Err(refused(DecideRefused::Begun)),
            Standing::Ended => return Err(refused(DecideRefused::Over)),
            Standing::Refused | Standing::Withdrawn => {
                return Err(refused(DecideRefused::NotLive));
            }
        }
        let was_approved = absence.state == AbsenceState::Approved;
        let other_days = absence.days != command.days;
        if other_days {
            let wish = Wish {
                agent: absence.agent.as_ref(),
                days: command.days,
                deputy: command.deputy.as_ref(),
                instead_of: Some(absence.id),
            };
            let granted = ask(tx, &state, &absence.seller, &wish).await?;
            absence.days = command.days;
            absence.starts_at = granted.starts_at;
            absence.ends_at = granted.ends_at;
            absence.working_days = granted.working_days;
            if granted.needs_approval {
                absence.state = AbsenceState::Announced;
                absence.decided_at = None;
                absence.decided_by = None;
            }
        } else {
            check_deputy(tx, &absence, command.deputy.as_ref()).await?;
        }
        absence.deputy = command.deputy.clone();
        store::absences::save(tx, &absence).await?;
        let moves_clock = was_approved && other_days;
        tell(
            tx,
            &recorder,
            &absence,
            "absence.changed",
            None,
            moves_clock,
        )
        .await?;
        absence.version += 1;
        Ok(absence)
    };
    app.db.write(work).await
}

/// The days stand as announced, so only what concerns the deputy is asked again.
async fn check_deputy(
    tx: &Tx,
    absence: &Absence,
    deputy: Option<&AgentId>,
) -> Result<(), ActionError> {
    super::save::check_agent(tx, &absence.seller, deputy, "deputy").await?;
    let others = store::absences::of_seller(tx, &absence.seller).await?;
    rules::absence::check_deputy(absence, deputy, &others).map_err(|refused| {
        ActionError::conflict(refused.code(), format!("It cannot be changed: {refused}."))
    })
}
