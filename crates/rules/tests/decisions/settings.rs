//! Which settings hold when, and that the past stays as it was.

use jiff::{SignedDuration, Timestamp};
use rules::contact::Kind;
use rules::ids::SettingChangeId;
use rules::keeping::RetentionPolicy;
use rules::looking::{BREAK_GLASS, BREAK_GLASS_MINUTES_MAX};
use rules::moderation::{ContactPolicy, Measure, STRIKE_DAYS, STRIKE_DAYS_MAX};
use rules::settings::{
    ChangeRefused, InvalidValue, NOTICE_MAX_CHARS, NoticeText, Setting, SettingChange,
    SettingValue, Settings, Validity, WithdrawRefused, deciding, in_force, may_enter, may_withdraw,
    retention_from,
};
use uuid::Uuid;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Midnight UTC of a day of December 2026.
fn december(day: u32) -> Timestamp {
    at(&format!("2026-12-{day:02}T00:00:00Z"))
}

fn initial() -> Settings {
    Settings {
        reply_budget: SignedDuration::from_hours(24),
        due_soon_percent: 75,
        absence_stops_clock: false,
        escalation_allowed: true,
        agents_with_password: false,
        notice_sl: NoticeText::default(),
        notice_en: NoticeText::default(),
        contact_of_sellers: ContactPolicy::OF_SELLERS,
        contact_of_buyers: ContactPolicy::OF_BUYERS,
        sampled_percent: 2,
        strike_days: STRIKE_DAYS,
        break_glass: BREAK_GLASS,
        retention: RetentionPolicy::DEFAULT,
    }
}

fn change(
    number: u128,
    value: SettingValue,
    from: u32,
    to: Option<u32>,
    known: u32,
) -> SettingChange {
    SettingChange {
        id: SettingChangeId(Uuid::from_u128(number)),
        value,
        validity: Validity {
            from: december(from),
            to: to.map(december),
        },
        known_from: december(known),
        known_to: None,
    }
}

fn hours(changes: &[SettingChange], at: Timestamp) -> i64 {
    in_force(&initial(), changes, at).reply_budget.as_hours()
}

#[test]
fn the_change_that_began_last_holds_and_an_ended_one_gives_way_to_the_one_before() {
    let changes = [
        change(1, SettingValue::ReplyMinutes(36 * 60), 5, None, 1),
        change(2, SettingValue::ReplyMinutes(48 * 60), 20, Some(27), 2),
        // Entered last, and still it does not push away what is planned for later.
        change(3, SettingValue::ReplyMinutes(12 * 60), 10, None, 9),
    ];
    for (day, expected) in [
        (4, 24),
        (5, 36),
        (9, 36),
        (10, 12),
        (19, 12),
        (20, 48),
        (26, 48),
        (27, 12),
        (31, 12),
    ] {
        assert_eq!(hours(&changes, december(day)), expected, "{day}");
    }
    let just_before = december(20) - SignedDuration::from_micros(1);
    assert_eq!(hours(&changes, just_before), 12);
}

#[test]
fn of_two_that_begin_together_the_later_entered_holds() {
    let changes = [
        change(2, SettingValue::ReplyMinutes(60), 10, None, 8),
        change(1, SettingValue::ReplyMinutes(120), 10, None, 9),
    ];
    assert_eq!(hours(&changes, december(10)), 2);
    let together = [
        change(2, SettingValue::ReplyMinutes(60), 10, None, 8),
        change(1, SettingValue::ReplyMinutes(120), 10, None, 8),
    ];
    assert_eq!(hours(&together, december(10)), 1, "the later id");
}

#[test]
fn a_withdrawn_change_never_holds() {
    let mut planned = change(1, SettingValue::AbsenceStopsClock(true), 10, None, 1);
    assert!(in_force(&initial(), &[planned.clone()], december(11)).absence_stops_clock);
    planned.known_to = Some(december(5));
    assert!(!in_force(&initial(), &[planned.clone()], december(11)).absence_stops_clock);
    assert_eq!(
        deciding(&[planned], Setting::AbsenceStopsClock, december(11)),
        None
    );
}

#[test]
fn each_value_reaches_its_own_setting() {
    let text = NoticeText::parse("Berejo vas ljudje.").unwrap();
    let asking = ContactPolicy {
        url: Measure::Confirm,
        ..ContactPolicy::OF_BUYERS
    };
    let short = RetentionPolicy::of_each(|_| Some(1)).unwrap();
    let values = [
        SettingValue::ReplyMinutes(90),
        SettingValue::DueSoonPercent(50),
        SettingValue::AbsenceStopsClock(true),
        SettingValue::EscalationAllowed(false),
        SettingValue::AgentsWithPassword(true),
        SettingValue::NoticeSl(text.clone()),
        SettingValue::NoticeEn(text.clone()),
        SettingValue::ContactOfSellers(ContactPolicy::OF_BUYERS),
        SettingValue::ContactOfBuyers(asking),
        SettingValue::SampledPercent(100),
        SettingValue::StrikeDays(30),
        SettingValue::BreakGlassMinutes(30),
        SettingValue::Retention(short),
    ];
    let codes: Vec<&str> = values.iter().map(|value| value.setting().code()).collect();
    assert_eq!(codes, Setting::ALL.map(Setting::code));
    for value in &values {
        let written = serde_json::to_value(value).unwrap();
        assert_eq!(written["setting"], value.setting().code());
        assert_eq!(
            Setting::from_code(value.setting().code()),
            Some(value.setting())
        );
        assert_eq!(
            serde_json::from_value::<SettingValue>(written).unwrap(),
            *value
        );
    }
    let changes: Vec<SettingChange> = values
        .into_iter()
        .zip(1..)
        .map(|(value, number)| change(number, value, 2, None, 1))
        .collect();
    assert_eq!(
        in_force(&initial(), &changes, december(3)),
        Settings {
            reply_budget: SignedDuration::from_mins(90),
            due_soon_percent: 50,
            absence_stops_clock: true,
            escalation_allowed: false,
            agents_with_password: true,
            notice_sl: text.clone(),
            notice_en: text,
            contact_of_sellers: ContactPolicy::OF_BUYERS,
            contact_of_buyers: asking,
            sampled_percent: 100,
            strike_days: 30,
            break_glass: SignedDuration::from_mins(30),
            retention: short,
        }
    );
    assert_eq!(in_force(&initial(), &changes, december(1)), initial());
}

#[test]
fn what_may_be_entered() {
    let now = december(10);
    let ok = SettingValue::ReplyMinutes(1_440);
    let validity = |from: u32, to: Option<u32>| Validity {
        from: december(from),
        to: to.map(december),
    };
    let past = Err(ChangeRefused::BeginsInThePast);
    let ends = Err(ChangeRefused::EndsBeforeItBegins);
    for (value, validity, expected) in [
        (&ok, validity(10, None), Ok(())),
        (&ok, validity(11, Some(12)), Ok(())),
        (&ok, validity(9, None), past),
        (&ok, validity(9, Some(20)), past),
        (&ok, validity(11, Some(11)), ends),
        (&ok, validity(12, Some(11)), ends),
        (
            &SettingValue::ReplyMinutes(0),
            validity(10, None),
            Err(InvalidValue::ReplyMinutes.into()),
        ),
        (
            &SettingValue::ReplyMinutes(600_001),
            validity(10, None),
            Err(InvalidValue::ReplyMinutes.into()),
        ),
        (
            &SettingValue::ReplyMinutes(600_000),
            validity(10, None),
            Ok(()),
        ),
        (
            &SettingValue::DueSoonPercent(0),
            validity(10, None),
            Err(InvalidValue::DueSoonPercent.into()),
        ),
        (
            &SettingValue::DueSoonPercent(100),
            validity(10, None),
            Err(InvalidValue::DueSoonPercent.into()),
        ),
        (
            &SettingValue::SampledPercent(101),
            validity(10, None),
            Err(InvalidValue::SampledPercent.into()),
        ),
        (&SettingValue::SampledPercent(0), validity(10, None), Ok(())),
        (
            &SettingValue::DueSoonPercent(99),
            validity(10, None),
            Ok(()),
        ),
    ] {
        assert_eq!(
            may_enter(value, validity, now),
            expected,
            "{value:?} {validity:?}"
        );
    }
}

#[test]
fn other_periods_of_retention_begin_when_others_have_had_time_to_see_them() {
    let now = december(10);
    let policy = RetentionPolicy::DEFAULT;
    let enter = |policy, from| {
        let validity = Validity { from, to: None };
        may_enter(&SettingValue::Retention(policy), validity, now)
    };
    let soon = december(17) - SignedDuration::from_micros(1);
    assert_eq!(enter(policy, now), Err(ChangeRefused::BeginsTooSoon));
    assert_eq!(enter(policy, soon), Err(ChangeRefused::BeginsTooSoon));
    assert_eq!(enter(policy, december(17)), Ok(()));
    assert_eq!(retention_from(now), december(17));
    let nothing = RetentionPolicy { looks: 0, ..policy };
    let invalid = Err(InvalidValue::Retention.into());
    assert_eq!(enter(nothing, december(17)), invalid);
}

#[test]
fn only_what_has_not_begun_is_withdrawn() {
    let mut planned = change(1, SettingValue::DueSoonPercent(60), 10, None, 1);
    assert_eq!(may_withdraw(&planned, december(9)), Ok(()));
    assert_eq!(
        may_withdraw(&planned, december(10)),
        Err(WithdrawRefused::HasBegun)
    );
    planned.known_to = Some(december(8));
    assert_eq!(
        may_withdraw(&planned, december(9)),
        Err(WithdrawRefused::Already)
    );
}

#[test]
fn a_notice_can_be_shown_and_has_an_end() {
    assert_eq!(NoticeText::parse(" a\r\nb \n").unwrap().as_str(), "a\nb");
    assert!(NoticeText::parse("").unwrap().is_empty());
    assert!(NoticeText::parse(&"č".repeat(NOTICE_MAX_CHARS)).is_some());
    assert_eq!(NoticeText::parse(&"č".repeat(NOTICE_MAX_CHARS + 1)), None);
    assert_eq!(NoticeText::parse("a\u{0}b"), None);
    assert!(serde_json::from_str::<NoticeText>("\"a\\u0007\"").is_err());
}

/// Whatever is entered and withdrawn by the rules, an instant that has passed keeps its answer.
#[test]
fn the_past_is_never_rewritten() {
    // A walk through a month in which every day something is tried; small steps of a generator of its own.
    let mut seed: u64 = 7;
    let mut next = |bound: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % bound
    };
    let day = |day: u64| december(1) + SignedDuration::from_hours(24 * i64::try_from(day).unwrap());
    let mut changes: Vec<SettingChange> = Vec::new();
    let mut answers: Vec<i64> = Vec::new();
    for today in 0..200 {
        let now = day(today);
        for _ in 0..3 {
            let from = day((today + next(12)).saturating_sub(3));
            let to = (next(2) == 0)
                .then(|| from + SignedDuration::from_hours(24 * i64::try_from(next(9)).unwrap()));
            let value = SettingValue::ReplyMinutes(u32::try_from(60 * (1 + next(90))).unwrap());
            let validity = Validity { from, to };
            if may_enter(&value, validity, now).is_ok() {
                changes.push(SettingChange {
                    id: SettingChangeId(Uuid::from_u128(changes.len() as u128)),
                    value,
                    validity,
                    known_from: now,
                    known_to: None,
                });
            }
            if let Some(index) = (changes.len() as u64)
                .checked_sub(1)
                .map(|most| next(most + 1))
            {
                let change = &mut changes[usize::try_from(index).unwrap()];
                if may_withdraw(change, now).is_ok() && next(3) == 0 {
                    change.known_to = Some(now);
                }
            }
        }
        // What begins now was entered now, so the answer for now stands from here on.
        answers.push(hours(&changes, now));
        for (past, expected) in answers.iter().enumerate() {
            assert_eq!(
                hours(&changes, day(past as u64)),
                *expected,
                "day {past} seen on day {today}"
            );
        }
    }
    assert!(changes.len() > 100 && changes.iter().any(SettingChange::is_withdrawn));
}

#[test]
fn no_policy_keeps_a_buyers_message_back() {
    for kind in Kind::ALL {
        for measure in Measure::ALL {
            let of = |other| match other == kind {
                true => measure,
                false => ContactPolicy::OF_BUYERS.of(other),
            };
            let policy = ContactPolicy::of_each(|other| Some(of(other))).unwrap();
            let blocks = matches!(measure, Measure::Hold | Measure::Refuse);
            let expected = match blocks {
                true => Err(InvalidValue::BlocksBuyers),
                false => Ok(()),
            };
            let of_buyers = SettingValue::ContactOfBuyers(policy);
            assert_eq!(of_buyers.check(), expected, "{kind:?} {measure:?}");
            assert_eq!(SettingValue::ContactOfSellers(policy).check(), Ok(()));
        }
    }
}

#[test]
fn a_strike_counts_for_a_day_to_ten_years() {
    for (days, expected) in [
        (0, Err(InvalidValue::StrikeDays)),
        (1, Ok(())),
        (STRIKE_DAYS_MAX, Ok(())),
        (STRIKE_DAYS_MAX + 1, Err(InvalidValue::StrikeDays)),
    ] {
        assert_eq!(SettingValue::StrikeDays(days).check(), expected, "{days}");
    }
}

#[test]
fn approved_access_lasts_for_five_minutes_to_a_day() {
    for (minutes, expected) in [
        (4, Err(InvalidValue::BreakGlassMinutes)),
        (5, Ok(())),
        (BREAK_GLASS_MINUTES_MAX, Ok(())),
        (
            BREAK_GLASS_MINUTES_MAX + 1,
            Err(InvalidValue::BreakGlassMinutes),
        ),
    ] {
        let value = SettingValue::BreakGlassMinutes(minutes);
        assert_eq!(value.check(), expected, "{minutes}");
    }
}
