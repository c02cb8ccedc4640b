//! Who answers in the place of somebody who is away.

use jiff::Timestamp;

use super::record::{Absence, is_away};
use crate::ids::{AbsenceId, AgentId};

/// Who answers at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answering<'a> {
    pub agent: &'a AgentId,
    /// The absence because of which it is not the one who was asked for.
    pub because_of: Option<AbsenceId>,
}

/// The agent itself while it is there, otherwise the deputy of its absence, or that one's deputy while it is away too.
/// `None` where nobody of them is there. `answers` says who may answer at all.
pub fn answering<'a>(
    absences: &'a [Absence],
    agent: &'a AgentId,
    at: Timestamp,
    answers: impl Fn(&AgentId) -> bool,
) -> Option<Answering<'a>> {
    let mut asked = vec![agent];
    let mut because_of = None;
    let mut current = agent;
    while is_away(absences, current, at) || !answers(current) {
        let (absence, deputy) = deputy_of(absences, current, at)?;
        // Two who stand in for each other are both away: nobody answers.
        if asked.contains(&deputy) {
            return None;
        }
        because_of = because_of.or(Some(absence));
        asked.push(deputy);
        current = deputy;
    }
    Some(Answering {
        agent: current,
        because_of,
    })
}

/// The deputy whom the agent's own absence names, or else the one of the whole seller's.
fn deputy_of<'a>(
    absences: &'a [Absence],
    agent: &AgentId,
    at: Timestamp,
) -> Option<(AbsenceId, &'a AgentId)> {
    let named = |is_meant: &dyn Fn(Option<&AgentId>) -> bool| {
        absences
            .iter()
            .filter(|absence| absence.covers(at) && is_meant(absence.agent.as_ref()))
            .find_map(|absence| Some((absence.id, absence.deputy.as_ref()?)))
    };
    named(&|away| away == Some(agent)).or_else(|| named(&|away| away.is_none()))
}

/// A conversation that a deputy has got because somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrusted {
    /// To whom it belongs.
    pub principal: AgentId,
    pub deputy: AgentId,
    pub absence: AbsenceId,
}

/// What becomes of a conversation in which a buyer waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandIn {
    /// Who is to answer is there.
    Stays,
    /// A deputy gets it.
    Entrusted(Entrusted),
    /// The one to whom it belongs is there again.
    Returns {
        principal: AgentId,
        absence: AbsenceId,
    },
    /// Neither the one who is to answer nor a deputy is there.
    Nobody,
}

/// Decides it from who is to answer and what a deputy has been entrusted with.
/// Where people have assigned it to somebody else since then, it belongs to whom they said.
pub fn stand_in(
    assignee: &AgentId,
    entrusted: Option<&Entrusted>,
    absences: &[Absence],
    at: Timestamp,
    answers: impl Fn(&AgentId) -> bool,
) -> StandIn {
    let entrusted = entrusted.filter(|entrusted| entrusted.deputy == *assignee);
    let principal = entrusted.map_or(assignee, |entrusted| &entrusted.principal);
    match (answering(absences, principal, at, answers), entrusted) {
        (None, _) => StandIn::Nobody,
        (Some(found), _) if found.agent == assignee => StandIn::Stays,
        (
            Some(Answering {
                agent,
                because_of: Some(absence),
            }),
            _,
        ) => StandIn::Entrusted(Entrusted {
            principal: principal.clone(),
            deputy: agent.clone(),
            absence,
        }),
        (Some(found), Some(entrusted)) => StandIn::Returns {
            principal: found.agent.clone(),
            absence: entrusted.absence,
        },
        // Without an absence it is the one who was asked for, who is the assignee where nothing is entrusted.
        (Some(_), None) => StandIn::Stays,
    }
}
