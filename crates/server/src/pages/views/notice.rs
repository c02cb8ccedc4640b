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
    ProfileSaved,
    PasswordChanged,
    SessionEnded,
    SessionsEnded,
    TotpRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    PeopleChanged,
    InvitationWithdrawn,
    SecondFactorReset,
    /// A step on the way in took too long, or was answered wrongly too often.
    SignInAgain,
    DraftKept,
    Escalated,
    EscalationNotYet,
    QuickReplySaved,
    QuickReplyDeleted,
    MentionsRead,
    KeysSaved,
    Stale,
    /// Another conversation about the same is open, so that this one cannot be.
    AnotherOpen,
    BulkDone,
    BulkNothing,
    BulkIncomplete,
    LabelSaved,
    LabelDeleted,
    LabelsPut,
    KeptUnread,
    ViewSaved,
    ViewDeleted,
    ViewFirst,
    RuleSaved,
    RuleDeleted,
}

impl Notice {
    pub const ALL: &[Self] = &[
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
        Self::ProfileSaved,
        Self::PasswordChanged,
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::TotpRemoved,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PeopleChanged,
        Self::InvitationWithdrawn,
        Self::SecondFactorReset,
        Self::SignInAgain,
        Self::DraftKept,
        Self::Escalated,
        Self::EscalationNotYet,
        Self::QuickReplySaved,
        Self::QuickReplyDeleted,
        Self::MentionsRead,
        Self::KeysSaved,
        Self::Stale,
        Self::AnotherOpen,
        Self::BulkDone,
        Self::BulkNothing,
        Self::BulkIncomplete,
        Self::LabelSaved,
        Self::LabelDeleted,
        Self::LabelsPut,
        Self::KeptUnread,
        Self::ViewSaved,
        Self::ViewDeleted,
        Self::ViewFirst,
        Self::RuleSaved,
        Self::RuleDeleted,
    ];

    pub fn code(self) -> &'static str {
        self.key().trim_start_matches("notice-")
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|notice| notice.code() == code)
    }

    /// Whether something was refused, rather than done.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Stale
                | Self::AbsenceStale
                | Self::AnotherOpen
                | Self::SignInAgain
                | Self::SettingNotWithdrawn
                | Self::SettingNoReason
                | Self::EscalationNotYet
                | Self::BulkNothing
                | Self::BulkIncomplete
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
            Self::ProfileSaved => "notice-profile-saved",
            Self::PasswordChanged => "notice-password-changed",
            Self::SessionEnded => "notice-session-ended",
            Self::SessionsEnded => "notice-sessions-ended",
            Self::TotpRemoved => "notice-totp-removed",
            Self::PasskeyAdded => "notice-passkey-added",
            Self::PasskeyRemoved => "notice-passkey-removed",
            Self::PeopleChanged => "notice-people-changed",
            Self::InvitationWithdrawn => "notice-invitation-withdrawn",
            Self::SecondFactorReset => "notice-second-factor-reset",
            Self::SignInAgain => "notice-sign-in-again",
            Self::DraftKept => "notice-draft-kept",
            Self::Escalated => "notice-escalated",
            Self::EscalationNotYet => "notice-escalation-not-yet",
            Self::QuickReplySaved => "notice-quick-reply-saved",
            Self::QuickReplyDeleted => "notice-quick-reply-deleted",
            Self::MentionsRead => "notice-mentions-read",
            Self::KeysSaved => "notice-keys-saved",
            Self::Stale => "notice-stale",
            Self::AnotherOpen => "notice-another-open",
            Self::BulkDone => "notice-bulk-done",
            Self::BulkNothing => "notice-bulk-nothing",
            Self::BulkIncomplete => "notice-bulk-incomplete",
            Self::LabelSaved => "notice-label-saved",
            Self::LabelDeleted => "notice-label-deleted",
            Self::LabelsPut => "notice-labels-put",
            Self::KeptUnread => "notice-kept-unread",
            Self::ViewSaved => "notice-view-saved",
            Self::ViewDeleted => "notice-view-deleted",
            Self::ViewFirst => "notice-view-first",
            Self::RuleSaved => "notice-rule-saved",
            Self::RuleDeleted => "notice-rule-deleted",
        }
    }
}
