//! The state of a reply deadline as a chip (word, icon, colour) and as a panel with its derivation.

use jiff::{SignedDuration, Timestamp};

use super::format::{Reader, TimeText};

/// What the chip says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipState {
    /// Runs, with time left.
    Due,
    /// Runs, and little time is left.
    DueSoon,
    Overdue,
    /// The clock stands still: staff have taken over, or a message is held.
    Stopped,
    WaitingForBuyer,
    NoReplyNeeded,
    Closed,
}

/// The state of a deadline in one line.
#[derive(Clone, Debug)]
pub struct DeadlineChip {
    pub state: ChipState,
    pub text: String,
    /// The due instant, where there is one.
    pub due: Option<TimeText>,
}

/// A running deadline, as the rules know it.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    pub due: Timestamp,
    pub due_soon: Timestamp,
}

/// The deadline of an open message, above the thread.
#[derive(Clone, Debug)]
pub struct DeadlinePanel {
    pub chip: DeadlineChip,
    /// "ponedeljka, 23. novembra 2026, do 15.00"; `None` while the clock stands.
    pub until: Option<TimeText>,
    /// Why no reply is needed, in the agent's words.
    pub waived_because: Option<String>,
    pub derivation: Option<DerivationView>,
    /// That the seller is away, in words, for a buyer and staff.
    pub away: Option<String>,
}

/// The derivation as a table.
#[derive(Clone, Debug)]
pub struct DerivationView {
    pub received: TimeText,
    pub due: Option<TimeText>,
    pub budget: String,
    pub counted: String,
    pub zone: String,
    pub calendar: String,
    pub rows: Vec<DerivationRow>,
    pub notes: Vec<String>,
}

/// By when the seller answers, for a buyer who is about to write.
#[derive(Clone, Debug)]
pub struct Promise {
    pub until: TimeText,
    pub budget: String,
    /// The days in between that do not count, with the reason where it is not the weekend.
    pub skipped: Vec<String>,
}

/// A day or a part of it.
#[derive(Clone, Debug)]
pub struct DerivationRow {
    pub iso_date: String,
    pub day: String,
    /// The row continues the day above.
    pub continues: bool,
    pub from: String,
    pub to: String,
    /// `None` if nothing of it counted; then `reason` says why.
    pub counted: Option<String>,
    pub reason: Option<String>,
}

impl DeadlineChip {
    /// A deadline that runs: due, due soon or overdue, depending on the reader's now.
    pub fn running(reader: &Reader, deadline: Running) -> Self {
        let left = deadline.due.duration_since(reader.now);
        let (state, key) = if left < SignedDuration::ZERO {
            (ChipState::Overdue, "deadline-overdue")
        } else if reader.now >= deadline.due_soon {
            (ChipState::DueSoon, "deadline-due-in")
        } else {
            (ChipState::Due, "deadline-due-in")
        };
        let text = reader.one(key, "duration", &reader.rough(left));
        Self {
            state,
            text,
            due: Some(reader.full(deadline.due)),
        }
    }

    pub fn stopped(reader: &Reader) -> Self {
        Self::plain(reader, ChipState::Stopped, "deadline-stopped")
    }

    pub fn waiting_for_buyer(reader: &Reader) -> Self {
        Self::plain(
            reader,
            ChipState::WaitingForBuyer,
            "deadline-waiting-for-buyer",
        )
    }

    pub fn no_reply_needed(reader: &Reader) -> Self {
        Self::plain(reader, ChipState::NoReplyNeeded, "deadline-no-reply-needed")
    }

    pub fn closed(reader: &Reader) -> Self {
        Self::plain(reader, ChipState::Closed, "deadline-closed")
    }

    /// For the buyer, who waits rather than owes: the same states in the buyer's words.
    pub fn for_buyer(reader: &Reader, state: ChipState) -> Self {
        let key = match state {
            ChipState::Due | ChipState::DueSoon => "deadline-buyer-due",
            ChipState::Overdue => "deadline-buyer-overdue",
            ChipState::Stopped => "deadline-buyer-stopped",
            ChipState::WaitingForBuyer => "deadline-buyer-answered",
            ChipState::NoReplyNeeded => "deadline-no-reply-needed",
            ChipState::Closed => "deadline-closed",
        };
        Self::plain(reader, state, key)
    }

    pub fn class(&self) -> &'static str {
        match self.state {
            ChipState::Due => "is-due",
            ChipState::DueSoon => "is-due-soon",
            ChipState::Overdue => "is-overdue",
            ChipState::Stopped => "is-stopped",
            ChipState::WaitingForBuyer => "is-waiting",
            ChipState::NoReplyNeeded => "is-no-reply",
            ChipState::Closed => "is-closed",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self.state {
            ChipState::Due => "clock",
            ChipState::DueSoon => "hourglass",
            ChipState::Overdue => "alert",
            ChipState::Stopped => "pause",
            ChipState::WaitingForBuyer => "reply",
            ChipState::NoReplyNeeded => "minus",
            ChipState::Closed => "check",
        }
    }

    fn plain(reader: &Reader, state: ChipState, key: &str) -> Self {
        Self {
            state,
            text: reader.texts.t(key),
            due: None,
        }
    }
}

impl Promise {
    /// The skipped days in one line.
    pub fn skipped_text(&self) -> String {
        self.skipped.join("; ")
    }
}

impl DeadlinePanel {
    pub fn is_overdue(&self) -> bool {
        self.chip.state == ChipState::Overdue
    }
}
