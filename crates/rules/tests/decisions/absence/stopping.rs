//! Where the marketplace lets an approved absence stop the clock.

use jiff::SignedDuration;
use rules::absence::{AbsenceState, stops};
use rules::conversation::{AuthorKind, hand_back, take_over};
use rules::deadline::{Reason, StopReason, due};

use super::support::{absence, at, calendar, staff};
use crate::conversation::support::Case;

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[test]
fn only_the_sellers_own_approved_absences_stop_its_clock() {
    let all = [
        absence(None, "12-14..12-14", AbsenceState::Approved),
        absence(None, "12-07..12-11", AbsenceState::Approved),
        absence(None, "12-21..12-22", AbsenceState::Announced),
        absence(None, "12-28..12-29", AbsenceState::Withdrawn),
        absence(Some("luka"), "12-16..12-17", AbsenceState::Approved),
    ];
    let from: Vec<_> = stops(&all).into_iter().map(|stop| stop.from).collect();
    assert_eq!(
        from,
        [at("2026-12-06T23:00:00Z"), at("2026-12-13T23:00:00Z")]
    );
}

#[test]
fn the_derivation_says_that_the_seller_was_away() {
    let away = [absence(None, "12-07..12-11", AbsenceState::Approved)];
    // Friday, 4 December, 10.00: without the absence due on Monday at 10.00.
    let received = at("2026-12-04T09:00:00Z");
    let derivation = due(&calendar(), received, DAY, &stops(&away)).unwrap();
    assert_eq!(derivation.due, Some(at("2026-12-14T09:00:00Z")));
    let stopped: Vec<i8> = derivation
        .days
        .iter()
        .filter(|day| {
            let absent = Reason::Stopped {
                stop: StopReason::SellerAbsent,
            };
            day.segments
                .iter()
                .any(|segment| segment.reason.as_ref() == Some(&absent))
        })
        .map(|day| day.date.day())
        .collect();
    assert_eq!(stopped, [7, 8, 9, 10, 11]);
}

#[test]
fn a_deadline_learns_of_an_absence_and_forgets_one_that_was_taken_back() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-12-04T09:00:00Z");
    let away = stops(&[absence(None, "12-07..12-11", AbsenceState::Approved)]);
    let deadline = case.conversation.deadline.as_mut().unwrap();
    assert!(deadline.set_absences(&away));
    assert!(!deadline.set_absences(&away), "it knows it now");
    assert!(deadline.recompute(&calendar(), 75).unwrap());
    assert_eq!(deadline.due_at, Some(at("2026-12-14T09:00:00Z")));
    assert!(deadline.set_absences(&[]));
    deadline.recompute(&calendar(), 75).unwrap();
    assert_eq!(deadline.due_at, Some(at("2026-12-07T09:00:00Z")));
}

#[test]
fn a_question_during_an_absence_waits_and_staff_can_still_step_in() {
    let mut case = Case::new();
    case.absences = stops(&[absence(None, "12-07..12-11", AbsenceState::Approved)]);
    case.write(AuthorKind::Buyer, "2026-12-08T09:00:00Z");
    assert_eq!(
        case.due(),
        Some(at("2026-12-14T23:00:00Z")),
        "the whole of Monday"
    );

    take_over(
        &mut case.conversation,
        staff(),
        &calendar(),
        at("2026-12-09T09:00:00Z"),
    )
    .unwrap();
    assert_eq!(case.due(), None);
    hand_back(
        &mut case.conversation,
        &calendar(),
        75,
        at("2026-12-14T11:00:00Z"),
    )
    .unwrap();
    assert_eq!(
        case.due(),
        Some(at("2026-12-15T11:00:00Z")),
        "24 hours from the handing back"
    );

    // An absence from before the question is none of its business.
    let mut later = Case::new();
    later.absences = case.absences.clone();
    later.write(AuthorKind::Buyer, "2026-12-14T09:00:00Z");
    assert_eq!(later.due(), Some(at("2026-12-15T09:00:00Z")));
    assert!(later.conversation.deadline.unwrap().stops.is_empty());
}
