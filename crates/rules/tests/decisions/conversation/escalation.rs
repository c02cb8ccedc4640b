//! The buyer calls the marketplace once the seller has let the deadline lapse.

use jiff::SignedDuration;
use rules::conversation::{
    AuthorKind, Change, EscalationEnd, EscalationRefused, NoReplyRefused, close, escalate,
    escalation_possible_at, hand_back, mark_no_reply_needed, take_over,
};
use rules::ids::ContentId;
use uuid::Uuid;

use super::support::{Case, DUE_SOON_PERCENT, at, staff};

const DUE: &str = "2026-11-24T09:00:00Z";
const LAPSED: &str = "2026-11-24T09:00:00.000001Z";

fn asked() -> Case {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    case
}

fn escalated() -> Case {
    let mut case = asked();
    escalate(&mut case.conversation, at(LAPSED)).unwrap();
    case
}

#[test]
fn it_is_possible_the_instant_the_deadline_has_lapsed() {
    let mut case = asked();
    let version = case.conversation.version;
    assert_eq!(escalation_possible_at(&case.conversation), Some(at(LAPSED)));
    assert_eq!(
        escalate(&mut case.conversation, at(DUE)),
        Err(EscalationRefused::NotYet {
            possible_at: at(LAPSED)
        })
    );
    assert_eq!(
        (case.conversation.version, case.conversation.escalated_at),
        (version, None)
    );
    assert_eq!(
        escalate(&mut case.conversation, at(LAPSED)),
        Ok(vec![Change::Escalated])
    );
    assert_eq!(case.conversation.escalated_at, Some(at(LAPSED)));
    assert_eq!(case.conversation.version, version + 1);
    assert_eq!(escalation_possible_at(&case.conversation), None);
}

#[test]
fn where_nothing_lapses_there_is_nothing_to_call_for() {
    let later = at("2026-11-26T09:00:00Z");
    let mut answered = asked();
    answered.write(AuthorKind::Agent, "2026-11-23T10:00:00Z");
    let mut waived = asked();
    let reason = ContentId(Uuid::nil());
    mark_no_reply_needed(&mut waived.conversation, reason, at(DUE)).unwrap();
    for case in [&mut Case::new(), &mut answered, &mut waived] {
        assert_eq!(
            escalate(&mut case.conversation, later),
            Err(EscalationRefused::NothingWaits)
        );
    }
    let mut standing = asked();
    take_over(
        &mut standing.conversation,
        staff(),
        &standing.calendar,
        at("2026-11-23T10:00:00Z"),
    )
    .unwrap();
    assert_eq!(
        escalate(&mut standing.conversation, later),
        Err(EscalationRefused::TakenOver)
    );
    assert_eq!(
        escalate(&mut escalated().conversation, later),
        Err(EscalationRefused::AlreadyEscalated)
    );
}

#[test]
fn an_answer_of_the_seller_or_the_marketplace_ends_it() {
    for (author, end) in [
        (AuthorKind::Agent, Some(EscalationEnd::Answered)),
        (AuthorKind::Staff, Some(EscalationEnd::StaffAnswered)),
        (AuthorKind::Automation, None),
        (AuthorKind::Buyer, None),
    ] {
        let mut case = escalated();
        let changes = case.write(author, "2026-11-24T12:00:00Z");
        let ended = changes.iter().find_map(|change| match change {
            Change::EscalationEnded { by } => Some(*by),
            _ => None,
        });
        assert_eq!(ended, end, "{author:?}");
        assert_eq!(
            case.conversation.escalated_at.is_some(),
            end.is_none(),
            "{author:?}"
        );
    }
}

#[test]
fn taking_over_and_closing_end_it_and_the_seller_can_do_neither() {
    let mut case = escalated();
    let now = at("2026-11-24T10:00:00Z");
    let taken = take_over(&mut case.conversation, staff(), &case.calendar, now).unwrap();
    assert!(taken.contains(&Change::EscalationEnded {
        by: EscalationEnd::TakenOver
    }));

    let mut case = escalated();
    let closed = close(&mut case.conversation, AuthorKind::Buyer, now).unwrap();
    assert!(closed.contains(&Change::EscalationEnded {
        by: EscalationEnd::Closed
    }));
    assert_eq!(case.conversation.escalated_at, None);

    let mut case = escalated();
    assert_eq!(
        mark_no_reply_needed(&mut case.conversation, ContentId(Uuid::nil()), now),
        Err(NoReplyRefused::Escalated)
    );
    assert!(close(&mut case.conversation, AuthorKind::Agent, now).is_err());
    assert!(case.conversation.escalated_at.is_some());
}

#[test]
fn handed_back_unanswered_it_can_be_called_again() {
    let mut case = escalated();
    let now = at("2026-11-24T10:00:00Z");
    take_over(&mut case.conversation, staff(), &case.calendar, now).unwrap();
    let back = now + SignedDuration::from_hours(1);
    hand_back(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        back,
    )
    .unwrap();
    assert_eq!(case.conversation.escalated_at, None);
    assert_eq!(
        escalate(&mut case.conversation, back),
        Ok(vec![Change::Escalated])
    );
}
