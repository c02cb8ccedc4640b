//! Strikes: until when they count, and who contests and decides about them when.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rules::contact::{Finding, Kind, Place, Reason, Span};
use rules::conversation::AuthorKind;
use rules::ids::{
    AgentId, ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId, StrikeId,
};
use rules::moderation::{
    ContestDecided, ContestOutcome, Evidence, Given, Ground, Judged, Measure, Quoted, STRIKE_DAYS,
    Standing, Strike, StrikeRefused, contest, decide_contest, give,
};
use uuid::Uuid;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn ljubljana() -> TimeZone {
    TimeZone::get("Europe/Ljubljana").unwrap()
}

fn staff(number: u128) -> StaffId {
    StaffId(Uuid::from_u128(number))
}

fn content(number: u128) -> ContentId {
    ContentId(Uuid::from_u128(number))
}

fn given(now: Timestamp) -> Given {
    Given {
        id: StrikeId(Uuid::from_u128(1)),
        seller: SellerId::parse("nova").unwrap(),
        review: ReviewId(Uuid::from_u128(2)),
        conversation: ConversationId(Uuid::from_u128(3)),
        message: MessageId(Uuid::from_u128(4)),
        ground: Ground::ContactData,
        at: now,
        by: staff(1),
        evidence: content(5),
    }
}

/// By person 1, and before the clocks go back and forth again.
fn strike() -> Strike {
    give(given(at("2026-09-15T10:00:00Z")), STRIKE_DAYS, &ljubljana()).unwrap()
}

fn contested(now: &str) -> Strike {
    let mut strike = strike();
    contest(&mut strike, ana(), content(6), at(now)).unwrap();
    strike
}

fn ana() -> AgentId {
    AgentId::parse("ana").unwrap()
}

fn decision(by: u128, outcome: ContestOutcome, now: &str) -> ContestDecided {
    ContestDecided {
        at: at(now),
        by: staff(by),
        outcome,
        because: content(7),
    }
}

const BEFORE: &str = "2026-10-01T08:00:00Z";

#[test]
fn it_counts_for_civil_days_and_is_over_at_the_instant() {
    let strike = strike();
    // Noon in summer is noon in winter, an hour later in UTC.
    let end = at("2026-12-14T11:00:00Z");
    assert_eq!(strike.expires_at, end);
    assert!(strike.counts(end - SignedDuration::from_nanos(1)));
    assert!(!strike.counts(end));
    assert_eq!(strike.standing(end), Standing::Expired);
}

#[test]
fn it_can_be_contested_on_the_whole_last_day_of_six_months_and_not_after() {
    let end = at("2027-03-15T23:00:00Z");
    assert_eq!(strike().contest_until, end);
    let mut late = strike();
    let last = end - SignedDuration::from_nanos(1);
    assert_eq!(
        contest(&mut late, ana(), content(6), end),
        Err(StrikeRefused::TooLate)
    );
    assert_eq!(late, strike(), "a refusal changes nothing");
    assert_eq!(late.standing(last), Standing::Expired);
    assert_eq!(contest(&mut late, ana(), content(6), last), Ok(()));
    assert_eq!(
        (late.standing(last), late.counts(last)),
        (Standing::Contested, false)
    );
    // From the last day of August to the last of February.
    let august = give(given(at("2026-08-31T10:00:00Z")), 1, &ljubljana()).unwrap();
    assert_eq!(august.contest_until, at("2027-02-28T23:00:00Z"));
}

#[test]
fn it_is_contested_once_and_counts_meanwhile() {
    let mut strike = contested(BEFORE);
    assert!(strike.waits() && strike.counts(at(BEFORE)));
    assert_eq!(strike.standing(at(BEFORE)), Standing::Contested);
    let again = contest(&mut strike, ana(), content(8), at(BEFORE));
    assert_eq!(again, Err(StrikeRefused::AlreadyContested));
}

#[test]
fn another_person_decides_once() {
    let lifted = ContestOutcome::Lifted;
    let mut plain = strike();
    assert_eq!(
        decide_contest(&mut plain, decision(2, lifted, BEFORE)),
        Err(StrikeRefused::NotContested)
    );
    let mut strike = contested(BEFORE);
    assert_eq!(
        decide_contest(&mut strike, decision(1, lifted, BEFORE)),
        Err(StrikeRefused::SamePerson)
    );
    assert!(strike.waits());
    decide_contest(&mut strike, decision(2, lifted, BEFORE)).unwrap();
    assert_eq!((strike.waits(), strike.counts(at(BEFORE))), (false, false));
    assert_eq!(strike.standing(at(BEFORE)), Standing::Lifted);
    for person in [1, 2, 3] {
        let upheld = decision(person, ContestOutcome::Upheld, BEFORE);
        assert_eq!(
            decide_contest(&mut strike, upheld),
            Err(StrikeRefused::AlreadyDecided)
        );
    }
}

#[test]
fn one_that_was_upheld_counts_until_it_expires() {
    let mut strike = contested(BEFORE);
    decide_contest(&mut strike, decision(2, ContestOutcome::Upheld, BEFORE)).unwrap();
    assert_eq!(strike.standing(at(BEFORE)), Standing::Upheld);
    assert!(strike.counts(at(BEFORE)));
    assert_eq!(strike.standing(strike.expires_at), Standing::Expired);
    assert!(!strike.counts(strike.expires_at));
}

#[test]
fn a_date_beyond_every_calendar_is_refused() {
    let end = give(given(Timestamp::MAX), STRIKE_DAYS, &ljubljana());
    assert_eq!(end, Err(StrikeRefused::OutOfRange));
}

#[test]
fn what_it_rests_on_is_read_as_it_was_written() {
    let finding = Finding {
        kind: Kind::Phone,
        also: vec![Kind::Deal],
        place: Place::Text,
        span: Span { start: 3, end: 14 },
        confidence: 90,
        rule: "phone.national".to_owned(),
        version: 7,
        rule_set: 0,
        reason: Reason::PhoneNumber,
    };
    let evidence = Evidence {
        author: AuthorKind::Agent,
        written_at: at(BEFORE),
        text: Some("Na 041 123 456".to_owned()),
        findings: vec![Quoted {
            judged: Judged {
                finding,
                measure: Measure::Mask,
            },
            words: "041 123 456".to_owned(),
            attachment: None,
        }],
        ground: Ground::ContactData,
        decided_at: at(BEFORE),
    };
    let written = serde_json::to_string(&evidence).unwrap();
    assert_eq!(
        written,
        r#"{"author":"agent","written_at":"2026-10-01T08:00:00Z","text":"Na 041 123 456","findings":[{"judged":{"finding":{"kind":"phone","also":["deal"],"place":"text","span":{"start":3,"end":14},"confidence":90,"rule":"phone.national","version":7,"rule_set":0,"reason":"phone_number"},"measure":"mask"},"words":"041 123 456","attachment":null}],"ground":"contact_data","decided_at":"2026-10-01T08:00:00Z"}"#
    );
    assert_eq!(
        serde_json::from_str::<Evidence>(&written).unwrap(),
        evidence
    );
}

#[test]
fn codes_are_told_apart_and_read_back() {
    let standings: BTreeSet<&str> = Standing::ALL.map(Standing::code).into();
    assert_eq!(standings.len(), Standing::ALL.len());
    for outcome in ContestOutcome::ALL {
        assert_eq!(ContestOutcome::from_code(outcome.code()), Some(outcome));
    }
    assert_eq!(ContestOutcome::from_code("refused"), None);
}

/// A day up to the year 2100.
fn instants() -> impl Strategy<Value = Timestamp> {
    (0i64..4_102_444_800).prop_map(|second| Timestamp::from_second(second).unwrap())
}

proptest! {
    /// Whatever people try in whatever order: it never counts again once it does not, and who gave it never decides.
    #[test]
    fn a_strike_never_comes_back(
        start in instants(),
        days in 1u32..400,
        steps in prop::collection::vec((0i64..400, 0u128..4, any::<bool>()), 1..12),
    ) {
        let mut strike = give(given(start), days, &ljubljana()).unwrap();
        prop_assert!(start < strike.expires_at && start < strike.contest_until);
        let mut now = start;
        let mut counted = true;
        for (wait, who, lifts) in steps {
            now += SignedDuration::from_hours(24 * wait);
            let outcome = if lifts { ContestOutcome::Lifted } else { ContestOutcome::Upheld };
            let before = strike.clone();
            let done = match who {
                0 => contest(&mut strike, ana(), content(6), now),
                by => decide_contest(&mut strike, ContestDecided { at: now, by: staff(by), outcome, because: content(7) }),
            };
            prop_assert!(done.is_ok() || strike == before);
            if let Some(decided) = strike.contest.as_ref().and_then(|contest| contest.decided) {
                prop_assert!(decided.by != strike.given_by);
            }
            prop_assert!(counted || !strike.counts(now));
            counted = strike.counts(now);
            prop_assert_eq!(
                counted,
                matches!(strike.standing(now), Standing::Counts | Standing::Upheld)
                    || (strike.standing(now) == Standing::Contested && now < strike.expires_at)
            );
        }
    }
}
