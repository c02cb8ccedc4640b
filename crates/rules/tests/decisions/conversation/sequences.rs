//! Random sequences of steps: whatever people do in whatever order, the invariants hold.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rules::conversation::{
    AuthorKind, ConversationState, DeadlineState, close, hand_back, mark_no_reply_needed, object,
    reopen, take_over,
};
use rules::ids::ContentId;
use uuid::Uuid;

use super::support::{Case, DUE_SOON_PERCENT, at, staff};

#[derive(Debug, Clone, Copy)]
enum Step {
    Write(AuthorKind),
    Close(AuthorKind),
    Reopen,
    Waive,
    Object,
    TakeOver,
    HandBack,
    Ring,
}

fn step() -> impl Strategy<Value = Step> {
    let authors = prop::sample::select(AuthorKind::ALL.to_vec());
    prop_oneof![
        4 => authors.prop_map(Step::Write),
        1 => prop::sample::select(vec![AuthorKind::Agent, AuthorKind::Buyer, AuthorKind::Staff]).prop_map(Step::Close),
        1 => Just(Step::Reopen),
        1 => Just(Step::Waive),
        1 => Just(Step::Object),
        1 => Just(Step::TakeOver),
        1 => Just(Step::HandBack),
        1 => Just(Step::Ring),
    ]
}

/// A refused step must leave everything as it was.
fn take(case: &mut Case, step: Step, now: Timestamp) -> bool {
    let calendar = case.calendar.clone();
    let conversation = &mut case.conversation;
    match step {
        Step::Write(author) => case.try_write(author, now, None).is_ok(),
        Step::Close(author) => close(conversation, author, now).is_ok(),
        Step::Reopen => reopen(conversation, now).is_ok(),
        Step::Waive => mark_no_reply_needed(conversation, ContentId(Uuid::nil()), now).is_ok(),
        Step::Object => object(conversation, &calendar, DUE_SOON_PERCENT, now).is_ok(),
        Step::TakeOver => take_over(conversation, staff(), &calendar, now).is_ok(),
        Step::HandBack => hand_back(conversation, &calendar, DUE_SOON_PERCENT, now).is_ok(),
        Step::Ring => {
            if let Some(deadline) = &mut conversation.deadline {
                deadline.ring(now);
            }
            true
        }
    }
}

fn check(case: &Case, now: Timestamp) {
    let conversation = &case.conversation;
    let Some(deadline) = &conversation.deadline else {
        return;
    };
    assert!(deadline.derivation.adds_up(), "{deadline:?}");
    assert_eq!(deadline.derivation.due, deadline.due_at);
    let standing = deadline.stops.last().is_some_and(|stop| stop.to.is_none());
    match deadline.state {
        DeadlineState::Running => assert!(deadline.due_at.is_some() && !standing),
        DeadlineState::Standing => {
            assert!(deadline.due_at.is_none() && standing && conversation.taken_over.is_some())
        }
        DeadlineState::Waived => {
            assert!(deadline.waived_because.is_some() && deadline.next_alarm_at.is_none())
        }
        DeadlineState::Answered => {
            assert!(deadline.on_time.is_some() && deadline.next_alarm_at.is_none())
        }
        DeadlineState::Withdrawn => {
            assert!(deadline.on_time.is_none() && deadline.settled_at.is_some())
        }
    }
    if conversation.state == ConversationState::Closed {
        assert!(!deadline.is_waiting(), "nobody may close away what waits");
    }
    if deadline.state == DeadlineState::Running && conversation.taken_over.is_some() {
        assert!(
            deadline.due_at.is_some_and(|due| due <= now),
            "only what was used up runs on while taken over"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_after_any_steps(steps in prop::collection::vec((step(), 1_i64..200_000), 1..60)) {
        let mut case = Case::new();
        let mut now = at("2026-11-20T12:00:00Z");
        for (step, seconds) in steps {
            now += SignedDuration::from_secs(seconds);
            let before = case.conversation.clone();
            if take(&mut case, step, now) {
                prop_assert!(case.conversation.version >= before.version);
            } else {
                prop_assert_eq!(&case.conversation, &before, "a refused {:?} changed something", step);
            }
            check(&case, now);
        }
    }
}
