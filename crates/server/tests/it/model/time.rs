//! Working time in Ljubljana in the winter of 2026, counted day by day: how much of a span counts,
//! and when so much of it is used up.

use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Timestamp, tz};

/// Days without work that fall on a Monday to Friday.
const HOLIDAYS: [Date; 3] = [date(2026, 12, 25), date(2027, 1, 1), date(2027, 2, 8)];

/// How much of the time from `from` to `to` counts.
pub(crate) fn worked(from: Timestamp, to: Timestamp) -> SignedDuration {
    let mut counted = SignedDuration::ZERO;
    let mut at = from;
    while at < to {
        let end = midnight_after(at).min(to);
        if counts(at) {
            counted += end.duration_since(at);
        }
        at = end;
    }
    counted
}

/// The instant at which `left` is used up, counted from `from` on.
pub(crate) fn used_up(from: Timestamp, left: SignedDuration) -> Timestamp {
    let (mut at, mut left) = (from, left);
    while left > SignedDuration::ZERO {
        let end = midnight_after(at);
        if counts(at) {
            let counted = end.duration_since(at).min(left);
            left -= counted;
            at += counted;
        }
        if left > SignedDuration::ZERO {
            at = end;
        }
    }
    at
}

fn counts(at: Timestamp) -> bool {
    let day = day(at);
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !HOLIDAYS.contains(&day)
}

fn midnight_after(at: Timestamp) -> Timestamp {
    let midnight = day(at).tomorrow().unwrap().at(0, 0, 0, 0);
    winter().to_timestamp(midnight).unwrap()
}

fn day(at: Timestamp) -> Date {
    let summer = "2027-03-28T01:00:00Z".parse().unwrap();
    assert!(at < summer, "the model knows winter alone");
    winter().to_datetime(at).date()
}

fn winter() -> tz::Offset {
    tz::offset(1)
}
