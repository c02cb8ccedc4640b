//! Planned absences: the seller's own page with its form, and what staff decide.

use askama::Template;
use rules::absence::Standing;

use super::format::TimeText;
use super::inbox::AgentOption;
use super::page::Page;

/// What a seller has announced, and the form for more.
#[derive(Debug, Template)]
#[template(path = "absences/of_seller.html")]
pub struct AbsencesPage {
    pub page: Page,
    /// `None` where the reader may only look.
    pub form: Option<AbsenceForm>,
    /// Whether an approved absence stops the seller's clock.
    pub stops_clock: bool,
    /// To come and running, the next one first.
    pub coming: Vec<AbsenceView>,
    /// Over, refused and taken back, the latest first.
    pub past: Vec<AbsenceView>,
}

/// One absence that is to be changed.
#[derive(Debug, Template)]
#[template(path = "absences/change.html")]
pub struct AbsenceChangePage {
    pub page: Page,
    pub absence: AbsenceView,
    pub form: AbsenceForm,
}

/// What waits for staff, and what they decided.
#[derive(Debug, Template)]
#[template(path = "absences/for_staff.html")]
pub struct StaffAbsencesPage {
    pub page: Page,
    pub may_decide: bool,
    pub waiting: Vec<AbsenceView>,
    pub decided: Vec<AbsenceView>,
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct AbsenceForm {
    /// Who is away: the whole seller first. Empty where it cannot be chosen.
    pub people: Vec<AgentOption>,
    pub deputies: Vec<AgentOption>,
    /// ISO dates.
    pub first: String,
    pub last: String,
    pub reason: String,
    pub error: Option<String>,
}

/// One absence in words.
#[derive(Clone, Debug)]
pub struct AbsenceView {
    pub id: String,
    pub version: i64,
    pub seller: String,
    /// `None`: the whole seller.
    pub agent: Option<String>,
    /// "7. 12. 2026 – 11. 12. 2026".
    pub days: String,
    pub working_days: u64,
    pub deputy: Option<String>,
    pub reason: Option<String>,
    pub refused_because: Option<String>,
    pub announced: TimeText,
    pub standing: Standing,
    pub can_change: bool,
    pub can_withdraw: bool,
    /// Why a decision was not taken, beside its form.
    pub error: Option<String>,
}

impl AbsenceView {
    pub fn standing_key(&self) -> &'static str {
        match self.standing {
            Standing::Announced => "absence-standing-announced",
            Standing::Approved => "absence-standing-approved",
            Standing::Running => "absence-standing-running",
            Standing::Refused => "absence-standing-refused",
            Standing::Withdrawn => "absence-standing-withdrawn",
            Standing::Ended => "absence-standing-ended",
        }
    }

    pub fn class(&self) -> &'static str {
        match self.standing {
            Standing::Announced => "is-due-soon",
            Standing::Approved => "is-due",
            Standing::Running => "is-stopped",
            Standing::Refused => "is-overdue",
            Standing::Withdrawn | Standing::Ended => "is-closed",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self.standing {
            Standing::Announced => "hourglass",
            Standing::Approved => "check",
            Standing::Running => "pause",
            Standing::Refused => "alert",
            Standing::Withdrawn | Standing::Ended => "minus",
        }
    }

    fn is_running(&self) -> bool {
        self.standing == Standing::Running
    }

    /// The seller is away and has named nobody.
    pub(super) fn lacks_deputy(&self) -> bool {
        let counts = matches!(
            self.standing,
            Standing::Announced | Standing::Approved | Standing::Running
        );
        counts && self.deputy.is_none()
    }
}

impl AbsencesPage {
    fn stops_key(&self) -> &'static str {
        match self.stops_clock {
            true => "absence-clock-stops",
            false => "absence-clock-runs",
        }
    }
}
