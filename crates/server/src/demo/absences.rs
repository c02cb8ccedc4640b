//! Who of the demonstration is away: one seller waits for an answer, one closes tomorrow, one agent is on leave.

use jiff::Span;
use rules::absence::Days;
use rules::access::{AgentRole, Role, Roles, Viewer};
use rules::ids::{AgentId, SellerId, StaffId};

use super::script::{AGENT, SELLER};
use crate::actions::absences::{self, AnnounceAbsence, DecideAbsence};
use crate::app::App;
use crate::error::ActionError;

/// Announces them as the sellers would, and lets the moderator approve one.
pub(super) async fn load(app: &App, moderator: StaffId) -> Result<(), ActionError> {
    let svetilko = owner(SELLER, AGENT)?;
    announce(app, &svetilko, Some("matic"), (0, 6), Some(AGENT), None).await?;
    let reason = Some("Kolektivni dopust in inventura");
    announce(app, &svetilko, None, (24, 33), None, reason).await?;
    let other = owner("gozdna-skrinja", "urska")?;
    let closes = announce(app, &other, None, (1, 6), None, Some("Sejem v Celju")).await?;
    let staff = Viewer::Staff {
        staff: moderator,
        roles: Roles::new([Role::Moderator]),
    };
    let approval = DecideAbsence {
        absence: closes,
        refused_because: None,
        version: None,
    };
    absences::decide(app, &staff, approval).await?;
    Ok(())
}

async fn announce(
    app: &App,
    viewer: &Viewer,
    agent: Option<&str>,
    (first, last): (i32, i32),
    deputy: Option<&str>,
    reason: Option<&str>,
) -> Result<rules::ids::AbsenceId, ActionError> {
    let zone = crate::actions::reading_zone::run(app, viewer).await?;
    let today = zone.to_datetime(app.now()).date();
    let day = |days: i32| today.checked_add(Span::new().days(days)).unwrap_or(today);
    let command = AnnounceAbsence {
        id: None,
        agent: agent.map(person).transpose()?,
        days: Days {
            first: day(first),
            last: day(last),
        },
        deputy: deputy.map(person).transpose()?,
        reason: reason.map(str::to_owned),
    };
    Ok(absences::announce(app, viewer, command).await?.id)
}

fn owner(seller: &str, agent: &str) -> Result<Viewer, ActionError> {
    let wrong = |_| ActionError::NotFound;
    Ok(Viewer::Agent {
        seller: SellerId::parse(seller).map_err(wrong)?,
        agent: person(agent)?,
        role: AgentRole::Owner,
    })
}

fn person(id: &str) -> Result<AgentId, ActionError> {
    AgentId::parse(id).map_err(|_| ActionError::NotFound)
}
