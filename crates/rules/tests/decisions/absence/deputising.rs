//! Who answers in the place of somebody who is away, and when it ends.

use jiff::Timestamp;
use rules::absence::{Absence, AbsenceState, Entrusted, StandIn, answering, stand_in};
use rules::ids::AbsenceId;

use super::support::{absence, agent, at};

/// In the middle of the absences of these tests.
const AWAY: &str = "2026-12-09T09:00:00Z";
const BACK: &str = "2026-12-12T09:00:00Z";

fn away(who: Option<&str>, deputy: Option<&str>) -> Absence {
    Absence {
        deputy: deputy.map(agent),
        ..absence(who, "12-07..12-11", AbsenceState::Approved)
    }
}

fn who_answers(absences: &[Absence], for_whom: &str, when: &str) -> Option<String> {
    let asked = agent(for_whom);
    let answers = |agent: &rules::ids::AgentId| agent.as_str() != "reader";
    let found = answering(absences, &asked, at(when), answers);
    found.map(|found| found.agent.to_string())
}

#[test]
fn the_deputy_answers_and_the_deputys_deputy_while_that_one_is_away() {
    let (ana, bor) = (Some("ana"), Some("bor"));
    let announced = Absence {
        state: AbsenceState::Announced,
        ..away(ana, bor)
    };
    for (absences, expected) in [
        (vec![], ana),
        (vec![announced], ana),
        (vec![away(ana, bor)], bor),
        (vec![away(ana, None)], None),
        (vec![away(ana, bor), away(bor, Some("cene"))], Some("cene")),
        (vec![away(ana, bor), away(bor, None)], None),
        // Two who stand in for each other.
        (vec![away(ana, bor), away(bor, ana)], None),
        // Somebody who may only read is no deputy.
        (vec![away(ana, Some("reader"))], None),
        // The whole seller is away but for one.
        (vec![away(None, Some("cene"))], Some("cene")),
        (vec![away(None, Some("ana"))], ana),
        (vec![away(None, None)], None),
        // One's own deputy is away with the seller; the seller's is there.
        (vec![away(ana, bor), away(None, Some("cene"))], Some("cene")),
        (
            vec![away(ana, None), away(None, Some("cene"))],
            Some("cene"),
        ),
        (vec![away(ana, None), away(None, Some("ana"))], None),
    ] {
        let found = who_answers(&absences, "ana", AWAY);
        assert_eq!(found.as_deref(), expected, "{absences:?}");
        assert_eq!(who_answers(&absences, "ana", BACK).as_deref(), ana);
    }
}

#[test]
fn what_a_deputy_was_entrusted_with_returns_and_what_people_gave_away_does_not() {
    let given = |principal: &str, deputy: &str| Entrusted {
        principal: agent(principal),
        deputy: agent(deputy),
        absence: id(),
    };
    let absences = [away(Some("ana"), Some("bor"))];
    let decided =
        |assignee: &str, entrusted: Option<Entrusted>, absences: &[Absence], when: &str| {
            let at: Timestamp = at(when);
            stand_in(&agent(assignee), entrusted.as_ref(), absences, at, |_| true)
        };
    let to_bor = StandIn::Entrusted(given("ana", "bor"));
    assert_eq!(decided("ana", None, &absences, AWAY), to_bor);
    assert_eq!(
        decided("bor", Some(given("ana", "bor")), &absences, AWAY),
        StandIn::Stays
    );
    let returns = StandIn::Returns {
        principal: agent("ana"),
        absence: id(),
    };
    assert_eq!(
        decided("bor", Some(given("ana", "bor")), &absences, BACK),
        returns
    );
    // Somebody has given it to Cene meanwhile.
    assert_eq!(
        decided("cene", Some(given("ana", "bor")), &absences, BACK),
        StandIn::Stays
    );
    // The deputy falls ill: the next one gets it, still for Ana.
    let both = [absences[0].clone(), away(Some("bor"), Some("cene"))];
    let to_cene = StandIn::Entrusted(given("ana", "cene"));
    assert_eq!(
        decided("bor", Some(given("ana", "bor")), &both, AWAY),
        to_cene
    );
    let alone = [away(Some("ana"), None)];
    assert_eq!(decided("ana", None, &alone, AWAY), StandIn::Nobody);
    assert_eq!(
        decided("bor", Some(given("ana", "bor")), &alone, AWAY),
        StandIn::Nobody
    );
}

fn id() -> AbsenceId {
    away(None, None).id
}
