//! The shape of a derivation for the API's description; the derivation itself is written by `rules::deadline`.
//! Tests read derivations into these types, so that the two cannot part.

use serde::Deserialize;
use utoipa::ToSchema;

/// Which days counted and why the others did not. The days tile the time from `received` to `due` without gap
/// or overlap, and their counted time adds up to `budget_us`; to less only while the clock stands still.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Derivation)]
pub struct DerivationShape {
    #[schema(format = DateTime)]
    pub received: String,
    /// IANA name of the time zone whose civil days count.
    pub zone: String,
    pub calendar: String,
    /// Names the holidays, hours and rules that it was computed with.
    pub calendar_version: String,
    /// Working time that the seller has, in microseconds.
    pub budget_us: i64,
    pub days: Vec<DayShape>,
    /// `null` while the clock stands still.
    #[schema(format = DateTime)]
    pub due: Option<String>,
    pub standing: Option<StandingShape>,
    /// What the reader must know to trust the result, for instance years without known holidays.
    #[schema(value_type = Vec<Object>)]
    pub notes: Vec<serde_json::Value>,
}

/// A civil day, or the part of it that the derivation touches.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DerivationDay)]
pub struct DayShape {
    #[schema(format = Date)]
    pub date: String,
    pub weekday: String,
    #[schema(format = DateTime)]
    pub from: String,
    #[schema(format = DateTime)]
    pub to: String,
    pub counted_us: i64,
    pub segments: Vec<SegmentShape>,
}

/// A part of a day that counted wholly, or not at all for a reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DerivationSegment)]
pub struct SegmentShape {
    #[schema(format = DateTime)]
    pub from: String,
    #[schema(format = DateTime)]
    pub to: String,
    pub counted_us: i64,
    pub reason: Option<ReasonShape>,
}

/// Why a segment did not count.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = DerivationReason)]
pub enum ReasonShape {
    Weekend { weekday: String },
    DayOff { weekday: String },
    Holiday { name: String, local_name: String },
    Closed { name: String },
    OutsideHours { name: Option<String> },
    Stopped { stop: StopShape },
}

/// Why the clock stands still although the calendar is open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StopReason)]
pub enum StopShape {
    TakenOver,
    SellerAbsent,
    MessageHeld,
}

/// The clock stands still since then.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DerivationStanding)]
pub struct StandingShape {
    #[schema(format = DateTime)]
    pub since: String,
    pub stop: StopShape,
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use rules::deadline::{Calendar, CalendarSpec, Stop, StopReason, due};

    use super::*;

    #[test]
    fn derivations_have_this_shape() {
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let received = "2026-12-23T15:00:00Z".parse().unwrap();
        let calendar = Calendar::new(&spec, &[], received).unwrap();
        let stop = |to: Option<&str>| Stop {
            from: "2026-12-28T10:00:00Z".parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
            reason: StopReason::TakenOver,
        };
        for stops in [
            vec![],
            vec![stop(None)],
            vec![stop(Some("2026-12-28T11:00:00Z"))],
        ] {
            let derived = due(&calendar, received, SignedDuration::from_hours(24), &stops).unwrap();
            let written = serde_json::to_value(&derived).unwrap();
            let shape: DerivationShape = serde_json::from_value(written).unwrap();
            assert_eq!(shape.days.len(), derived.days.len());
            assert_eq!(shape.standing.is_some(), derived.standing.is_some());
        }
    }
}
