//! Approving, refusing and taking back.

use rules::absence::{
    Absence, AbsenceState, DecideRefused, Decision, Standing, Withdrawal, decide, is_away, withdraw,
};
use rules::ids::ContentId;
use uuid::Uuid;

use super::support::{absence, agent, at, staff};

const BEFORE: &str = "2026-12-01T09:00:00Z";
const DURING: &str = "2026-12-09T09:00:00Z";
const AFTER: &str = "2026-12-11T23:00:00Z";

fn announced() -> Absence {
    absence(None, "12-07..12-11", AbsenceState::Announced)
}

fn approved() -> Absence {
    absence(None, "12-07..12-11", AbsenceState::Approved)
}

#[test]
fn how_it_stands_follows_from_what_was_decided_and_the_instant() {
    use AbsenceState as State;
    for (state, when, expected) in [
        (State::Announced, BEFORE, Standing::Announced),
        (State::Announced, DURING, Standing::Announced),
        (State::Announced, AFTER, Standing::Ended),
        (State::Approved, BEFORE, Standing::Approved),
        (State::Approved, "2026-12-06T23:00:00Z", Standing::Running),
        (State::Approved, "2026-12-11T22:59:59Z", Standing::Running),
        (State::Approved, AFTER, Standing::Ended),
        (State::Refused, DURING, Standing::Refused),
        (State::Withdrawn, AFTER, Standing::Withdrawn),
    ] {
        let absence = absence(None, "12-07..12-11", state);
        assert_eq!(absence.standing(at(when)), expected, "{state:?} at {when}");
    }
}

#[test]
fn each_is_decided_once() {
    let because = ContentId(Uuid::from_u128(9));
    let mut approved = announced();
    decide(&mut approved, Decision::Approve, staff(), at(BEFORE)).unwrap();
    assert_eq!(approved.state, AbsenceState::Approved);
    assert_eq!(
        (approved.decided_at, approved.decided_by),
        (Some(at(BEFORE)), Some(staff()))
    );
    let again = decide(
        &mut approved,
        Decision::Refuse { because },
        staff(),
        at(BEFORE),
    );
    assert_eq!(again, Err(DecideRefused::AlreadyDecided));

    let mut refused = announced();
    decide(
        &mut refused,
        Decision::Refuse { because },
        staff(),
        at(DURING),
    )
    .unwrap();
    assert_eq!(
        (refused.state, refused.refused_because),
        (AbsenceState::Refused, Some(because))
    );

    let mut over = announced();
    assert_eq!(
        decide(&mut over, Decision::Approve, staff(), at(AFTER)),
        Err(DecideRefused::Over)
    );
    assert_eq!(over, announced(), "a refusal changes nothing");
}

#[test]
fn what_has_begun_is_ended_and_not_undone() {
    let mut early = approved();
    assert_eq!(withdraw(&mut early, at(BEFORE)), Ok(Withdrawal::Withdrawn));
    assert_eq!(early.state, AbsenceState::Withdrawn);
    assert_eq!(
        withdraw(&mut early, at(BEFORE)),
        Err(DecideRefused::NotLive)
    );

    let mut running = approved();
    assert_eq!(
        withdraw(&mut running, at(DURING)),
        Ok(Withdrawal::EndedEarly)
    );
    assert_eq!(
        (running.state, running.ends_at),
        (AbsenceState::Approved, at(DURING))
    );
    assert_eq!(running.standing(at(DURING)), Standing::Ended);
    assert_eq!(withdraw(&mut running, at(DURING)), Err(DecideRefused::Over));
}

#[test]
fn a_seller_that_is_away_leaves_only_its_deputy() {
    let mut seller = approved();
    seller.deputy = Some(agent("maja"));
    let luka = absence(Some("luka"), "12-14..12-14", AbsenceState::Approved);
    let asked = absence(Some("maja"), "12-14..12-14", AbsenceState::Announced);
    let all = [seller, luka, asked];
    for (who, when, away) in [
        ("luka", DURING, true),
        ("maja", DURING, false),
        ("luka", BEFORE, false),
        ("luka", "2026-12-14T09:00:00Z", true),
        ("maja", "2026-12-14T09:00:00Z", false),
    ] {
        assert_eq!(
            is_away(&all, &agent(who), at(when)),
            away,
            "{who} at {when}"
        );
    }
}
