//! An answer that a person of the marketplace looks at first: the clock stands still, and nothing is lost by it.

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{
    AuthorKind, Change, ConversationState, DeadlineState, MessageRefused, Released, Sender, Sent,
    Terms, WaitsFor, close, hand_back, hold, owe_since, refuse, release, take_over,
};
use rules::deadline::{Reason, StopReason};
use rules::ids::{DeadlineId, MessageId};
use uuid::Uuid;

use super::support::{Case, DUE_SOON_PERCENT, at, staff};

const ASKED: &str = "2026-11-23T09:00:00Z";
const WRITTEN: &str = "2026-11-23T15:00:00Z";
const DECIDED: &str = "2026-11-23T18:00:00Z";

fn held_message() -> MessageId {
    MessageId(Uuid::from_u128(900))
}

fn asked() -> Case {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, ASKED);
    case
}

fn held_at(case: &mut Case, when: &str) -> Result<Vec<Change>, MessageRefused> {
    let sent = Sent {
        message: held_message(),
        sender: Sender::Agent,
        at: at(when),
        added: None,
    };
    hold(&mut case.conversation, &sent, &case.calendar)
}

fn released_at(case: &mut Case, now: &str) -> Vec<Change> {
    let released = Released {
        message: held_message(),
        author: AuthorKind::Agent,
        written_at: at(WRITTEN),
        now: at(now),
        others_wait: false,
        reopens: true,
    };
    release(
        &mut case.conversation,
        released,
        &case.calendar,
        DUE_SOON_PERCENT,
    )
    .unwrap()
}

fn refused_at(case: &mut Case, now: &str, others_wait: bool) -> Vec<Change> {
    refuse(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        (at(now), others_wait),
    )
    .unwrap()
}

fn state(case: &Case) -> DeadlineState {
    case.conversation.deadline.as_ref().unwrap().state
}

/// How long the derivation says that the clock stood because of a held message.
fn stood(case: &Case) -> SignedDuration {
    let derivation = &case.conversation.deadline.as_ref().unwrap().derivation;
    assert!(derivation.adds_up());
    let held = Some(Reason::Stopped {
        stop: StopReason::MessageHeld,
    });
    let segments = derivation.days.iter().flat_map(|day| &day.segments);
    segments
        .filter(|segment| segment.reason == held)
        .map(|segment| segment.to.duration_since(segment.from))
        .sum()
}

#[test]
fn while_an_answer_is_held_the_clock_stands_and_the_derivation_says_why() {
    let mut case = asked();
    let (sequence, version) = (case.conversation.last_sequence, case.conversation.version);
    assert_eq!(
        held_at(&mut case, WRITTEN),
        Ok(vec![Change::DeadlineStopped])
    );
    let deadline = case.conversation.deadline.as_ref().unwrap();
    let standing = deadline.derivation.standing.as_ref().unwrap();
    assert_eq!(
        (standing.since, standing.stop),
        (at(WRITTEN), StopReason::MessageHeld)
    );
    assert_eq!((deadline.due_at, deadline.next_alarm_at), (None, None));
    assert_eq!(WaitsFor::of(&case.conversation), WaitsFor::Marketplace);
    assert_eq!(case.conversation.last_sequence, sequence);
    assert_eq!(case.conversation.version, version + 1);
    // A second one changes nothing of it.
    assert_eq!(held_at(&mut case, "2026-11-23T16:00:00Z"), Ok(vec![]));
}

#[test]
fn released_it_answers_as_of_when_it_was_written() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    // Long after the deadline would have lapsed.
    let changes = released_at(&mut case, "2026-11-27T12:00:00Z");
    assert_eq!(
        changes,
        [
            Change::MessageSent {
                message: held_message(),
                sequence: 2,
                author: AuthorKind::Agent
            },
            Change::DeadlineResumed,
            Change::DeadlineAnswered { on_time: true },
        ]
    );
    let deadline = case.conversation.deadline.as_ref().unwrap();
    assert_eq!(deadline.settled_at, Some(at(WRITTEN)));
    assert_eq!(
        case.conversation.last_message_at,
        at("2026-11-27T12:00:00Z")
    );
    assert_eq!(stood(&case), SignedDuration::from_hours(93));
}

#[test]
fn what_was_late_when_it_was_written_stays_late() {
    let mut case = asked();
    let late = "2026-11-25T10:00:00Z";
    assert_eq!(held_at(&mut case, late), Ok(vec![]));
    assert_eq!(state(&case), DeadlineState::Running);
    let released = Released {
        message: held_message(),
        author: AuthorKind::Agent,
        written_at: at(late),
        now: at("2026-11-25T12:00:00Z"),
        others_wait: false,
        reopens: true,
    };
    let changes = release(
        &mut case.conversation,
        released,
        &case.calendar,
        DUE_SOON_PERCENT,
    );
    assert!(
        changes
            .unwrap()
            .contains(&Change::DeadlineAnswered { on_time: false })
    );
}

#[test]
fn refused_the_clock_runs_on_with_the_time_that_was_left() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    assert_eq!(
        refused_at(&mut case, DECIDED, false),
        [Change::DeadlineResumed]
    );
    assert_eq!(state(&case), DeadlineState::Running);
    // 24 hours from 09:00, and the three for which it stood.
    assert_eq!(case.due(), Some(at("2026-11-24T12:00:00Z")));
    assert_eq!(stood(&case), SignedDuration::from_hours(3));
    assert_eq!(case.conversation.last_sequence, 1);
}

#[test]
fn it_stands_until_the_last_held_message_is_decided() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    held_at(&mut case, "2026-11-23T16:00:00Z").unwrap();
    assert_eq!(refused_at(&mut case, "2026-11-23T17:00:00Z", true), []);
    assert_eq!(state(&case), DeadlineState::Standing);
    assert_eq!(
        refused_at(&mut case, DECIDED, false),
        [Change::DeadlineResumed]
    );
    assert_eq!(stood(&case), SignedDuration::from_hours(3));
}

#[test]
fn held_and_taken_over_it_runs_once_both_have_ended() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    let over = at("2026-11-23T16:00:00Z");
    let changes = take_over(&mut case.conversation, staff(), &case.calendar, over).unwrap();
    assert_eq!(changes, [Change::TakenOver]);
    assert_eq!(refused_at(&mut case, DECIDED, false), []);
    assert_eq!(state(&case), DeadlineState::Standing);
    let back = at("2026-11-23T20:00:00Z");
    let changes = hand_back(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        back,
    )
    .unwrap();
    assert_eq!(changes, [Change::HandedBack, Change::DeadlineResumed]);
    // Five hours in all, from 15:00 to 20:00, and not eight.
    assert_eq!(case.due(), Some(at("2026-11-24T14:00:00Z")));
}

#[test]
fn while_staff_answer_nothing_is_held() {
    let mut case = asked();
    take_over(
        &mut case.conversation,
        staff(),
        &case.calendar,
        at("2026-11-23T10:00:00Z"),
    )
    .unwrap();
    assert_eq!(held_at(&mut case, WRITTEN), Err(MessageRefused::TakenOver));
}

#[test]
fn what_the_buyer_asked_meanwhile_is_owed_since_it_came() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    let again = "2026-11-23T16:00:00Z";
    assert_eq!(case.write(AuthorKind::Buyer, again).len(), 1);
    let second = case.conversation.last_message;
    released_at(&mut case, DECIDED);
    assert_eq!(state(&case), DeadlineState::Answered);
    let changes = owed(&mut case, (second, at(again)));
    assert_eq!(changes, [Change::DeadlineOpened]);
    let deadline = case.conversation.deadline.as_ref().unwrap();
    assert_eq!(
        (deadline.message, deadline.received_at, deadline.state),
        (second, at(again), DeadlineState::Running)
    );
    // It stood from 16:00 to 18:00.
    assert_eq!(case.due(), Some(at("2026-11-24T18:00:00Z")));
    assert_eq!(stood(&case), SignedDuration::from_hours(2));
    assert_eq!(owed(&mut case, (second, at(again))), []);
}

fn owed(case: &mut Case, message: (MessageId, Timestamp)) -> Vec<Change> {
    let terms = Terms {
        calendar: &case.calendar,
        budget: SignedDuration::from_hours(24),
        due_soon_percent: DUE_SOON_PERCENT,
        absences: &[],
    };
    let id = DeadlineId(Uuid::from_u128(901));
    owe_since(&mut case.conversation, message, id, terms, at(DECIDED)).unwrap()
}

#[test]
fn what_was_settled_meanwhile_stays_settled() {
    let mut case = asked();
    held_at(&mut case, WRITTEN).unwrap();
    case.write(AuthorKind::Agent, "2026-11-23T17:00:00Z");
    assert_eq!(state(&case), DeadlineState::Answered);
    let changes = released_at(&mut case, DECIDED);
    assert_eq!(changes.len(), 1, "{changes:?}");
    let deadline = case.conversation.deadline.as_ref().unwrap();
    assert_eq!(deadline.settled_at, Some(at("2026-11-23T17:00:00Z")));
}

#[test]
fn it_opens_a_closed_conversation_again_unless_another_one_is_open() {
    for reopens in [true, false] {
        let mut case = asked();
        held_at(&mut case, WRITTEN).unwrap();
        close(
            &mut case.conversation,
            AuthorKind::Buyer,
            at("2026-11-23T16:00:00Z"),
        )
        .unwrap();
        let released = Released {
            message: held_message(),
            author: AuthorKind::Agent,
            written_at: at(WRITTEN),
            now: at(DECIDED),
            others_wait: false,
            reopens,
        };
        let changes = release(
            &mut case.conversation,
            released,
            &case.calendar,
            DUE_SOON_PERCENT,
        )
        .unwrap();
        assert_eq!(changes.contains(&Change::Reopened), reopens);
        let open = case.conversation.state == ConversationState::Open;
        assert_eq!(open, reopens);
        assert_eq!(case.conversation.last_sequence, 2);
        assert_eq!(state(&case), DeadlineState::Withdrawn);
    }
}
