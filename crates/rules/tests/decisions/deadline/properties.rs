//! What holds for every calendar, instant, budget and stop.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rules::deadline::{
    Calendar, CalendarSpec, CompactDerivation, DayChange, DayException, Derivation, Hours,
    Interval, Stop, StopReason, Week, due, due_at, due_soon_at, elapsed,
};

use super::build::{calendar, holiday, on, spec};

/// Zones whose clocks change at midnight, by half an hour, over a whole day, or never.
pub(crate) const ZONES: [&str; 10] = [
    "Europe/Ljubljana",
    "America/Santiago",
    "Asia/Amman",
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
];

/// From before Samoa's skipped day to beyond the last known holidays.
const FIRST_DAY: Date = date(2011, 12, 20);
const DAYS: i64 = 9_000;

pub(crate) fn any_hours(unit: &'static str) -> impl Strategy<Value = Hours> {
    let step = if unit == "minute" { 60_000_000 } else { 1 };
    prop_oneof![
        2 => Just(Hours::whole_day()),
        1 => Just(Hours::CLOSED),
        4 => prop::collection::btree_set(0..=86_400_000_000_i64 / step, 2..=6).prop_map(move |cuts| {
            let cuts: Vec<i64> = cuts.into_iter().map(|cut| cut * step).collect();
            let pairs = cuts.chunks_exact(2);
            let intervals = pairs.map(|pair| Interval::new(&time(pair[0]), &time(pair[1])).expect("ordered"));
            Hours::new(intervals.collect()).expect("apart")
        }),
    ]
}

fn time(us: i64) -> String {
    let (minutes, seconds_us) = (us / 60_000_000, us % 60_000_000);
    let (seconds, fraction_us) = (seconds_us / 1_000_000, seconds_us % 1_000_000);
    format!(
        "{:02}:{:02}:{seconds:02}.{fraction_us:06}",
        minutes / 60,
        minutes % 60
    )
}

/// A calendar that opens at least on Mondays.
pub(crate) fn any_spec(unit: &'static str) -> impl Strategy<Value = CalendarSpec> {
    let zone = prop::sample::select(&ZONES[..]);
    let country = prop::sample::select(&[None, Some("SI"), Some("PL")][..]);
    let week = prop::array::uniform7(any_hours(unit));
    (zone, country, week).prop_map(|(zone, country, week)| {
        let [
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ] = week;
        let monday = if monday.intervals().is_empty() {
            Hours::whole_day()
        } else {
            monday
        };
        let week = Week {
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        };
        CalendarSpec {
            week,
            ..spec(zone, country)
        }
    })
}

fn any_instant() -> impl Strategy<Value = Timestamp> {
    let first = jiff::tz::Offset::UTC
        .to_timestamp(FIRST_DAY.at(0, 0, 0, 0))
        .expect("in range");
    (0..DAYS * 86_400_000_000).prop_map(move |us| first + SignedDuration::from_micros(us))
}

fn any_budget() -> impl Strategy<Value = SignedDuration> {
    prop_oneof![
        Just(SignedDuration::from_hours(24)),
        (0..200 * 3_600_000_000_i64).prop_map(SignedDuration::from_micros),
    ]
}

/// Stops around an instant, as offsets in microseconds.
fn any_stops() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let day_us = 86_400_000_000_i64;
    prop::collection::vec((-2 * day_us..10 * day_us, 0..4 * day_us), 0..4)
}

fn stops(around: Timestamp, offsets: &[(i64, i64)]) -> Vec<Stop> {
    let spans = offsets.iter().map(|&(from_us, length_us)| {
        let from = around + SignedDuration::from_micros(from_us);
        let to = Some(from + SignedDuration::from_micros(length_us));
        Stop {
            from,
            to,
            reason: StopReason::TakenOver,
        }
    });
    spans.collect()
}

fn must(calendar: &Calendar, from: Timestamp, budget: SignedDuration, stops: &[Stop]) -> Timestamp {
    due_at(calendar, from, budget, stops)
        .expect("a deadline")
        .expect("every stop ends")
}

/// What the database gives back of it.
pub(crate) fn kept(derivation: &Derivation) -> Derivation {
    let text = serde_json::to_string(&CompactDerivation::from(derivation)).expect("JSON");
    let read: CompactDerivation = serde_json::from_str(&text).expect("the same JSON");
    read.try_into().expect("instants")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_budget_is_what_elapses_until_due_and_not_earlier(
        spec in any_spec("microsecond"), start in any_instant(), budget in any_budget(), offsets in any_stops(),
    ) {
        let calendar = calendar(&spec);
        let stops = stops(start, &offsets);
        let derivation = due(&calendar, start, budget, &stops).expect("a deadline");
        let end = derivation.due.expect("every stop ends");
        prop_assert!(derivation.adds_up(), "{derivation:#?}");
        prop_assert_eq!(&kept(&derivation), &derivation);
        prop_assert_eq!(elapsed(&calendar, start, end, &stops), Ok(budget));
        if end > start {
            let before = end - SignedDuration::from_micros(1);
            let used = elapsed(&calendar, start, before, &stops).expect("forwards");
            prop_assert_eq!(used, budget - SignedDuration::from_micros(1));
        }
        prop_assert_eq!(must(&calendar, start, budget, &stops), end);
    }

    #[test]
    fn a_later_start_is_never_due_earlier(
        spec in any_spec("microsecond"), start in any_instant(), later_us in 0..10 * 86_400_000_000_i64,
        budget in any_budget(), offsets in any_stops(),
    ) {
        let calendar = calendar(&spec);
        let stops = stops(start, &offsets);
        let later = start + SignedDuration::from_micros(later_us);
        prop_assert!(must(&calendar, start, budget, &stops) <= must(&calendar, later, budget, &stops));
    }

    #[test]
    fn a_closed_day_more_is_never_due_earlier(
        spec in any_spec("microsecond"), start in any_instant(), budget in any_budget(),
        days in prop::collection::vec(0..20_i64, 1..4), is_holiday: bool,
    ) {
        let first = calendar(&spec).zone().to_datetime(start).date();
        let change = || match is_holiday {
            true => holiday("added"),
            false => DayChange::Close { name: "closed".to_owned() },
        };
        let added = days.iter().map(|&day| on(first + SignedDuration::from_hours(24 * day), change()));
        let fewer = CalendarSpec { exceptions: added.collect::<Vec<DayException>>(), ..spec.clone() };
        let (all, fewer) = (calendar(&spec), calendar(&fewer));
        prop_assert!(must(&all, start, budget, &[]) <= must(&fewer, start, budget, &[]));
    }

    #[test]
    fn a_stop_more_is_never_due_earlier(
        spec in any_spec("microsecond"), start in any_instant(), budget in any_budget(), offsets in any_stops(),
    ) {
        let calendar = calendar(&spec);
        let stops = stops(start, &offsets);
        prop_assert!(must(&calendar, start, budget, &[]) <= must(&calendar, start, budget, &stops));
    }

    #[test]
    fn elapsed_time_adds_up_over_any_cut(
        spec in any_spec("microsecond"), start in any_instant(),
        first_us in 0..10 * 86_400_000_000_i64, second_us in 0..10 * 86_400_000_000_i64, offsets in any_stops(),
    ) {
        let calendar = calendar(&spec);
        let stops = stops(start, &offsets);
        let middle = start + SignedDuration::from_micros(first_us);
        let end = middle + SignedDuration::from_micros(second_us);
        let open = |from, to| elapsed(&calendar, from, to, &stops).expect("forwards");
        prop_assert_eq!(open(start, middle) + open(middle, end), open(start, end));
    }

    #[test]
    fn shares_come_in_order_and_the_whole_is_due(
        spec in any_spec("microsecond"), start in any_instant(), budget in any_budget(), percent in 1..100_u8,
    ) {
        let calendar = calendar(&spec);
        let share = |percent| due_soon_at(&calendar, start, budget, &[], percent).expect("good").expect("no stops");
        prop_assert!(share(percent) <= share(percent + 1));
        prop_assert_eq!(share(100), must(&calendar, start, budget, &[]));
    }

    #[test]
    fn a_derivation_survives_json(
        spec in any_spec("microsecond"), start in any_instant(), budget in any_budget(), offsets in any_stops(),
    ) {
        let derivation = due(&calendar(&spec), start, budget, &stops(start, &offsets)).expect("a deadline");
        let written = serde_json::to_string(&derivation).expect("json");
        prop_assert_eq!(serde_json::from_str::<Derivation>(&written).expect("read"), derivation);
    }
}
