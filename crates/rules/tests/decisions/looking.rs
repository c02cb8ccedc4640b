//! Break-glass access: who approves it, what it opens, and when it ends.

use jiff::{SignedDuration, Timestamp};
use rules::ids::{AccessId, ContentId, ConversationId, SellerId, StaffId};
use rules::looking::{ASK_HOLDS, Access, AccessRefused, AccessState, BREAK_GLASS};
use uuid::Uuid;

const ASKS: StaffId = StaffId(Uuid::from_u128(1));
const OTHER: StaffId = StaffId(Uuid::from_u128(2));
const HERE: ConversationId = ConversationId(Uuid::from_u128(3));
const ELSEWHERE: ConversationId = ConversationId(Uuid::from_u128(4));

fn seller(id: &str) -> SellerId {
    SellerId::parse(id).unwrap()
}

fn at(minutes: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
}

fn asked(conversation: Option<ConversationId>) -> Access {
    Access {
        id: AccessId(Uuid::from_u128(5)),
        seller: seller("nova"),
        conversation,
        asked_by: ASKS,
        asked_at: at(0),
        reason: ContentId(Uuid::from_u128(6)),
        ticket: None,
        decided: None,
        ended: None,
    }
}

#[test]
fn nobody_approves_or_refuses_what_one_asks_for_oneself() {
    for lasts in [Some(BREAK_GLASS), None] {
        let mut access = asked(Some(HERE));
        let refused = access.decide(ASKS, at(1), lasts);
        assert_eq!(refused, Err(AccessRefused::SamePerson));
        assert_eq!(access, asked(Some(HERE)));
    }
}

#[test]
fn approved_access_opens_what_was_asked_for_until_its_time_is_over() {
    let mut access = asked(Some(HERE));
    assert!(!access.opens(&seller("nova"), HERE, at(1)));
    access.decide(OTHER, at(2), Some(BREAK_GLASS)).unwrap();
    assert_eq!(access.state(at(2)), AccessState::Running);
    for (of, id, minute, opens) in [
        ("nova", HERE, 2, true),
        ("nova", HERE, 61, true),
        ("nova", HERE, 62, false),
        ("nova", ELSEWHERE, 3, false),
        ("drugi", HERE, 3, false),
    ] {
        assert_eq!(access.opens(&seller(of), id, at(minute)), opens, "{minute}");
    }
    assert_eq!(access.state(at(62)), AccessState::Expired);

    let mut to_all = asked(None);
    to_all.decide(OTHER, at(2), Some(BREAK_GLASS)).unwrap();
    assert!(to_all.opens(&seller("nova"), ELSEWHERE, at(3)));
    assert!(!to_all.opens(&seller("drugi"), ELSEWHERE, at(3)));
}

#[test]
fn what_was_decided_is_decided_once() {
    let mut access = asked(None);
    access.decide(OTHER, at(1), None).unwrap();
    assert_eq!(access.state(at(1)), AccessState::Refused);
    let again = access.decide(OTHER, at(2), Some(BREAK_GLASS));
    assert_eq!(again, Err(AccessRefused::NotWaiting));
    assert_eq!(access.end(ASKS, at(2)), Err(AccessRefused::NotRunning));
}

#[test]
fn a_request_that_nobody_answers_lapses_and_cannot_be_approved_later() {
    let mut access = asked(None);
    let late = at(0) + ASK_HOLDS;
    assert_eq!(access.state(late), AccessState::Lapsed);
    let refused = access.decide(OTHER, late, Some(BREAK_GLASS));
    assert_eq!(refused, Err(AccessRefused::NotWaiting));
    let just_before = late - SignedDuration::from_secs(1);
    access
        .decide(OTHER, just_before, Some(BREAK_GLASS))
        .unwrap();
}

#[test]
fn it_can_be_ended_early_and_the_request_taken_back() {
    let mut running = asked(Some(HERE));
    running.decide(OTHER, at(1), Some(BREAK_GLASS)).unwrap();
    running.end(OTHER, at(5)).unwrap();
    assert_eq!(running.state(at(5)), AccessState::Ended);
    assert!(!running.opens(&seller("nova"), HERE, at(5)));
    assert_eq!(running.end(ASKS, at(6)), Err(AccessRefused::NotRunning));

    let mut waiting = asked(Some(HERE));
    waiting.end(ASKS, at(1)).unwrap();
    let refused = waiting.decide(OTHER, at(2), Some(BREAK_GLASS));
    assert_eq!(refused, Err(AccessRefused::NotWaiting));
}
