//! What somebody wants to do. Each route stands for exactly one.

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident,)+) => {
        /// What somebody wants to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $action,)+
        }

        impl Action {
            pub const ALL: &[Action] = &[$(Action::$action,)+];
        }
    };
}

actions! {
    /// What anybody may see: signing in, health, limits, the API's description.
    Public,
    /// Who one is oneself.
    ReadSelf,
    /// One's own session: language, signing out.
    KeepSession,
    /// One's own account: password, second factor, passkeys, the list of sessions.
    KeepAccount,
    ListConversations,
    /// How many conversations each of a seller's tabs holds.
    CountConversations,
    ReadConversation,
    /// Staff: say why one reads a conversation.
    GiveReadReason,
    /// Staff whose role reads no conversations: ask for access to one, or to a seller's.
    AskAccess,
    /// Staff: approve such access of another person, refuse or end it.
    DecideAccess,
    /// Staff: keep it from the parties for a time that somebody looked.
    MakeConfidential,
    OpenConversation,
    WriteMessage,
    /// A file that goes with a message.
    AttachFile,
    /// Say that what was found in a message of one's own side leads nowhere.
    DisputeFinding,
    /// The unsent text of one's own.
    KeepDraft,
    /// How far one has read a conversation oneself.
    MarkRead,
    /// That one is looking at a conversation, or writing in it, at present.
    ShowPresence,
    /// Changes as they happen.
    FollowLive,
    ReadNotes,
    WriteNote,
    /// Notes that name oneself.
    ReadMentions,
    Assign,
    /// Put a label on a conversation, or take it off.
    Label,
    /// Which labels the seller has, and which a conversation carries.
    ReadLabels,
    /// The seller's labels themselves.
    ManageLabels,
    /// How one likes to work.
    KeepPreferences,
    UseQuickReplies,
    ManageQuickReplies,
    /// Lists that an agent has saved.
    KeepViews,
    ReadAssignmentRules,
    ManageAssignmentRules,
    /// What a seller's own answering comes to.
    ReadFigures,
    ReadAbsences,
    AnnounceAbsence,
    /// Staff: approve an absence or refuse it.
    DecideAbsence,
    /// Violations of a seller that a person has confirmed.
    ReadStrikes,
    ContestStrike,
    /// Staff: decide whether a contested one holds.
    DecideContest,
    Close,
    Reopen,
    MarkNoReplyNeeded,
    ObjectNoReplyNeeded,
    /// Buyer: ask the marketplace to step in after a deadline has lapsed.
    Escalate,
    TakeOver,
    HandBack,
    /// Orders and listings of a seller.
    ReadOrders,
    ListAgents,
    /// A seller's people: invite, change the role, end the access.
    ManageAgents,
    /// Staff: look for conversations across sellers; shows no text.
    FindConversations,
    /// Staff: overdue deadlines by seller.
    OverseeDeadlines,
    /// Staff: a seller's people, calendar, absences and deadlines.
    ReadSeller,
    /// Staff: messages that a person has to look at, and what was decided about them.
    ReadReviews,
    /// Staff: decide about such a message.
    DecideReview,
    /// Staff: legal holds, and requests to erase buyers.
    ReadErasures,
    /// Staff: set a legal hold, or lift it.
    SetHold,
    RequestErasure,
    /// Staff: approve an erasure that somebody else asked for, or refuse it.
    DecideErasure,
    /// Staff: who of the staff has read what, and why.
    ReadReadings,
    /// Staff: the entries of the archive's log.
    ReadArchive,
    ReadSettings,
    ChangeSettings,
    /// Versions of the rules by which messages are looked through, and how good they are.
    ReadRuleSets,
    /// Entering versions, replaying and activating them.
    ChangeRuleSets,
    /// The messages that people have judged, with their texts.
    ExportLabelled,
    /// Staff: the marketplace's own people and their roles.
    ManageStaff,
    ReadEvents,
    /// Files that were made for oneself because they take long.
    FetchPreparedFile,
    /// Buyer: ask for all that is kept of oneself.
    AskOwnData,
    /// Staff: ask for all that is kept of a buyer, with a reason.
    AskBuyerData,
    /// The marketplace's systems: PUT of sellers, agents, buyers, listings, orders; import.
    PushMarketplace,
    ReadCalendar,
    ChangeCalendar,
    /// API tokens: an agent those of its seller, an administrator all.
    ManageTokens,
}
