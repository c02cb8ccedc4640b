//! What one step after another does to the deadline.

use rules::conversation::{
    AddedSince, Alarm, AuthorKind, Change, ConversationState, DeadlineState, LifecycleRefused,
    MessageRefused, NoReplyRefused, TakeOverRefused, WaitsFor, close, hand_back,
    mark_no_reply_needed, object, reopen, take_over,
};
use rules::ids::ContentId;
use rules::keeping::is_over;
use uuid::Uuid;

use super::support::{Case, DUE_SOON_PERCENT, at, staff};

const REASON: ContentId = ContentId(Uuid::nil());

fn state(case: &Case) -> DeadlineState {
    case.conversation.deadline.as_ref().unwrap().state
}

#[test]
fn the_first_unanswered_message_opens_a_deadline_and_later_ones_do_not_move_it() {
    let mut case = Case::new();
    let opened = case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    assert!(opened.contains(&Change::DeadlineOpened));
    let due = case.due();
    assert_eq!(due, Some(at("2026-11-24T09:00:00Z")));
    let again = case.write(AuthorKind::Buyer, "2026-11-23T15:00:00Z");
    assert!(!again.contains(&Change::DeadlineOpened));
    assert_eq!(case.due(), due);
    assert_eq!(WaitsFor::of(&case.conversation), WaitsFor::Seller);
}

#[test]
fn only_a_person_of_the_seller_answers() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    for author in [AuthorKind::Automation, AuthorKind::Staff] {
        let changes = case.write(author, "2026-11-23T10:00:00Z");
        assert!(
            matches!(changes[..], [Change::MessageSent { .. }]),
            "{author:?}"
        );
        assert_eq!(state(&case), DeadlineState::Running);
    }
    let answered = case.write(AuthorKind::Agent, "2026-11-24T09:00:00Z");
    assert!(
        answered.contains(&Change::DeadlineAnswered { on_time: true }),
        "at the due instant is on time"
    );
    assert_eq!(WaitsFor::of(&case.conversation), WaitsFor::Buyer);
}

#[test]
fn an_answer_after_the_due_instant_is_late() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let answered = case.write(AuthorKind::Agent, "2026-11-24T09:00:00.000001Z");
    assert!(answered.contains(&Change::DeadlineAnswered { on_time: false }));
    assert_eq!(
        case.conversation.deadline.as_ref().unwrap().on_time,
        Some(false)
    );
}

#[test]
fn a_writer_who_has_not_read_everything_is_stopped_unless_it_insists() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let unread = AddedSince {
        last_read: 0,
        by_others: 1,
    };
    let when = at("2026-11-23T10:00:00Z");
    let refused = case.try_write(AuthorKind::Agent, when, Some(unread));
    assert_eq!(
        refused,
        Err(MessageRefused::WrittenMeanwhile { by_others: 1 })
    );
    assert_eq!(
        case.conversation.last_sequence, 1,
        "a refusal changes nothing"
    );
    let unknown = case.try_write(
        AuthorKind::Agent,
        when,
        Some(AddedSince {
            last_read: 2,
            by_others: 0,
        }),
    );
    assert_eq!(unknown, Err(MessageRefused::LastReadUnknown));
    assert!(
        case.try_write(AuthorKind::Agent, when, None).is_ok(),
        "without the check the writer insists"
    );
}

#[test]
fn the_seller_cannot_close_away_a_message_that_waits() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let now = at("2026-11-23T10:00:00Z");
    let refused = close(&mut case.conversation, AuthorKind::Agent, now);
    assert_eq!(refused, Err(LifecycleRefused::ReplyOwed));
    let closed = close(&mut case.conversation, AuthorKind::Buyer, now).unwrap();
    assert_eq!(closed, [Change::Closed, Change::DeadlineWithdrawn]);
    assert_eq!(
        (state(&case), WaitsFor::of(&case.conversation)),
        (DeadlineState::Withdrawn, WaitsFor::Nobody)
    );
    let again = close(&mut case.conversation, AuthorKind::Buyer, now);
    assert_eq!(again, Err(LifecycleRefused::AlreadyClosed));
}

#[test]
fn a_message_reopens_and_a_new_one_of_the_buyer_opens_a_new_deadline() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    case.write(AuthorKind::Agent, "2026-11-23T10:00:00Z");
    let first = case.conversation.deadline.as_ref().unwrap().id;
    close(
        &mut case.conversation,
        AuthorKind::Agent,
        at("2026-11-23T11:00:00Z"),
    )
    .unwrap();
    let changes = case.write(AuthorKind::Buyer, "2026-11-24T11:00:00Z");
    assert!(changes.contains(&Change::Reopened) && changes.contains(&Change::DeadlineOpened));
    assert_eq!(case.conversation.state, ConversationState::Open);
    assert_ne!(case.conversation.deadline.as_ref().unwrap().id, first);
    assert_eq!(
        reopen(&mut case.conversation, at("2026-11-24T12:00:00Z")),
        Err(LifecycleRefused::AlreadyOpen)
    );
}

#[test]
fn an_objection_brings_the_deadline_back_as_it_was_and_only_once() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let as_it_was = case.conversation.deadline.clone().unwrap();
    let marked =
        mark_no_reply_needed(&mut case.conversation, REASON, at("2026-11-23T10:00:00Z")).unwrap();
    assert_eq!(marked, [Change::DeadlineWaived { because: REASON }]);
    assert_eq!(WaitsFor::of(&case.conversation), WaitsFor::Buyer);
    let now = at("2026-11-23T20:00:00Z");
    object(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        now,
    )
    .unwrap();
    let restored = case.conversation.deadline.as_ref().unwrap();
    assert_eq!(
        (restored.state, restored.due_at),
        (DeadlineState::Running, as_it_was.due_at)
    );
    assert_eq!(restored.next_alarm_at, as_it_was.next_alarm_at);
    assert_eq!(restored.derivation, as_it_was.derivation);
    let again = mark_no_reply_needed(&mut case.conversation, REASON, now);
    assert_eq!(again, Err(NoReplyRefused::BuyerObjected));
    let twice = object(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        now,
    );
    assert_eq!(twice, Err(NoReplyRefused::NotWaived));
}

#[test]
fn an_answer_in_time_leaves_nothing_to_object_to() {
    for (answered_at, state_then) in [
        ("2026-11-24T09:00:00Z", DeadlineState::Answered),
        ("2026-11-24T09:00:01Z", DeadlineState::Waived),
    ] {
        let mut case = Case::new();
        case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
        mark_no_reply_needed(&mut case.conversation, REASON, at("2026-11-23T10:00:00Z")).unwrap();
        case.write(AuthorKind::Agent, answered_at);
        assert_eq!(state(&case), state_then, "{answered_at}");
        let objected = object(
            &mut case.conversation,
            &case.calendar,
            DUE_SOON_PERCENT,
            at("2026-11-24T10:00:00Z"),
        );
        let is_answered = state_then == DeadlineState::Answered;
        assert_eq!(objected == Err(NoReplyRefused::NotWaived), is_answered);
    }
}

#[test]
fn an_objection_after_closing_opens_the_conversation_again() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let now = at("2026-11-23T10:00:00Z");
    mark_no_reply_needed(&mut case.conversation, REASON, now).unwrap();
    close(&mut case.conversation, AuthorKind::Agent, now).unwrap();
    assert_eq!(
        state(&case),
        DeadlineState::Waived,
        "closing does not end what the buyer may object to"
    );
    let changes = object(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        now,
    )
    .unwrap();
    assert_eq!(changes, [Change::DeadlineObjected, Change::Reopened]);
}

#[test]
fn while_staff_have_taken_over_the_clock_stands_still() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let taken = take_over(
        &mut case.conversation,
        staff(),
        &case.calendar,
        at("2026-11-23T12:00:00Z"),
    )
    .unwrap();
    assert_eq!(taken, [Change::TakenOver, Change::DeadlineStopped]);
    assert_eq!(
        (case.due(), WaitsFor::of(&case.conversation)),
        (None, WaitsFor::Marketplace)
    );
    let twice = take_over(
        &mut case.conversation,
        staff(),
        &case.calendar,
        at("2026-11-23T12:00:00Z"),
    );
    assert_eq!(twice, Err(TakeOverRefused::AlreadyTakenOver));
    let when = at("2026-11-23T13:00:00Z");
    assert_eq!(
        case.try_write(AuthorKind::Agent, when, None),
        Err(MessageRefused::TakenOver)
    );
    assert_eq!(
        mark_no_reply_needed(&mut case.conversation, REASON, when),
        Err(NoReplyRefused::TakenOver)
    );
    case.write(AuthorKind::Staff, "2026-11-23T13:00:00Z");
    let now = at("2026-11-23T17:00:00Z");
    let back = hand_back(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        now,
    )
    .unwrap();
    assert_eq!(back, [Change::HandedBack, Change::DeadlineResumed]);
    assert_eq!(
        case.due(),
        Some(at("2026-11-24T14:00:00Z")),
        "five hours stood still"
    );
    assert!(
        case.conversation
            .deadline
            .as_ref()
            .unwrap()
            .derivation
            .adds_up()
    );
}

#[test]
fn a_message_that_arrives_while_taken_over_waits_with_a_standing_clock() {
    let mut case = Case::new();
    take_over(
        &mut case.conversation,
        staff(),
        &case.calendar,
        at("2026-11-23T08:00:00Z"),
    )
    .unwrap();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    assert_eq!((state(&case), case.due()), (DeadlineState::Standing, None));
    hand_back(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        at("2026-11-23T10:00:00Z"),
    )
    .unwrap();
    assert_eq!(case.due(), Some(at("2026-11-24T10:00:00Z")));
}

#[test]
fn taking_over_a_waived_message_stops_its_clock_from_then_on() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    mark_no_reply_needed(&mut case.conversation, REASON, at("2026-11-23T10:00:00Z")).unwrap();
    take_over(
        &mut case.conversation,
        staff(),
        &case.calendar,
        at("2026-11-23T12:00:00Z"),
    )
    .unwrap();
    object(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        at("2026-11-23T13:00:00Z"),
    )
    .unwrap();
    assert_eq!(state(&case), DeadlineState::Standing);
    hand_back(
        &mut case.conversation,
        &case.calendar,
        DUE_SOON_PERCENT,
        at("2026-11-23T14:00:00Z"),
    )
    .unwrap();
    assert_eq!(case.due(), Some(at("2026-11-24T11:00:00Z")));
}

#[test]
fn what_is_overdue_stays_overdue_when_staff_take_over() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let now = at("2026-11-25T09:00:00Z");
    let taken = take_over(&mut case.conversation, staff(), &case.calendar, now).unwrap();
    assert_eq!(taken, [Change::TakenOver]);
    assert!(case.conversation.deadline.as_ref().unwrap().is_overdue(now));
}

#[test]
fn alarms_ring_once_each_also_after_a_long_sleep() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let deadline = case.conversation.deadline.as_mut().unwrap();
    assert_eq!(
        deadline.next_alarm_at,
        Some(at("2026-11-24T03:00:00Z")),
        "75 % of 24 hours"
    );
    assert_eq!(deadline.ring(at("2026-11-24T02:59:59Z")), None);
    assert_eq!(
        deadline.ring(at("2026-11-24T03:00:00Z")),
        Some(Alarm::DueSoon)
    );
    assert_eq!(deadline.ring(at("2026-11-24T03:00:01Z")), None);
    assert_eq!(
        deadline.ring(at("2026-11-24T09:00:00Z")),
        None,
        "at the due instant it is not overdue yet"
    );
    assert_eq!(
        deadline.ring(at("2026-11-24T09:00:00.000001Z")),
        Some(Alarm::Overdue)
    );
    assert_eq!(
        (
            deadline.ring(at("2027-01-01T00:00:00Z")),
            deadline.next_alarm_at
        ),
        (None, None)
    );

    let mut slept = Case::new();
    slept.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let deadline = slept.conversation.deadline.as_mut().unwrap();
    let late = at("2026-12-01T00:00:00Z");
    let rung = [
        deadline.ring(late),
        deadline.ring(late),
        deadline.ring(late),
    ];
    assert_eq!(rung, [Some(Alarm::DueSoon), Some(Alarm::Overdue), None]);
}

#[test]
fn clocks_of_nodes_that_differ_never_make_a_message_older_than_the_one_before() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    case.write(AuthorKind::Agent, "2026-11-23T08:59:59Z");
    let deadline = case.conversation.deadline.as_ref().unwrap();
    assert_eq!(deadline.settled_at, Some(at("2026-11-23T09:00:00Z")));
    assert_eq!(
        case.conversation.last_message_at,
        at("2026-11-23T09:00:00Z")
    );

    let mut taken = Case::new();
    taken.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    let early = at("2026-11-23T08:59:59Z");
    take_over(&mut taken.conversation, staff(), &taken.calendar, early).unwrap();
    hand_back(
        &mut taken.conversation,
        &taken.calendar,
        DUE_SOON_PERCENT,
        early,
    )
    .unwrap();
    assert_eq!(taken.due(), Some(at("2026-11-24T09:00:00Z")));
}

#[test]
fn since_when_it_is_closed_is_known_until_it_is_open_again() {
    let mut case = Case::new();
    case.write(AuthorKind::Buyer, "2026-11-23T09:00:00Z");
    case.write(AuthorKind::Agent, "2026-11-23T10:00:00Z");
    let cutoff = at("2026-11-23T10:00:00Z");
    assert!(
        is_over(&case.conversation, cutoff),
        "its last message counts"
    );
    let closed_at = at("2026-11-24T12:00:00Z");
    close(&mut case.conversation, AuthorKind::Agent, closed_at).unwrap();
    assert_eq!(case.conversation.closed_at, Some(closed_at));
    assert!(!is_over(&case.conversation, cutoff));
    assert!(is_over(&case.conversation, closed_at));
    case.write(AuthorKind::Buyer, "2026-11-25T09:00:00Z");
    assert_eq!(case.conversation.closed_at, None);
    assert!(!is_over(&case.conversation, closed_at));
    case.conversation.emptied_at = Some(closed_at);
    assert!(!is_over(&case.conversation, at("2126-11-25T09:00:00Z")));
}
