//! Absences with the names and reasons that belong to them, for the seller and for staff.

use jiff::{SignedDuration, Timestamp};
use rules::absence::{Absence, AbsenceState};
use rules::access::{Action, Relation, Viewer};
use rules::ids::{AbsenceId, AgentId, SellerId};
use store::agents::Agent;
use store::{DbError, Tx};

use super::save::{load, seller_of};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Absences of one list for staff at most.
const STAFF_MAX: u32 = 200;

/// How long staff still see what has begun.
const STAFF_BACK: SignedDuration = SignedDuration::from_hours(60 * 24);

/// An absence with everything in words.
#[derive(Debug, Clone)]
pub struct Listed {
    pub absence: Absence,
    pub seller_name: String,
    pub agent_name: Option<String>,
    pub deputy_name: Option<String>,
    pub reason: Option<String>,
    pub refused_because: Option<String>,
}

/// The absences of the viewer's own seller, or for staff of the named one; those that end last first.
pub async fn of_seller(
    app: &App,
    viewer: &Viewer,
    named: Option<SellerId>,
) -> Result<Vec<Listed>, ActionError> {
    let seller = match (viewer, named) {
        (Viewer::Staff { .. }, Some(seller)) => seller,
        (Viewer::Staff { .. }, None) => {
            return Err(ActionError::invalid("seller_missing", "seller: name one."));
        }
        (_, named) => {
            let own = seller_of(viewer)?;
            if named.is_some_and(|named| named != own) {
                return Err(ActionError::NotFound);
            }
            own
        }
    };
    check(viewer, Action::ReadAbsences, Relation::Own)?;
    let work = async move |tx: &Tx| {
        let absences = store::absences::of_seller(tx, &seller).await?;
        Ok(worded(tx, absences).await?)
    };
    app.db.read(work).await
}

/// One absence.
pub async fn one(app: &App, viewer: &Viewer, id: AbsenceId) -> Result<Listed, ActionError> {
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        let absence = load(tx, &viewer, id, Action::ReadAbsences).await?;
        let mut listed = worded(tx, vec![absence]).await?;
        listed.pop().ok_or(ActionError::NotFound)
    };
    app.db.read(work).await
}

/// What waits for staff, the one that begins first first; it is over for none of them.
pub async fn waiting(app: &App, viewer: &Viewer) -> Result<Vec<Listed>, ActionError> {
    check_staff(viewer)?;
    let now = app.now();
    let work = async move |tx: &Tx| {
        let state = AbsenceState::Announced;
        let mut found =
            store::absences::any_in_state(tx, state, Timestamp::UNIX_EPOCH, STAFF_MAX).await?;
        found.retain(|absence| absence.ends_at > now);
        Ok(worded(tx, found).await?)
    };
    app.db.read(work).await
}

/// Sellers' absences that staff approved or refused and that begin from two months ago on.
pub async fn decided_lately(app: &App, viewer: &Viewer) -> Result<Vec<Listed>, ActionError> {
    check_staff(viewer)?;
    let since = app
        .now()
        .saturating_sub(STAFF_BACK)
        .unwrap_or(Timestamp::MIN);
    let work = async move |tx: &Tx| {
        let mut found = Vec::new();
        for state in [AbsenceState::Approved, AbsenceState::Refused] {
            let of_state = store::absences::any_in_state(tx, state, since, STAFF_MAX).await?;
            found.extend(
                of_state
                    .into_iter()
                    .filter(|absence| absence.agent.is_none()),
            );
        }
        found.sort_by_key(|absence| (absence.starts_at, absence.id));
        Ok(worded(tx, found).await?)
    };
    app.db.read(work).await
}

/// The active people of the viewer's seller, for the choice of a deputy.
pub async fn people(app: &App, viewer: &Viewer) -> Result<Vec<Agent>, ActionError> {
    check(viewer, Action::ListAgents, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let work = async move |tx: &Tx| {
        let mut agents = store::agents::of_seller(tx, &seller).await?;
        agents.retain(|agent| agent.active);
        Ok(agents)
    };
    app.db.read(work).await
}

fn check_staff(viewer: &Viewer) -> Result<(), ActionError> {
    check(viewer, Action::ReadSeller, Relation::Marketplace)
}

async fn worded(tx: &Tx, absences: Vec<Absence>) -> Result<Vec<Listed>, DbError> {
    let mut listed = Vec::with_capacity(absences.len());
    for absence in absences {
        let seller = &absence.seller;
        let (found, agent_name, deputy_name) = tokio::try_join!(
            store::sellers::find(tx, seller),
            name(tx, seller, absence.agent.as_ref()),
            name(tx, seller, absence.deputy.as_ref()),
        )?;
        let (reason, refused_because) = tokio::try_join!(
            text(tx, seller, absence.reason),
            text(tx, seller, absence.refused_because)
        )?;
        listed.push(Listed {
            seller_name: found.map_or_else(|| seller.to_string(), |found| found.name),
            agent_name,
            deputy_name,
            reason,
            refused_because,
            absence,
        });
    }
    Ok(listed)
}

async fn name(
    tx: &Tx,
    seller: &SellerId,
    agent: Option<&AgentId>,
) -> Result<Option<String>, DbError> {
    let Some(agent) = agent else {
        return Ok(None);
    };
    let found = store::agents::find(tx, seller, agent).await?;
    Ok(Some(
        found.map_or_else(|| agent.to_string(), |agent| agent.name),
    ))
}

async fn text(
    tx: &Tx,
    seller: &SellerId,
    content: Option<rules::ids::ContentId>,
) -> Result<Option<String>, DbError> {
    match content {
        Some(content) => store::contents::find(tx, seller, content).await,
        None => Ok(None),
    }
}
