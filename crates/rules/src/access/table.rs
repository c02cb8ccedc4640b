//! The table itself.

use super::{Action, AgentRole, Role, Viewer};

/// Whose record it is that the action touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The viewer's own: its seller's or its own as a buyer. For staff and the platform every record is.
    Own,
    /// Somebody else's.
    Foreign,
    /// No record, or one that belongs to the whole marketplace.
    Marketplace,
}

/// The table's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    /// Nobody is signed in, or with bad credentials.
    SignInFirst,
    /// The viewer may know that it exists, but not do this.
    Forbidden,
    /// The viewer may not even know that it exists.
    Hidden,
}

/// The whole table. `relation` says whose record the action touches.
pub fn may(viewer: &Viewer, action: Action, relation: Relation) -> Verdict {
    if action == Action::Public {
        return Verdict::Allowed;
    }
    if *viewer == Viewer::Anonymous {
        return Verdict::SignInFirst;
    }
    let tenant = matches!(
        viewer,
        Viewer::Buyer(_) | Viewer::Agent { .. } | Viewer::Automation { .. }
    );
    if tenant && relation == Relation::Foreign {
        return Verdict::Hidden;
    }
    if action == Action::ReadSelf {
        return Verdict::Allowed;
    }
    let allowed = match viewer {
        Viewer::Anonymous => false,
        Viewer::Buyer(_) => buyer_may(action),
        Viewer::Agent { role, .. } => agent_may(*role, action),
        Viewer::Automation { .. } => automation_may(action),
        Viewer::Staff { roles, .. } => roles.iter().any(|role| staff_may(role, action)),
        Viewer::Platform { .. } => platform_may(action),
    };
    if allowed {
        Verdict::Allowed
    } else {
        Verdict::Forbidden
    }
}

fn buyer_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        KeepSession
            | ListConversations
            | ReadConversation
            | OpenConversation
            | WriteMessage
            | AttachFile
            | DisputeFinding
            | KeepDraft
            | MarkRead
            | FollowLive
            | Close
            | Reopen
            | ObjectNoReplyNeeded
            | Escalate
            | ReadOrders
            | ReadEvents
            | FetchPreparedFile
            | AskOwnData
    )
}

fn agent_may(role: AgentRole, action: Action) -> bool {
    use Action::*;
    let reads = matches!(
        action,
        KeepSession
            | KeepAccount
            | ListConversations
            | CountConversations
            | ReadConversation
            | MarkRead
            | ShowPresence
            | FollowLive
            | ReadNotes
            | ReadMentions
            | KeepPreferences
            | ReadLabels
            | UseQuickReplies
            | KeepViews
            | ReadAssignmentRules
            | ReadFigures
            | ReadAbsences
            | ReadStrikes
            | ReadOrders
            | ListAgents
            | ReadEvents
            | FetchPreparedFile
            | ReadCalendar
    );
    let answers = matches!(
        action,
        OpenConversation
            | WriteMessage
            | AttachFile
            | DisputeFinding
            | KeepDraft
            | WriteNote
            | Assign
            | Label
            | ManageLabels
            | ManageQuickReplies
            | Close
            | Reopen
            | MarkNoReplyNeeded
    );
    let owns = matches!(
        action,
        ManageAgents | ManageAssignmentRules | AnnounceAbsence | ContestStrike | ManageTokens
    );
    match role {
        AgentRole::Owner => reads || answers || owns,
        AgentRole::Agent => reads || answers,
        AgentRole::ReadOnly => reads,
    }
}

fn automation_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        ListConversations
            | CountConversations
            | ReadConversation
            | WriteMessage
            | AttachFile
            | ReadNotes
            | Assign
            | Label
            | ReadLabels
            | ReadOrders
            | ListAgents
            | ReadEvents
            | FetchPreparedFile
            | ReadCalendar
    )
}

fn staff_may(role: Role, action: Action) -> bool {
    use Action::*;
    let reads = matches!(
        action,
        KeepSession
            | KeepAccount
            | ReadConversation
            | FollowLive
            | ReadNotes
            | FindConversations
            | OverseeDeadlines
            | ReadSeller
            | ReadFigures
            | ReadAbsences
            | ReadStrikes
            | ReadSettings
            | ReadRuleSets
            | ReadOrders
            | ListAgents
            | ReadCalendar
            | ReadEvents
            | FetchPreparedFile
    );
    // Who changes settings and roles does not read by them as well.
    let reads = reads || (action == GiveReadReason && role != Role::Administrator);
    match role {
        Role::Moderator => {
            reads
                || matches!(
                    action,
                    OpenConversation
                        | WriteMessage
                        | AttachFile
                        | KeepDraft
                        | ShowPresence
                        | DecideAbsence
                        | ReadReviews
                        | DecideReview
                        | ReadErasures
                        | RequestErasure
                        | Close
                        | Reopen
                        | TakeOver
                        | HandBack
                        | AskBuyerData
                )
        }
        Role::Decider => {
            reads
                || matches!(
                    action,
                    DecideContest | ReadErasures | SetHold | DecideErasure
                )
        }
        Role::Reviewer => reads || action == DecideContest,
        Role::Auditor => {
            reads
                || matches!(
                    action,
                    ReadReviews
                        | ReadErasures
                        | ReadReadings
                        | ReadArchive
                        | DecideAccess
                        | MakeConfidential
                )
        }
        Role::Administrator => reads || administrator_may(action),
    }
}

/// What an administrator may besides what all staff may read.
fn administrator_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        ReadReadings
            | AskAccess
            | DecideAccess
            | ReadErasures
            | SetHold
            | RequestErasure
            | DecideErasure
            | DecideAbsence
            | ChangeSettings
            | ChangeRuleSets
            | ExportLabelled
            | ManageStaff
            | ChangeCalendar
            | ManageTokens
    )
}

fn platform_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        PushMarketplace | ReadOrders | ListAgents | ReadEvents | ReadCalendar | OverseeDeadlines
    )
}
