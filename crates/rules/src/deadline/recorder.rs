//! Writes walked pieces down as the days and segments of a derivation.

use super::civil_day::CivilDay;
use super::walk::{Piece, State};
use super::{Day, DeadlineError, Reason, Segment};
use crate::time::from_us;

#[derive(Debug, Default)]
pub(super) struct Recorder {
    days: Vec<Day>,
    last_day: Option<CivilDay>,
}

impl Recorder {
    pub(super) fn record(&mut self, piece: &Piece<'_>) -> Result<(), DeadlineError> {
        let segment = segment(piece)?;
        if self.last_day != Some(piece.day) {
            self.last_day = Some(piece.day);
            self.days.push(Day {
                date: piece.day.date().ok_or(DeadlineError::OutOfRange)?,
                weekday: piece.day.weekday(),
                from: segment.from,
                to: segment.to,
                counted_us: segment.counted_us,
                segments: vec![segment],
            });
            return Ok(());
        }
        if let Some(day) = self.days.last_mut() {
            day.to = segment.to;
            day.counted_us += segment.counted_us;
            match day.segments.last_mut() {
                // A change of the zone's offset cuts pieces that are one to the reader.
                Some(last) if last.reason == segment.reason => {
                    last.to = segment.to;
                    last.counted_us += segment.counted_us;
                }
                _ => day.segments.push(segment),
            }
        }
        Ok(())
    }

    pub(super) fn into_days(self) -> Vec<Day> {
        self.days
    }
}

fn segment(piece: &Piece<'_>) -> Result<Segment, DeadlineError> {
    let (counted_us, reason) = match piece.state {
        State::Open => (piece.to_us - piece.from_us, None),
        State::Closed(why) => (0, Some(why.reason())),
        State::Stopped(stop) => (0, Some(Reason::Stopped { stop })),
    };
    let from = from_us(piece.from_us).map_err(|_| DeadlineError::OutOfRange)?;
    let to = from_us(piece.to_us).map_err(|_| DeadlineError::OutOfRange)?;
    Ok(Segment {
        from,
        to,
        counted_us,
        reason,
    })
}
