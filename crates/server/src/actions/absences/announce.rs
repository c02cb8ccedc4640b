//! Announcing an absence: of a whole seller to the marketplace, of one agent for the record.

use rules::absence::{self, Absence, AbsenceState, AnnounceRefused, Announced, Days, Wish};
use rules::access::{Action, Relation, Viewer};
use rules::ids::{AbsenceId, AgentId, SellerId};
use store::Tx;

use super::save::{check_agent, keep_text, seller_of, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, check};

/// An absence to be announced.
#[derive(Debug, Clone)]
pub struct AnnounceAbsence {
    /// The id that it gets, chosen by the caller: announcing again under the same id announces nothing.
    pub id: Option<AbsenceId>,
    /// `None`: the whole seller.
    pub agent: Option<AgentId>,
    pub days: Days,
    pub deputy: Option<AgentId>,
    /// For staff who decide.
    pub reason: Option<String>,
}

/// Announces it. A seller's waits for the marketplace, an agent's holds at once.
pub async fn announce(
    app: &App,
    viewer: &Viewer,
    command: AnnounceAbsence,
) -> Result<Absence, ActionError> {
    check(viewer, Action::AnnounceAbsence, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let (_, announced_by) = actor(viewer);
    let recorder = Recorder::new(app, viewer, now);
    let id = match command.id {
        Some(id) => id,
        None => recorder.id(AbsenceId)?,
    };
    let state = app.clone();
    let work = async move |tx: &Tx| {
        if let Some(announced) = store::absences::find(tx, &seller, id).await? {
            return Ok(announced);
        }
        let wish = Wish {
            agent: command.agent.as_ref(),
            days: command.days,
            deputy: command.deputy.as_ref(),
            instead_of: None,
        };
        check_agent(tx, &seller, wish.agent, "agent").await?;
        let granted = ask(tx, &state, &seller, &wish).await?;
        let (reason, said) = match &command.reason {
            Some(text) => {
                let (reason, said) = keep_text(tx, &recorder, &seller, text).await?;
                (Some(reason), Some(said))
            }
            None => (None, None),
        };
        let absence = Absence {
            id,
            seller: seller.clone(),
            agent: command.agent.clone(),
            days: command.days,
            starts_at: granted.starts_at,
            ends_at: granted.ends_at,
            working_days: granted.working_days,
            deputy: command.deputy.clone(),
            reason,
            state: match granted.needs_approval {
                true => AbsenceState::Announced,
                false => AbsenceState::Approved,
            },
            announced_at: now,
            announced_by: announced_by.clone(),
            decided_at: None,
            decided_by: None,
            refused_because: None,
            version: 1,
        };
        store::absences::insert(tx, &absence).await?;
        tell(tx, &recorder, &absence, "absence.announced", said, false).await?;
        Ok(absence)
    };
    app.db.write(work).await
}

/// Asks the rules, with the seller's calendar and what it has announced already.
pub(super) async fn ask(
    tx: &Tx,
    app: &App,
    seller: &SellerId,
    wish: &Wish<'_>,
) -> Result<Announced, ActionError> {
    let now = app.now();
    check_agent(tx, seller, wish.deputy, "deputy").await?;
    let calendar = app
        .calendars
        .of_seller(tx, &app.config, seller, now)
        .await?;
    let others = store::absences::of_seller(tx, seller).await?;
    absence::announce(&calendar, now, wish, &others).map_err(refused)
}

fn refused(refused: AnnounceRefused) -> ActionError {
    let detail = format!("This absence cannot be announced: {refused}.");
    match refused {
        AnnounceRefused::Overlap { .. } | AnnounceRefused::DeputyAway { .. } => {
            ActionError::conflict(refused.code(), detail)
        }
        _ => ActionError::invalid(refused.code(), detail),
    }
}
