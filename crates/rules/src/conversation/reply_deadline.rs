//! The reply deadline of one buyer's message: its state and how it moves on.
//! What counts as working time is `crate::deadline`'s; this file knows only when a clock runs.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Terms;
use crate::deadline::{self, Calendar, DeadlineError, Derivation, Stop, StopReason};
use crate::ids::{ContentId, DeadlineId, MessageId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// The clock runs; it is overdue once `due_at` has passed.
    Running,
    /// The clock stands still: staff have taken over, or look at an answer of the seller first.
    Standing,
    /// An agent said that no reply is needed; the buyer may object.
    Waived,
    /// An agent answered.
    Answered,
    /// The buyer or staff closed the conversation before an answer.
    Withdrawn,
}

impl DeadlineState {
    pub const ALL: [DeadlineState; 5] = [
        DeadlineState::Running,
        DeadlineState::Standing,
        DeadlineState::Waived,
        DeadlineState::Answered,
        DeadlineState::Withdrawn,
    ];

    pub fn code(self) -> &'static str {
        match self {
            DeadlineState::Running => "running",
            DeadlineState::Standing => "standing",
            DeadlineState::Waived => "waived",
            DeadlineState::Answered => "answered",
            DeadlineState::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<DeadlineState> {
        DeadlineState::ALL
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// How a deadline ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    Answered,
    Withdrawn,
}

/// What is to be recorded next about a running deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    DueSoon,
    Overdue,
    /// Both are recorded.
    Done,
}

impl Alarm {
    pub const ALL: [Alarm; 3] = [Alarm::DueSoon, Alarm::Overdue, Alarm::Done];

    pub fn code(self) -> &'static str {
        match self {
            Alarm::DueSoon => "due_soon",
            Alarm::Overdue => "overdue",
            Alarm::Done => "done",
        }
    }

    pub fn from_code(code: &str) -> Option<Alarm> {
        Alarm::ALL.into_iter().find(|alarm| alarm.code() == code)
    }
}

/// The instant by which the seller must answer, with everything it was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyDeadline {
    pub id: DeadlineId,
    /// The buyer's message that opened it.
    pub message: MessageId,
    pub state: DeadlineState,
    pub received_at: Timestamp,
    pub budget: SignedDuration,
    pub stops: Vec<Stop>,
    pub derivation: Derivation,
    /// `None` while the clock stands still.
    pub due_at: Option<Timestamp>,
    pub alarm: Alarm,
    /// When `alarm` is to be recorded; `None` while nothing is.
    pub next_alarm_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    pub on_time: Option<bool>,
    /// The content with the agent's words why no reply is needed.
    pub waived_because: Option<ContentId>,
    /// When the buyer objected to that.
    pub objected_at: Option<Timestamp>,
    pub version: i64,
}

impl ReplyDeadline {
    /// Opens the deadline of a buyer's message; `stopped_at` where staff have taken over already.
    pub fn open(
        id: DeadlineId,
        message: MessageId,
        received_at: Timestamp,
        terms: Terms<'_>,
        stopped_at: Option<Timestamp>,
    ) -> Result<ReplyDeadline, DeadlineError> {
        let mut stops = touching(terms.absences, received_at);
        stops.extend(stopped_at.map(|at| open_stop(at, StopReason::TakenOver)));
        let derivation = deadline::due(terms.calendar, received_at, terms.budget, &stops)?;
        let mut opened = ReplyDeadline {
            id,
            message,
            state: if stopped_at.is_none() {
                DeadlineState::Running
            } else {
                DeadlineState::Standing
            },
            received_at,
            budget: terms.budget,
            due_at: derivation.due,
            stops,
            derivation,
            alarm: Alarm::DueSoon,
            next_alarm_at: None,
            settled_at: None,
            on_time: None,
            waived_because: None,
            objected_at: None,
            version: 1,
        };
        opened.plan_alarm(terms.calendar, terms.due_soon_percent)?;
        Ok(opened)
    }

    /// A reply is owed: the clock runs or stands still.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, DeadlineState::Running | DeadlineState::Standing)
    }

    /// It may still be owed: waiting, or waived and open to objection.
    pub fn is_open(&self) -> bool {
        self.is_waiting() || self.state == DeadlineState::Waived
    }

    /// The due instant has passed while the clock runs. Answering at the due instant itself is on time.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state == DeadlineState::Running && self.due_at.is_some_and(|due| now > due)
    }

    /// Ends it; says whether that was on time.
    pub fn settle(&mut self, how: Settled, at: Timestamp) -> bool {
        let on_time = self.due_at.is_none_or(|due| at <= due);
        self.state = match how {
            Settled::Answered => DeadlineState::Answered,
            Settled::Withdrawn => DeadlineState::Withdrawn,
        };
        self.settled_at = Some(at);
        self.on_time = (how == Settled::Answered).then_some(on_time);
        self.next_alarm_at = None;
        on_time
    }

    /// Stops the clock from `at` on; says whether it ran. A deadline whose time is used up stays as it is,
    /// and a waived one will stand still if the buyer objects. What stands still may be stopped for another reason too.
    pub fn stop(
        &mut self,
        calendar: &Calendar,
        at: Timestamp,
        reason: StopReason,
    ) -> Result<bool, DeadlineError> {
        let used_up = self.due_at.is_some_and(|due| at >= due);
        if !self.is_open() || used_up || self.is_stopped_by(reason) {
            return Ok(false);
        }
        self.stops.push(open_stop(at.max(self.received_at), reason));
        self.derivation = deadline::due(calendar, self.received_at, self.budget, &self.stops)?;
        self.due_at = None;
        self.next_alarm_at = None;
        let ran = self.state == DeadlineState::Running;
        if ran {
            self.state = DeadlineState::Standing;
        }
        Ok(ran)
    }

    /// Enters that the clock stood still for a held message in a time that is over.
    pub(super) fn stood_still(
        &mut self,
        terms: Terms<'_>,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<(), DeadlineError> {
        self.stops.push(Stop {
            to: Some(to.max(from)),
            ..open_stop(from, StopReason::MessageHeld)
        });
        self.recompute(terms.calendar, terms.due_soon_percent)?;
        Ok(())
    }

    /// Ends the stop that is open for this reason; says whether the clock runs again.
    pub fn resume(
        &mut self,
        calendar: &Calendar,
        at: Timestamp,
        reason: StopReason,
        due_soon_percent: u8,
    ) -> Result<bool, DeadlineError> {
        let open = self.is_open();
        let mut stops = self.stops.iter_mut();
        match stops.find(|stop| stop.to.is_none() && stop.reason == reason) {
            Some(stop) if open => stop.to = Some(at.max(stop.from)),
            _ => return Ok(false),
        }
        let stood = self.state == DeadlineState::Standing && !self.has_open_stop();
        if stood {
            self.state = DeadlineState::Running;
        }
        self.recompute(calendar, due_soon_percent)?;
        Ok(stood)
    }

    /// Puts the absences that stop the clock in the place of those that it knew; says whether they differ.
    /// Absences come before every other stop.
    pub fn set_absences(&mut self, absences: &[Stop]) -> bool {
        let mut stops = touching(absences, self.received_at);
        let others = self.stops.iter();
        stops.extend(others.filter(|stop| !is_absence(stop)).cloned());
        let differ = stops != self.stops;
        self.stops = stops;
        differ
    }

    /// Computes it again, with another calendar or other stops; says whether the due instant moved.
    pub fn recompute(
        &mut self,
        calendar: &Calendar,
        due_soon_percent: u8,
    ) -> Result<bool, DeadlineError> {
        let derivation = deadline::due(calendar, self.received_at, self.budget, &self.stops)?;
        let moved = derivation.due != self.due_at;
        self.due_at = derivation.due;
        self.derivation = derivation;
        self.plan_alarm(calendar, due_soon_percent)?;
        Ok(moved)
    }

    /// Says that no reply is needed.
    pub fn waive(&mut self, because: ContentId) {
        self.state = DeadlineState::Waived;
        self.waived_because = Some(because);
        self.next_alarm_at = None;
    }

    /// Brings it back as it was before it was waived.
    pub fn restore(
        &mut self,
        calendar: &Calendar,
        at: Timestamp,
        due_soon_percent: u8,
    ) -> Result<(), DeadlineError> {
        self.state = if self.has_open_stop() {
            DeadlineState::Standing
        } else {
            DeadlineState::Running
        };
        self.objected_at = Some(at);
        self.recompute(calendar, due_soon_percent)?;
        Ok(())
    }

    /// Whether the clock stands for this reason at present.
    pub fn is_stopped_by(&self, reason: StopReason) -> bool {
        let mut stops = self.stops.iter();
        stops.any(|stop| stop.to.is_none() && stop.reason == reason)
    }

    fn has_open_stop(&self) -> bool {
        self.stops.iter().any(|stop| stop.to.is_none())
    }

    /// Records the alarm that is due at `now`, if one is: each once, and one after the other when both have passed.
    pub fn ring(&mut self, now: Timestamp) -> Option<Alarm> {
        let due = self.due_at?;
        if self.state != DeadlineState::Running || self.next_alarm_at.is_none_or(|at| at > now) {
            return None;
        }
        let rung = self.alarm;
        (self.alarm, self.next_alarm_at) = match rung {
            Alarm::DueSoon => (Alarm::Overdue, Some(just_after(due))),
            Alarm::Overdue | Alarm::Done => (Alarm::Done, None),
        };
        (rung != Alarm::Done).then_some(rung)
    }

    fn plan_alarm(
        &mut self,
        calendar: &Calendar,
        due_soon_percent: u8,
    ) -> Result<(), DeadlineError> {
        self.next_alarm_at = match (self.state, self.due_at, self.alarm) {
            (DeadlineState::Running, Some(_), Alarm::DueSoon) => deadline::due_soon_at(
                calendar,
                self.received_at,
                self.budget,
                &self.stops,
                due_soon_percent,
            )?,
            (DeadlineState::Running, Some(due), Alarm::Overdue) => Some(just_after(due)),
            _ => None,
        };
        Ok(())
    }
}

/// The first instant at which the deadline has passed.
pub(super) fn just_after(due: Timestamp) -> Timestamp {
    due + SignedDuration::from_micros(1)
}

fn is_absence(stop: &Stop) -> bool {
    stop.reason == StopReason::SellerAbsent
}

/// The absences that are not over when the message comes.
fn touching(absences: &[Stop], received_at: Timestamp) -> Vec<Stop> {
    let touch = |stop: &&Stop| stop.to.is_none_or(|to| to > received_at);
    absences.iter().filter(touch).cloned().collect()
}

fn open_stop(from: Timestamp, reason: StopReason) -> Stop {
    Stop {
        from,
        to: None,
        reason,
    }
}
