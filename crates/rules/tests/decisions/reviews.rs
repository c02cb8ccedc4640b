//! Who may look at what, what may be decided, by when, and which messages are looked at without anybody asking.

use jiff::{SignedDuration, Timestamp, ToSpan};
use rules::conversation::AuthorKind;
use rules::deadline::{Calendar, CalendarSpec, Hours, Interval, Week};
use rules::ids::{ConversationId, MessageId, ReviewId, SellerId, StaffId};
use rules::moderation::{
    CLAIM_MINUTES, Cause, Decided, Decision, Ground, HeldState, Review, ReviewRefused, is_sampled,
    promise,
};
use uuid::Uuid;

const ONE: StaffId = StaffId(Uuid::from_u128(1));
const OTHER: StaffId = StaffId(Uuid::from_u128(2));

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn office() -> Calendar {
    let hours = Hours::new(vec![Interval::new("08:00", "16:00").unwrap()]).unwrap();
    let spec = CalendarSpec {
        week: Week::monday_to_friday(&hours),
        ..CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"))
    };
    Calendar::new(&spec, &[], at("2027-02-01T00:00:00Z")).unwrap()
}

fn review(opened_at: Timestamp) -> Review {
    let budget = SignedDuration::from_hours(4);
    let (due_at, derivation) = promise(&office(), opened_at, budget).unwrap();
    Review {
        seller: SellerId::parse("nova").unwrap(),
        id: ReviewId(Uuid::from_u128(3)),
        conversation: ConversationId(Uuid::from_u128(4)),
        message: MessageId(Uuid::from_u128(5)),
        cause: Cause::Held,
        opened_at,
        due_at,
        derivation,
        author: AuthorKind::Agent,
        language: None,
        stated: None,
        disputed_by: None,
        claim: None,
        decided: None,
    }
}

fn decided(by: StaffId, at: Timestamp, decision: Decision, ground: Ground) -> Decided {
    Decided {
        at,
        by,
        decision,
        ground,
        note: None,
    }
}

#[test]
fn four_working_hours_begin_on_friday_and_end_on_the_next_working_day() {
    // Monday, 8 February, is a holiday in Slovenia.
    let review = review(at("2027-02-05T14:00:00Z"));
    assert_eq!(review.due_at, at("2027-02-09T10:00:00Z"));
    assert!(review.derivation.adds_up());
    assert!(!review.is_overdue(review.due_at));
    assert!(review.is_overdue(review.due_at + 1.second()));
}

#[test]
fn two_are_never_at_the_same_one_until_the_first_has_let_it_lie() {
    let now = at("2027-02-09T10:00:00Z");
    let mut review = review(now);
    review.claim(ONE, now).unwrap();
    let until = now + CLAIM_MINUTES.minutes();
    let refused = ReviewRefused::Claimed { until };
    assert_eq!(review.claim(OTHER, now), Err(refused));
    let decision = decided(OTHER, now, Decision::Confirmed, Ground::DealOutside);
    assert_eq!(review.decide(decision), Err(refused));
    assert_eq!(review.claimed_by(now), Some(ONE));
    review.claim(ONE, now + 5.minutes()).unwrap();
    assert_eq!(review.claimed_by(until), Some(ONE));
    let later = now + 5.minutes() + CLAIM_MINUTES.minutes();
    assert_eq!(review.claimed_by(later), None);
    review.claim(OTHER, later).unwrap();
    assert_eq!(review.claimed_by(later), Some(OTHER));
}

#[test]
fn what_is_decided_stays_so() {
    let now = at("2027-02-09T10:00:00Z");
    let mut review = review(now);
    let decision = decided(ONE, now, Decision::Released, Ground::RequiredByLaw);
    review.decide(decision).unwrap();
    let again = decided(ONE, now, Decision::Confirmed, Ground::DealOutside);
    assert_eq!(review.decide(again), Err(ReviewRefused::Decided));
    assert_eq!(review.claim(OTHER, now), Err(ReviewRefused::Decided));
    assert_eq!(review.decided, Some(decision));
    assert!(!review.is_overdue(now + 1000.hours()));
}

#[test]
fn each_ground_belongs_to_one_decision() {
    let now = at("2027-02-09T10:00:00Z");
    for ground in Ground::ALL {
        let fits = Decision::ALL.iter().filter(|decision| {
            let decision = decided(ONE, now, **decision, *ground);
            review(now).decide(decision).is_ok()
        });
        assert_eq!(fits.count(), 1, "{}", ground.code());
    }
    let lets: Vec<bool> = Decision::ALL.iter().map(|one| one.lets_through()).collect();
    assert_eq!(lets, [false, true, true]);
}

#[test]
fn codes_are_read_as_they_are_written() {
    for cause in Cause::ALL {
        assert_eq!(Cause::from_code(cause.code()), Some(*cause));
    }
    for state in HeldState::ALL {
        assert_eq!(HeldState::from_code(state.code()), Some(*state));
    }
    assert_eq!(Decision::from_code("Confirmed"), None);
}

#[test]
fn so_many_percent_are_sampled_and_always_the_same() {
    let salts = |percent| {
        (0..10_000_u32)
            .filter(|number| {
                let mut salt = [0; 32];
                salt[4..8].copy_from_slice(&number.to_be_bytes());
                is_sampled(&salt, percent)
            })
            .count()
    };
    assert_eq!([salts(0), salts(2), salts(100)], [0, 200, 10_000]);
}
