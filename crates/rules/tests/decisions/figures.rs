//! Figures: quantiles against brute force, and which questions each number counts.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use rules::conversation::DeadlineState;
use rules::figures::{AGES_H, Kind, Question, Slice, Verdict, period, quantile};
use rules::time::Weekday;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Ljubljana").unwrap()
}

fn question(received: &str, due: &str, state: DeadlineState, on_time: Option<bool>) -> Question {
    Question {
        received_at: at(received),
        due_at: Some(at(due)),
        state,
        settled_at: None,
        on_time,
        worked: None,
    }
}

proptest! {
    #[test]
    fn a_quantile_is_the_smallest_value_that_enough_do_not_exceed(
        mut values in prop::collection::vec(-50_i64..50, 0..40),
        percent in 1_u8..=100,
    ) {
        let all = values.clone();
        let enough = |value: i64| {
            let below = all.iter().filter(|other| **other <= value).count();
            below * 100 >= all.len() * usize::from(percent)
        };
        let expected = all.iter().copied().filter(|value| enough(*value)).min();
        prop_assert_eq!(quantile(&mut values, percent), expected);
    }
}

#[test]
fn a_period_is_whole_weeks_where_the_seller_is() {
    // Sunday, 29 November, 23.30 in Ljubljana is Sunday still; half an hour later a new week begins.
    let sunday = period(at("2026-11-29T22:30:00Z"), &zone(), 4);
    let mondays: Vec<String> = sunday.mondays.iter().map(ToString::to_string).collect();
    assert_eq!(
        mondays,
        ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]
    );
    assert_eq!(sunday.from, at("2026-11-01T23:00:00Z"));
    let monday = period(at("2026-11-29T23:00:00Z"), &zone(), 12);
    assert_eq!(monday.mondays.len(), 12);
    assert_eq!(monday.mondays[11].to_string(), "2026-11-30");
    // Over the end of summer time midnight stays midnight.
    assert_eq!(monday.mondays[0].to_string(), "2026-09-14");
    assert_eq!(monday.from, at("2026-09-13T22:00:00Z"));
    assert_eq!(
        period(at("2026-11-29T23:00:00Z"), &zone(), 7).mondays.len(),
        4
    );
}

#[test]
fn punctuality_counts_what_is_owed_too_long_and_leaves_out_what_is_not_owed() {
    use DeadlineState as State;
    let now = at("2026-11-24T09:00:00Z");
    let (soon, past) = ("2026-11-24T09:00:00Z", "2026-11-24T08:59:59Z");
    for (state, due, on_time, expected) in [
        (State::Answered, past, Some(true), Verdict::OnTime),
        (State::Answered, past, Some(false), Verdict::Late),
        (State::Running, past, None, Verdict::Late),
        (State::Running, soon, None, Verdict::Neither),
        (State::Standing, past, None, Verdict::Neither),
        (State::Waived, past, None, Verdict::Neither),
        (State::Withdrawn, past, None, Verdict::Neither),
    ] {
        let verdict = question("2026-11-23T09:00:00Z", due, state, on_time).verdict(now);
        assert_eq!(verdict, expected, "{state:?} due {due}");
    }
}

#[test]
fn the_slices_of_a_week_of_a_day_and_of_ages_tile_the_whole() {
    let now = at("2026-11-29T22:30:00Z");
    let weeks = period(now, &zone(), 4);
    // Every 41 minutes: all weekdays, hours and ages are met.
    let questions: Vec<Question> = (0..1_000)
        .map(|number| weeks.from + jiff::SignedDuration::from_mins(number * 41))
        .filter(|received| *received <= now)
        .map(|received| {
            question(
                &received.to_string(),
                "2026-11-24T09:00:00Z",
                DeadlineState::Running,
                None,
            )
        })
        .collect();
    assert!(questions.len() > 900);
    let count = |slice: Slice| {
        let held = questions
            .iter()
            .filter(|one| slice.holds(one, &zone(), now));
        held.count()
    };
    let all = Slice::of(Kind::Received);
    let by_week = weeks.mondays.iter().map(|week| {
        count(Slice {
            week: Some(*week),
            ..all
        })
    });
    assert_eq!(by_week.sum::<usize>(), questions.len());
    let by_hour = Weekday::ALL.iter().flat_map(|weekday| {
        (0..24).map(|hour| Slice {
            weekday: Some(*weekday),
            hour: Some(hour),
            ..all
        })
    });
    assert_eq!(by_hour.map(count).sum::<usize>(), questions.len());
    let waiting = Slice::of(Kind::Waiting);
    let by_age = (0..=AGES_H.len()).map(|age| {
        count(Slice {
            age: Some(age),
            ..waiting
        })
    });
    assert_eq!(by_age.sum::<usize>(), questions.len());
    assert_eq!(
        count(Slice::of(Kind::Late)) + count(Slice::of(Kind::OnTime)),
        questions.len(),
        "all are overdue"
    );
    let mut ages = by_age_of(&questions, now);
    ages.dedup();
    assert_eq!(ages.len(), 6, "every age occurs: {ages:?}");
}

fn by_age_of(questions: &[Question], now: Timestamp) -> Vec<usize> {
    let mut ages: Vec<usize> = questions
        .iter()
        .filter_map(|one| {
            (0..=AGES_H.len()).find(|age| {
                let slice = Slice {
                    age: Some(*age),
                    ..Slice::of(Kind::Waiting)
                };
                slice.holds(one, &zone(), now)
            })
        })
        .collect();
    ages.sort_unstable();
    ages
}
