//! One conversation of the model: who may do what in which state, and what becomes of the deadline.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{AuthorKind, DeadlineState};

use super::time::{used_up, worked};

pub(crate) const BUDGET: SignedDuration = SignedDuration::from_hours(24);
/// Once three quarters of the budget are used up.
const SOON: SignedDuration = SignedDuration::from_hours(6);

/// Done, or refused with this code.
pub(crate) type Done = Result<(), &'static str>;

/// A reply that the seller owes, or owed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Owed {
    pub(crate) state: DeadlineState,
    /// Working time that is left; runs down only while the clock is not stopped.
    left: SignedDuration,
    stopped: bool,
    pub(crate) due: Option<Timestamp>,
    pub(crate) settled: Option<Timestamp>,
    pub(crate) on_time: Option<bool>,
    pub(crate) objected: Option<Timestamp>,
    said_soon: bool,
    said_overdue: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Talk {
    pub(crate) closed: bool,
    pub(crate) taken_over: bool,
    pub(crate) called: Option<Timestamp>,
    pub(crate) messages: u32,
    /// Oldest first; only the last one matters.
    pub(crate) owed: Vec<Owed>,
    /// How many events of each kind.
    pub(crate) events: BTreeMap<&'static str, usize>,
}

impl Owed {
    fn new(now: Timestamp, stopped: bool) -> Owed {
        Owed {
            state: match stopped {
                true => DeadlineState::Standing,
                false => DeadlineState::Running,
            },
            left: BUDGET,
            stopped,
            due: (!stopped).then(|| used_up(now, BUDGET)),
            settled: None,
            on_time: None,
            objected: None,
            said_soon: false,
            said_overdue: false,
        }
    }

    fn waits(&self) -> bool {
        matches!(self.state, DeadlineState::Running | DeadlineState::Standing)
    }

    fn settle(&mut self, state: DeadlineState, now: Timestamp) {
        self.state = state;
        self.settled = Some(now);
        if state == DeadlineState::Answered {
            self.on_time = Some(self.due.is_none_or(|due| now <= due));
        }
    }
}

impl Talk {
    pub(crate) fn pass(&mut self, from: Timestamp, to: Timestamp) {
        if let Some(owed) = self.owed.last_mut()
            && !owed.stopped
        {
            owed.left = (owed.left - worked(from, to)).max(SignedDuration::ZERO);
        }
    }

    /// Another conversation about the same is open: this one may not be.
    pub(crate) fn send(&mut self, by: AuthorKind, now: Timestamp, another: bool) -> Done {
        let of_seller = matches!(by, AuthorKind::Agent | AuthorKind::Automation);
        if of_seller && self.taken_over {
            return Err("taken_over");
        }
        self.come_open(another)?;
        self.messages += 1;
        self.happened("message.sent");
        match by {
            AuthorKind::Buyer => self.owe(now),
            AuthorKind::Agent => {
                self.answer(now);
                self.end_call();
            }
            AuthorKind::Staff => self.end_call(),
            AuthorKind::Automation => {}
        }
        Ok(())
    }

    pub(crate) fn waive(&mut self) -> Done {
        if self.taken_over {
            return Err("taken_over");
        }
        if self.called.is_some() {
            return Err("escalated");
        }
        let owed = self.owed.last_mut().filter(|owed| owed.waits());
        let owed = owed.ok_or("nothing_waits")?;
        if owed.objected.is_some() {
            return Err("buyer_objected");
        }
        owed.state = DeadlineState::Waived;
        self.happened("deadline.waived");
        Ok(())
    }

    pub(crate) fn object(&mut self, now: Timestamp, another: bool) -> Done {
        let waived = |owed: &&mut Owed| owed.state == DeadlineState::Waived;
        if self.owed.last_mut().filter(waived).is_none() {
            return Err("not_waived");
        }
        self.come_open(another)?;
        let owed = self.owed.last_mut().unwrap();
        owed.state = match owed.stopped {
            true => DeadlineState::Standing,
            false => DeadlineState::Running,
        };
        owed.objected = Some(now);
        self.happened("deadline.objected");
        Ok(())
    }

    pub(crate) fn close(&mut self, by: AuthorKind, now: Timestamp) -> Done {
        if self.closed {
            return Err("already_closed");
        }
        if let Some(owed) = self.owed.last_mut().filter(|owed| owed.waits()) {
            if by == AuthorKind::Agent {
                return Err("reply_owed");
            }
            owed.settle(DeadlineState::Withdrawn, now);
            self.happened("deadline.withdrawn");
        }
        self.end_call();
        self.closed = true;
        self.happened("conversation.closed");
        Ok(())
    }

    pub(crate) fn reopen(&mut self, another: bool) -> Done {
        if !self.closed {
            return Err("already_open");
        }
        self.come_open(another)
    }

    pub(crate) fn take_over(&mut self) -> Done {
        if self.taken_over {
            return Err("already_taken_over");
        }
        self.taken_over = true;
        self.happened("conversation.taken_over");
        let may_be_kept =
            |owed: &&mut Owed| owed.settled.is_none() && owed.left > SignedDuration::ZERO;
        if let Some(owed) = self.owed.last_mut().filter(may_be_kept) {
            owed.stopped = true;
            owed.due = None;
            if owed.state == DeadlineState::Running {
                owed.state = DeadlineState::Standing;
                self.happened("deadline.stopped");
            }
        }
        self.end_call();
        Ok(())
    }

    pub(crate) fn hand_back(&mut self, now: Timestamp) -> Done {
        if !self.taken_over {
            return Err("not_taken_over");
        }
        self.taken_over = false;
        self.happened("conversation.handed_back");
        let stopped = |owed: &&mut Owed| owed.settled.is_none() && owed.stopped;
        if let Some(owed) = self.owed.last_mut().filter(stopped) {
            owed.stopped = false;
            owed.due = Some(used_up(now, owed.left));
            if owed.state == DeadlineState::Standing {
                owed.state = DeadlineState::Running;
                self.happened("deadline.resumed");
            }
        }
        Ok(())
    }

    pub(crate) fn call(&mut self, now: Timestamp) -> Done {
        if self.taken_over {
            return Err("taken_over");
        }
        if self.called.is_some() {
            return Err("already_escalated");
        }
        let running = |owed: &&Owed| owed.state == DeadlineState::Running;
        let owed = self.owed.last().filter(running).ok_or("nothing_waits")?;
        if owed.due.is_none_or(|due| now <= due) {
            return Err("not_yet");
        }
        self.called = Some(now);
        self.happened("conversation.escalated");
        Ok(())
    }

    /// What the jobs find to record.
    pub(crate) fn ring(&mut self, now: Timestamp) {
        let running = |owed: &&mut Owed| owed.state == DeadlineState::Running;
        let Some(owed) = self.owed.last_mut().filter(running) else {
            return;
        };
        let soon = !owed.said_soon && owed.left <= SOON;
        let overdue = !owed.said_overdue && owed.due.is_some_and(|due| now > due);
        owed.said_soon |= soon;
        owed.said_overdue |= overdue;
        if soon {
            self.happened("deadline.due_soon");
        }
        if overdue {
            self.happened("deadline.overdue");
        }
    }

    pub(crate) fn happened(&mut self, kind: &'static str) {
        *self.events.entry(kind).or_default() += 1;
    }

    fn come_open(&mut self, another: bool) -> Done {
        if self.closed {
            if another {
                return Err("another_open");
            }
            self.closed = false;
            self.happened("conversation.reopened");
        }
        Ok(())
    }

    fn owe(&mut self, now: Timestamp) {
        if !self.owed.last().is_some_and(Owed::waits) {
            self.owed.push(Owed::new(now, self.taken_over));
            self.happened("deadline.opened");
        }
    }

    /// What was excused and is answered in time after all is answered; later it stays excused.
    fn answer(&mut self, now: Timestamp) {
        let answers = |owed: &&mut Owed| {
            let excused = owed.state == DeadlineState::Waived;
            owed.waits() || excused && owed.due.is_some_and(|due| now <= due)
        };
        if let Some(owed) = self.owed.last_mut().filter(answers) {
            owed.settle(DeadlineState::Answered, now);
            self.happened("deadline.answered");
        }
    }

    fn end_call(&mut self) {
        if self.called.take().is_some() {
            self.happened("conversation.escalation_ended");
        }
    }
}
