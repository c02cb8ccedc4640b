//! Walks through a calendar's time in pieces that count wholly or not at all.
//!
//! Within one offset of the zone local time is a straight line, so a piece is found by integer
//! arithmetic and belongs to the civil day that clocks on the wall show. Skipped and repeated
//! hours need no special case: what the wall never shows is never walked, what it shows twice is
//! walked twice.

use super::calendar::DayHours;
use super::calendar::Why;
use super::civil_day::CivilDay;
use super::{Calendar, DeadlineError, Stop, StopReason};
use crate::time::{DAY_US, from_us, to_us};

pub(super) const LONGEST_CLOSURE_DAYS: i64 = 3_660;

pub(super) enum Step<'a> {
    Piece(Piece<'a>),
    /// The clock stands from here on.
    Standing {
        since_us: i64,
        stop: StopReason,
    },
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) day: CivilDay,
    pub(super) from_us: i64,
    pub(super) to_us: i64,
    pub(super) state: State<'a>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum State<'a> {
    Open,
    Closed(Why<'a>),
    Stopped(StopReason),
}

pub(super) struct Walk<'a> {
    calendar: &'a Calendar,
    stops: Vec<StopSpan>,
    at_us: i64,
    offset_us: i64,
    offset_until_us: i64,
    today: Option<(CivilDay, DayHours<'a>)>,
}

#[derive(Clone, Copy)]
struct StopSpan {
    from_us: i64,
    /// `None`: without an end.
    to_us: Option<i64>,
    reason: StopReason,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        calendar: &'a Calendar,
        from_us: i64,
        stops: &[Stop],
    ) -> Result<Walk<'a>, DeadlineError> {
        Ok(Walk {
            calendar,
            stops: stops.iter().map(StopSpan::of).collect::<Result<_, _>>()?,
            at_us: from_us,
            offset_us: 0,
            offset_until_us: from_us,
            today: None,
        })
    }

    /// The next piece; it begins where the last one ended and is never empty.
    pub(super) fn step(&mut self) -> Result<Step<'a>, DeadlineError> {
        if self.at_us >= self.offset_until_us {
            self.read_offset()?;
        }
        let at_us = self.at_us;
        let local_us = at_us + self.offset_us;
        let day =
            i32::try_from(local_us.div_euclid(DAY_US)).map_err(|_| DeadlineError::OutOfRange)?;
        let (is_open, for_us) = self
            .hours(CivilDay(day))
            .state_at(local_us.rem_euclid(DAY_US));
        let mut to_us = self.offset_until_us.min(at_us + for_us);
        let mut stopped = None;
        for stop in &self.stops {
            if stop.from_us > at_us {
                to_us = to_us.min(stop.from_us);
            } else if stop.to_us.is_none_or(|end_us| end_us > at_us) {
                let Some(end_us) = stop.to_us else {
                    return Ok(Step::Standing {
                        since_us: at_us,
                        stop: stop.reason,
                    });
                };
                to_us = to_us.min(end_us);
                stopped.get_or_insert(stop.reason);
            }
        }
        self.at_us = to_us;
        let state = match (is_open, stopped) {
            (true, None) => State::Open,
            (true, Some(reason)) => State::Stopped(reason),
            (false, _) => State::Closed(self.hours(CivilDay(day)).why),
        };
        Ok(Step::Piece(Piece {
            day: CivilDay(day),
            from_us: at_us,
            to_us,
            state,
        }))
    }

    fn read_offset(&mut self) -> Result<(), DeadlineError> {
        let at = from_us(self.at_us).map_err(|_| DeadlineError::OutOfRange)?;
        let zone = &self.calendar.zone;
        self.offset_us = i64::from(zone.to_offset(at).seconds()) * 1_000_000;
        self.offset_until_us = zone
            .following(at)
            .next()
            .map_or(i64::MAX, |change| to_us(change.timestamp()));
        Ok(())
    }

    fn hours(&mut self, day: CivilDay) -> DayHours<'a> {
        match self.today {
            Some((today, hours)) if today == day => hours,
            _ => {
                let hours = self.calendar.on(day);
                self.today = Some((day, hours));
                hours
            }
        }
    }
}

impl DayHours<'_> {
    /// Whether the wall time is open, and for how long that stays so within the day.
    fn state_at(self, wall_us: i64) -> (bool, i64) {
        for interval in self.intervals {
            if wall_us < interval.from_us() {
                return (false, interval.from_us() - wall_us);
            }
            if wall_us < interval.to_us() {
                return (true, interval.to_us() - wall_us);
            }
        }
        (false, DAY_US - wall_us)
    }
}

impl StopSpan {
    fn of(stop: &Stop) -> Result<StopSpan, DeadlineError> {
        if stop.to.is_some_and(|to| to < stop.from) {
            return Err(DeadlineError::StopEndsBeforeStart);
        }
        let (from_us, to_us) = (to_us(stop.from), stop.to.map(to_us));
        Ok(StopSpan {
            from_us,
            to_us,
            reason: stop.reason,
        })
    }
}
