//! The short confirmations and refusals shown once on top of a page.

macro_rules! notices {
    ($($(#[$doc:meta])* $notice:ident = $key:literal,)+) => {
        /// What just happened. The code travels in the address after a redirect (`?notice=…`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Notice {
            $($(#[$doc])* $notice,)+
        }

        impl Notice {
            pub const ALL: &[Self] = &[$(Self::$notice,)+];

            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$notice => $key,)+
                }
            }
        }
    };
}

notices! {
    FileAsked = "notice-file-asked",
    ReplySent = "notice-reply-sent",
    NoteSaved = "notice-note-saved",
    QuestionSent = "notice-question-sent",
    LandedInOpen = "notice-landed-in-open",
    Assigned = "notice-assigned",
    Closed = "notice-closed",
    Reopened = "notice-reopened",
    NoReplyNeeded = "notice-no-reply-needed",
    Objected = "notice-objected",
    TakenOver = "notice-taken-over",
    HandedBack = "notice-handed-back",
    CalendarChanged = "notice-calendar-changed",
    AbsenceAnnounced = "notice-absence-announced",
    AbsenceChanged = "notice-absence-changed",
    AbsenceWithdrawn = "notice-absence-withdrawn",
    AbsenceApproved = "notice-absence-approved",
    AbsenceRefused = "notice-absence-refused",
    AbsenceStale = "notice-absence-stale",
    SettingChanged = "notice-setting-changed",
    SettingWithdrawn = "notice-setting-withdrawn",
    SettingNotWithdrawn = "notice-setting-not-withdrawn",
    SettingNoReason = "notice-setting-no-reason",
    SignedOut = "notice-signed-out",
    ProfileSaved = "notice-profile-saved",
    PasswordChanged = "notice-password-changed",
    SessionEnded = "notice-session-ended",
    SessionsEnded = "notice-sessions-ended",
    TotpRemoved = "notice-totp-removed",
    PasskeyAdded = "notice-passkey-added",
    PasskeyRemoved = "notice-passkey-removed",
    PeopleChanged = "notice-people-changed",
    InvitationWithdrawn = "notice-invitation-withdrawn",
    SecondFactorReset = "notice-second-factor-reset",
    /// A step on the way in took too long, or was answered wrongly too often.
    SignInAgain = "notice-sign-in-again",
    DraftKept = "notice-draft-kept",
    Escalated = "notice-escalated",
    EscalationNotYet = "notice-escalation-not-yet",
    QuickReplySaved = "notice-quick-reply-saved",
    QuickReplyDeleted = "notice-quick-reply-deleted",
    MentionsRead = "notice-mentions-read",
    KeysSaved = "notice-keys-saved",
    Stale = "notice-stale",
    /// Another conversation about the same is open, so that this one cannot be.
    AnotherOpen = "notice-another-open",
    BulkDone = "notice-bulk-done",
    BulkNothing = "notice-bulk-nothing",
    BulkIncomplete = "notice-bulk-incomplete",
    LabelSaved = "notice-label-saved",
    LabelDeleted = "notice-label-deleted",
    LabelsPut = "notice-labels-put",
    KeptUnread = "notice-kept-unread",
    ViewSaved = "notice-view-saved",
    ViewDeleted = "notice-view-deleted",
    ViewFirst = "notice-view-first",
    RuleSaved = "notice-rule-saved",
    RuleDeleted = "notice-rule-deleted",
    RuleSetEntered = "notice-ruleset-entered",
    RuleSetActive = "notice-ruleset-active",
    RuleSetNotActive = "notice-ruleset-not-active",
    RuleSetNoReason = "notice-ruleset-no-reason",
    ReplayStarted = "notice-replay-started",
    ReplayStopped = "notice-replay-stopped",
    ReplayNotStarted = "notice-replay-not-started",
    StrikeContested = "notice-strike-contested",
    StrikeStale = "notice-strike-stale",
    HoldSet = "notice-hold-set",
    HoldLifted = "notice-hold-lifted",
    ErasureRequested = "notice-erasure-requested",
    ErasureApproved = "notice-erasure-approved",
    ErasureRefused = "notice-erasure-refused",
    ContestDecided = "notice-contest-decided",
    Disputed = "notice-disputed",
    DisputeRefused = "notice-dispute-refused",
    DisputeNoReason = "notice-dispute-no-reason",
    ReplyHeld = "notice-reply-held",
    HeldTakenBack = "notice-held-taken-back",
    NotWaiting = "notice-not-waiting",
    ReviewDecided = "notice-review-decided",
    ReviewClaimed = "notice-review-claimed",
    ReviewLeft = "notice-review-left",
    ReviewTakeFirst = "notice-review-take-first",
    ReviewsDone = "notice-reviews-done",
    AccessNeeded = "notice-access-needed",
    AccessAsked = "notice-access-asked",
    AccessApproved = "notice-access-approved",
    AccessRefused = "notice-access-refused",
    AccessEnded = "notice-access-ended",
    AccessStale = "notice-access-stale",
    AccessSamePerson = "notice-access-same-person",
    MadeConfidential = "notice-made-confidential",
    NotConfidential = "notice-not-confidential",
    ExportNoReason = "notice-export-no-reason",
}

impl Notice {
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
                | Self::RuleSetNotActive
                | Self::RuleSetNoReason
                | Self::ReplayNotStarted
                | Self::StrikeStale
                | Self::DisputeRefused
                | Self::DisputeNoReason
                | Self::NotWaiting
                | Self::ReviewClaimed
                | Self::ReviewTakeFirst
                | Self::AccessNeeded
                | Self::AccessStale
                | Self::AccessSamePerson
                | Self::NotConfidential
                | Self::ExportNoReason
        )
    }
}
