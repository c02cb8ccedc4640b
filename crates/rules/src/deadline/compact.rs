//! A derivation without what follows from the rest, to be kept: there is one for each question of a buyer.
//!
//! The days tile the time that it tells of, so that lengths give all instants; a piece counts wholly or not at all.

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Day, Derivation, Note, Reason, Segment, Standing};
use crate::time::{from_us, to_us};

/// JSON: `days` holds each date with its pieces, a piece is its length in microseconds,
/// and where it did not count a pair of that and the reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompactDerivation {
    /// In microseconds UTC.
    received: i64,
    zone: String,
    calendar: String,
    version: String,
    budget_us: i64,
    days: Vec<(Date, Vec<Piece>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
}

/// A part of a day, its length in microseconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Piece {
    Counted(i64),
    Not(i64, Reason),
}

impl From<&Derivation> for CompactDerivation {
    fn from(derivation: &Derivation) -> CompactDerivation {
        let day = |day: &Day| (day.date, day.segments.iter().map(piece).collect());
        CompactDerivation {
            received: to_us(derivation.received),
            zone: derivation.zone.clone(),
            calendar: derivation.calendar.clone(),
            version: derivation.calendar_version.clone(),
            budget_us: derivation.budget_us,
            days: derivation.days.iter().map(day).collect(),
            standing: derivation.standing.clone(),
            notes: derivation.notes.clone(),
        }
    }
}

fn piece(segment: &Segment) -> Piece {
    let length_us = to_us(segment.to) - to_us(segment.from);
    match &segment.reason {
        None => Piece::Counted(length_us),
        Some(reason) => Piece::Not(length_us, reason.clone()),
    }
}

/// Fails where an instant lies outside jiff's years −9999 to 9999.
impl TryFrom<CompactDerivation> for Derivation {
    type Error = jiff::Error;

    fn try_from(stored: CompactDerivation) -> Result<Derivation, jiff::Error> {
        let received = from_us(stored.received)?;
        let mut at = received;
        let mut days = Vec::with_capacity(stored.days.len());
        for (date, pieces) in stored.days {
            let from = at;
            let mut segments = Vec::with_capacity(pieces.len());
            for piece in pieces {
                let (length_us, counted_us, reason) = match piece {
                    Piece::Counted(length_us) => (length_us, length_us, None),
                    Piece::Not(length_us, reason) => (length_us, 0, Some(reason)),
                };
                let to = at.checked_add(SignedDuration::from_micros(length_us))?;
                segments.push(Segment {
                    from: at,
                    to,
                    counted_us,
                    reason,
                });
                at = to;
            }
            days.push(Day {
                date,
                weekday: date.weekday().into(),
                from,
                to: at,
                counted_us: segments.iter().map(|segment| segment.counted_us).sum(),
                segments,
            });
        }
        Ok(Derivation {
            received,
            zone: stored.zone,
            calendar: stored.calendar,
            calendar_version: stored.version,
            budget_us: stored.budget_us,
            days,
            due: stored.standing.is_none().then_some(at),
            standing: stored.standing,
            notes: stored.notes,
        })
    }
}
