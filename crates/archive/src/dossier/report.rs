//! What was found about a dossier, one line per check.

use std::fmt::{self, Display};

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    File,
    Manifest,
    Files,
    Checkpoint,
    Timestamp,
    Account,
    Entries,
    Proofs,
    Contents,
    People,
    Timeline,
    Messages,
    Attachments,
    Notes,
    Deadlines,
}

impl About {
    pub const ALL: [About; 15] = [
        About::File,
        About::Manifest,
        About::Files,
        About::Checkpoint,
        About::Timestamp,
        About::Account,
        About::Entries,
        About::Proofs,
        About::Contents,
        About::People,
        About::Timeline,
        About::Messages,
        About::Attachments,
        About::Notes,
        About::Deadlines,
    ];

    pub fn code(self) -> &'static str {
        match self {
            About::File => "file",
            About::Manifest => "manifest",
            About::Files => "files",
            About::Checkpoint => "checkpoint",
            About::Timestamp => "timestamp",
            About::Account => "account",
            About::Entries => "entries",
            About::Proofs => "proofs",
            About::Contents => "contents",
            About::People => "people",
            About::Timeline => "timeline",
            About::Messages => "messages",
            About::Attachments => "attachments",
            About::Notes => "notes",
            About::Deadlines => "deadlines",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Holds,
    /// Nothing that holds or does not, but that the reader should know.
    Tells,
    Fails,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub verdict: Verdict,
    pub about: About,
    pub text: String,
}

/// The checks in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    pub lines: Vec<Line>,
}

impl Report {
    pub fn holds(&self) -> bool {
        self.lines.iter().all(|line| line.verdict != Verdict::Fails)
    }

    pub(super) fn add(&mut self, verdict: Verdict, about: About, text: impl Display) {
        self.lines.push(Line {
            verdict,
            about,
            text: text.to_string(),
        });
    }

    pub(super) fn ok(&mut self, about: About, text: impl Display) {
        self.add(Verdict::Holds, about, text);
    }

    pub(super) fn tell(&mut self, about: About, text: impl Display) {
        self.add(Verdict::Tells, about, text);
    }

    pub(super) fn fail(&mut self, about: About, text: impl Display) {
        self.add(Verdict::Fails, about, text);
    }

    /// A line for faults each, or one that says that there are none.
    pub(super) fn settle(&mut self, about: About, faults: Vec<String>, ok: impl Display) {
        match faults.is_empty() {
            true => self.ok(about, ok),
            false => faults.into_iter().for_each(|fault| self.fail(about, fault)),
        }
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about.code(), self.text)
    }
}
