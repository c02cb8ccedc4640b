//! What may be announced, and how early.

use rules::absence::{AbsenceState, AnnounceRefused, Wish, announce};

use super::support::{NOW, absence, agent, at, calendar, code, days, wish};

#[test]
fn more_than_five_working_days_are_announced_two_weeks_ahead() {
    // Today is Monday, 23 November; 14 days ahead is Monday, 7 December.
    for (over, expected, why) in [
        (
            "11-24..11-30",
            "granted",
            "five working days from tomorrow on",
        ),
        ("11-24..12-01", "absence_too_late_for_long", "six"),
        ("12-04..12-10", "granted", "five, with a weekend in them"),
        (
            "12-05..12-13",
            "granted",
            "nine days, of which five are worked",
        ),
        (
            "12-06..12-14",
            "absence_too_late_for_long",
            "six, on the 13th day",
        ),
        ("12-07..12-14", "granted", "six, on the 14th day"),
        ("12-24..01-03", "granted", "over Christmas"),
        (
            "11-23..11-23",
            "absence_too_late",
            "today is too late for a seller",
        ),
        ("11-20..11-25", "absence_too_late", "begun already"),
        ("11-28..11-29", "absence_no_working_day", "a weekend"),
        ("12-25..12-26", "absence_no_working_day", "holidays"),
        ("12-11..12-10", "absence_ends_before_start", "backwards"),
    ] {
        assert_eq!(code(wish(None, over, &[])), expected, "{over}: {why}");
    }
}

#[test]
fn a_year_is_the_most() {
    let mut wish = Wish {
        agent: None,
        days: days("12-07..12-07"),
        deputy: None,
        instead_of: None,
    };
    for (last, expected) in [
        ("2027-12-07", "granted"),
        ("2027-12-08", "absence_too_long"),
    ] {
        wish.days.last = last.parse().unwrap();
        let announced = announce(&calendar(), at(NOW), &wish, &[]);
        assert_eq!(code(announced), expected, "{last}");
    }
}

#[test]
fn it_lasts_from_midnight_to_midnight_where_the_seller_is() {
    let announced = wish(None, "12-07..12-11", &[]).unwrap();
    assert_eq!(announced.starts_at, at("2026-12-06T23:00:00Z"));
    assert_eq!(announced.ends_at, at("2026-12-11T23:00:00Z"));
    assert_eq!(announced.working_days, 5);
    assert!(announced.needs_approval);
}

#[test]
fn a_long_absence_in_parts_is_a_long_one() {
    let first = absence(None, "11-24..11-27", AbsenceState::Announced);
    let refused = wish(None, "11-30..12-01", std::slice::from_ref(&first)).unwrap_err();
    assert_eq!(
        refused,
        AnnounceRefused::TooLateForLong {
            working_days: 6,
            earliest: "2026-12-07".parse().unwrap(),
        },
        "only a weekend lies between"
    );
    assert_eq!(
        code(wish(None, "11-30..11-30", std::slice::from_ref(&first))),
        "granted"
    );
    assert_eq!(
        code(wish(None, "12-01..12-02", std::slice::from_ref(&first))),
        "granted",
        "a working day lies between"
    );
    for state in [AbsenceState::Refused, AbsenceState::Withdrawn] {
        let gone = absence(None, "11-24..11-27", state);
        assert_eq!(
            code(wish(None, "11-30..12-01", &[gone])),
            "granted",
            "{state:?}"
        );
    }
    // A chain of three is found from its end.
    let second = absence(None, "11-30..12-01", AbsenceState::Approved);
    let chain = [second, first];
    assert!(matches!(
        wish(None, "12-02..12-02", &chain),
        Err(AnnounceRefused::TooLateForLong {
            working_days: 7,
            ..
        })
    ));
}

#[test]
fn nobody_is_away_twice_at_once() {
    let seller = absence(None, "12-07..12-11", AbsenceState::Approved);
    for (over, expected) in [
        ("12-11..12-14", "absence_overlap"),
        ("12-01..12-07", "absence_overlap"),
        ("12-08..12-09", "absence_overlap"),
        ("12-14..12-14", "granted"),
    ] {
        assert_eq!(
            code(wish(None, over, std::slice::from_ref(&seller))),
            expected,
            "{over}"
        );
    }
    assert_eq!(
        code(wish(
            Some("luka"),
            "12-08..12-09",
            std::slice::from_ref(&seller)
        )),
        "granted",
        "an agent within"
    );
    let luka = absence(Some("luka"), "12-07..12-11", AbsenceState::Approved);
    assert_eq!(
        code(wish(
            Some("luka"),
            "12-11..12-12",
            std::slice::from_ref(&luka)
        )),
        "absence_overlap"
    );
    assert_eq!(
        code(wish(
            Some("maja"),
            "12-11..12-12",
            std::slice::from_ref(&luka)
        )),
        "granted"
    );

    let mut ended = seller.clone();
    ended.ends_at = at(NOW);
    assert_eq!(
        code(wish(None, "12-08..12-09", &[ended])),
        "granted",
        "ended early"
    );
    let replacing = Wish {
        agent: None,
        days: days("12-08..12-09"),
        deputy: None,
        instead_of: Some(seller.id),
    };
    assert!(
        announce(&calendar(), at(NOW), &replacing, &[seller]).is_ok(),
        "a change of itself"
    );
}

#[test]
fn an_agent_may_fall_ill_today_and_asks_nobody() {
    let announced = wish(Some("luka"), "11-23..12-18", &[]).unwrap();
    assert!(!announced.needs_approval);
    assert_eq!(
        code(wish(Some("luka"), "11-22..11-24", &[])),
        "absence_too_late"
    );
}

#[test]
fn a_deputy_is_somebody_else_who_is_there() {
    let (luka, maja) = (agent("luka"), agent("maja"));
    let away = absence(Some("maja"), "12-09..12-10", AbsenceState::Approved);
    let check = |who, over, deputy, others: &[_]| {
        let wish = Wish {
            agent: who,
            days: days(over),
            deputy: Some(deputy),
            instead_of: None,
        };
        code(announce(&calendar(), at(NOW), &wish, others))
    };
    assert_eq!(
        check(Some(&luka), "12-07..12-08", &luka, &[]),
        "absence_own_deputy"
    );
    assert_eq!(
        check(
            Some(&luka),
            "12-07..12-08",
            &maja,
            std::slice::from_ref(&away)
        ),
        "granted"
    );
    assert_eq!(
        check(
            Some(&luka),
            "12-07..12-09",
            &maja,
            std::slice::from_ref(&away)
        ),
        "absence_deputy_away"
    );
    assert_eq!(
        check(None, "12-07..12-09", &maja, std::slice::from_ref(&away)),
        "absence_deputy_away"
    );
}
