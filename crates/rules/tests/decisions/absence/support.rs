//! A seller in Ljubljana that works from Monday to Friday, on Monday, 23 November 2026, at 10.00.

use jiff::Timestamp;
use rules::absence::{Absence, AbsenceState, AnnounceRefused, Announced, Days, Wish, announce};
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{AbsenceId, AgentId, SellerId, StaffId};
use uuid::Uuid;

pub(super) const NOW: &str = "2026-11-23T09:00:00Z";

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn calendar() -> Calendar {
    let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
    Calendar::new(&spec, &[], at(NOW)).unwrap()
}

/// "12-07..12-11", in the winter of 2026 to 2027.
pub(super) fn days(text: &str) -> Days {
    let date = |text: &str| {
        let year = if text.starts_with("0") { 2027 } else { 2026 };
        format!("{year}-{text}").parse().unwrap()
    };
    let (first, last) = text.split_once("..").unwrap();
    Days {
        first: date(first),
        last: date(last),
    }
}

pub(super) fn agent(id: &str) -> AgentId {
    AgentId::parse(id).unwrap()
}

pub(super) fn staff() -> StaffId {
    StaffId(Uuid::from_u128(7))
}

/// An absence over these days, of an agent or of the whole seller.
pub(super) fn absence(who: Option<&str>, over: &str, state: AbsenceState) -> Absence {
    let days = days(over);
    let calendar = calendar();
    let midnight = |date: jiff::civil::Date| {
        let zoned = date.to_zoned(calendar.zone().clone()).unwrap();
        zoned.timestamp()
    };
    Absence {
        id: AbsenceId(Uuid::from_u128(u128::from(
            days.first.day_of_year().unsigned_abs(),
        ))),
        seller: SellerId::parse("studio-nova").unwrap(),
        agent: who.map(agent),
        days,
        starts_at: midnight(days.first),
        ends_at: midnight(days.last.tomorrow().unwrap()),
        working_days: calendar.working_days(days.first, days.last),
        deputy: None,
        reason: None,
        state,
        announced_at: at(NOW),
        announced_by: "maja".to_owned(),
        decided_at: None,
        decided_by: None,
        refused_because: None,
        version: 1,
    }
}

/// What the rules say to an absence of these days, now.
pub(super) fn wish(
    who: Option<&str>,
    over: &str,
    others: &[Absence],
) -> Result<Announced, AnnounceRefused> {
    let who = who.map(agent);
    let wish = Wish {
        agent: who.as_ref(),
        days: days(over),
        deputy: None,
        instead_of: None,
    };
    announce(&calendar(), at(NOW), &wish, others)
}

pub(super) fn code(result: Result<Announced, AnnounceRefused>) -> &'static str {
    result.map_or_else(|refused| refused.code(), |_| "granted")
}
