//! The short confirmations and refusals shown once on top of a page.

/// What just happened. The code travels in the address after a redirect (`?notice=…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    ReplySent,
    NoteSaved,
    QuestionSent,
    LandedInOpen,
    Assigned,
    Closed,
    Reopened,
    NoReplyNeeded,
    Objected,
    TakenOver,
    HandedBack,
    CalendarChanged,
    AbsenceAnnounced,
    AbsenceChanged,
    AbsenceWithdrawn,
    AbsenceApproved,
    AbsenceRefused,
    AbsenceStale,
    SettingChanged,
    SettingWithdrawn,
    SettingNotWithdrawn,
    SettingNoReason,
    SignedOut,
    Stale,
    /// Another conversation about the same is open, so that this one cannot be.
    AnotherOpen,
}

impl Notice {
    pub const ALL: [Self; 25] = [
        Self::ReplySent,
        Self::NoteSaved,
        Self::QuestionSent,
        Self::LandedInOpen,
        Self::Assigned,
        Self::Closed,
        Self::Reopened,
        Self::NoReplyNeeded,
        Self::Objected,
        Self::TakenOver,
        Self::HandedBack,
        Self::CalendarChanged,
        Self::AbsenceAnnounced,
        Self::AbsenceChanged,
        Self::AbsenceWithdrawn,
        Self::AbsenceApproved,
        Self::AbsenceRefused,
        Self::AbsenceStale,
        Self::SettingChanged,
        Self::SettingWithdrawn,
        Self::SettingNotWithdrawn,
        Self::SettingNoReason,
        Self::SignedOut,
        Self::Stale,
        Self::AnotherOpen,
    ];

    pub fn code(self) -> &'static str {
        self.key().trim_start_matches("notice-")
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    /// Whether something was refused, rather than done.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Stale
                | Self::AbsenceStale
                | Self::AnotherOpen
                | Self::SettingNotWithdrawn
                | Self::SettingNoReason
        )
    }

    pub fn key(&self) -> &'static str {
        match self {
            Self::ReplySent => "notice-reply-sent",
            Self::NoteSaved => "notice-note-saved",
            Self::QuestionSent => "notice-question-sent",
            Self::LandedInOpen => "notice-landed-in-open",
            Self::Assigned => "notice-assigned",
            Self::Closed => "notice-closed",
            Self::Reopened => "notice-reopened",
            Self::NoReplyNeeded => "notice-no-reply-needed",
            Self::Objected => "notice-objected",
            Self::TakenOver => "notice-taken-over",
            Self::HandedBack => "notice-handed-back",
            Self::CalendarChanged => "notice-calendar-changed",
            Self::AbsenceAnnounced => "notice-absence-announced",
            Self::AbsenceChanged => "notice-absence-changed",
            Self::AbsenceWithdrawn => "notice-absence-withdrawn",
            Self::AbsenceApproved => "notice-absence-approved",
            Self::AbsenceRefused => "notice-absence-refused",
            Self::AbsenceStale => "notice-absence-stale",
            Self::SettingChanged => "notice-setting-changed",
            Self::SettingWithdrawn => "notice-setting-withdrawn",
            Self::SettingNotWithdrawn => "notice-setting-not-withdrawn",
            Self::SettingNoReason => "notice-setting-no-reason",
            Self::SignedOut => "notice-signed-out",
            Self::Stale => "notice-stale",
            Self::AnotherOpen => "notice-another-open",
        }
    }
}
