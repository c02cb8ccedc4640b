//! All conversations of the model: those of one buyer about one listing, of which at most one is open.

use jiff::Timestamp;
use rules::conversation::{AuthorKind, DeadlineState};

use super::command::Command;
use super::talk::{Done, Talk};

#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) now: Timestamp,
    pub(crate) talks: Vec<Talk>,
}

/// What the model says of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) done: Done,
    /// Which conversation it was about, where it was about one.
    pub(crate) talk: Option<usize>,
}

impl Town {
    pub(crate) fn new(now: Timestamp) -> Town {
        Town {
            now,
            talks: Vec::new(),
        }
    }

    pub(crate) fn obey(&mut self, command: Command) -> Said {
        match command {
            Command::Open => self.open(),
            Command::Send(by, which) => {
                self.with(which, |talk, now, another| talk.send(by, now, another))
            }
            Command::Waive(which) => self.with(which, |talk, _, _| talk.waive()),
            Command::Object(which) => self.with(which, Talk::object),
            Command::Close(by, which) => self.with(which, |talk, now, _| talk.close(by, now)),
            Command::Reopen(_, which) => self.with(which, |talk, _, another| talk.reopen(another)),
            Command::TakeOver(which) => self.with(which, |talk, _, _| talk.take_over()),
            Command::HandBack(which) => self.with(which, |talk, now, _| talk.hand_back(now)),
            Command::Call(which) => self.with(which, |talk, now, _| talk.call(now)),
            Command::Wait(time) => self.pass(self.now + time),
            Command::WaitUntilDue(which) => self.pass(self.due_to_come(which).unwrap_or(self.now)),
            Command::RunJobs => {
                let now = self.now;
                self.talks.iter_mut().for_each(|talk| talk.ring(now));
                Said {
                    done: Ok(()),
                    talk: None,
                }
            }
        }
    }

    /// The conversation that this number means.
    pub(crate) fn index(&self, which: usize) -> Option<usize> {
        which.checked_rem(self.talks.len())
    }

    fn open(&mut self) -> Said {
        let open = self.talks.iter().position(|talk| !talk.closed);
        let index = open.unwrap_or(self.talks.len());
        if open.is_none() {
            let mut talk = Talk::default();
            talk.happened("conversation.opened");
            self.talks.push(talk);
        }
        self.with(index, |talk, now, _| {
            talk.send(AuthorKind::Buyer, now, false)
        })
    }

    fn with(&mut self, which: usize, act: impl FnOnce(&mut Talk, Timestamp, bool) -> Done) -> Said {
        let Some(index) = self.index(which) else {
            return Said {
                done: Ok(()),
                talk: None,
            };
        };
        let mut others = self.talks.iter().enumerate();
        let another = others.any(|(other, talk)| other != index && !talk.closed);
        let now = self.now;
        let done = act(&mut self.talks[index], now, another);
        Said {
            done,
            talk: Some(index),
        }
    }

    fn due_to_come(&self, which: usize) -> Option<Timestamp> {
        let owed = self.talks[self.index(which)?].owed.last()?;
        let due = owed.due.filter(|due| *due > self.now)?;
        (owed.state == DeadlineState::Running).then_some(due)
    }

    fn pass(&mut self, to: Timestamp) -> Said {
        let from = self.now;
        self.talks.iter_mut().for_each(|talk| talk.pass(from, to));
        self.now = to;
        Said {
            done: Ok(()),
            talk: None,
        }
    }
}
