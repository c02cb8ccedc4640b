//! Who may do what: one table of viewer × action × record.
//! It knows no route and no status code; a route names the action that it stands for.

use crate::ids::{AgentId, BuyerId, SellerId, StaffId, TokenId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Nobody signed in.
    Anonymous,
    Buyer(BuyerId),
    /// A person of a seller, in the pages or with a token of scope `agent`.
    Agent {
        seller: SellerId,
        agent: AgentId,
    },
    /// A program of a seller, with a token of scope `automation`: it may write, but no reply of its own keeps a deadline.
    Automation {
        seller: SellerId,
        token: TokenId,
    },
    Staff {
        staff: StaffId,
        roles: Roles,
    },
    /// The marketplace's own systems, with a token of scope `platform`.
    Platform {
        token: TokenId,
    },
}

/// A role of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Moderator,
    Decider,
    Reviewer,
    Auditor,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 5] = [
        Role::Moderator,
        Role::Decider,
        Role::Reviewer,
        Role::Auditor,
        Role::Administrator,
    ];

    /// Stable code, as configuration, API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            Role::Moderator => "moderator",
            Role::Decider => "decider",
            Role::Reviewer => "reviewer",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The roles of one person, a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u8);

impl Roles {
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Roles {
        Roles(
            roles
                .into_iter()
                .fold(0, |set, role| set | (1 << role as u8)),
        )
    }

    pub fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL
            .into_iter()
            .filter(move |role| self.contains(*role))
    }

    /// Comma-separated codes in the order of [`Role::ALL`].
    pub fn to_codes(self) -> String {
        self.iter().map(Role::code).collect::<Vec<_>>().join(",")
    }

    /// Reads comma-separated codes; an unknown one is refused by name.
    pub fn from_codes(codes: &str) -> Result<Roles, String> {
        let parts = codes
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let roles: Result<Vec<Role>, String> = parts
            .map(|part| Role::from_code(part).ok_or_else(|| part.to_owned()))
            .collect();
        roles.map(Roles::new)
    }
}

/// What somebody wants to do. Each route stands for exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// What anybody may see: signing in, health, limits, the API's description.
    Public,
    /// Who one is oneself.
    ReadSelf,
    /// One's own session: language, signing out.
    KeepSession,
    ListConversations,
    /// How many conversations each of a seller's tabs holds.
    CountConversations,
    ReadConversation,
    /// Staff: say why one reads a conversation.
    GiveReadReason,
    OpenConversation,
    WriteMessage,
    ReadNotes,
    WriteNote,
    Assign,
    Close,
    Reopen,
    MarkNoReplyNeeded,
    ObjectNoReplyNeeded,
    TakeOver,
    HandBack,
    /// Orders and listings of a seller.
    ReadOrders,
    ListAgents,
    /// Staff: look for conversations across sellers; shows no text.
    FindConversations,
    /// Staff: overdue deadlines by seller.
    OverseeDeadlines,
    ReadEvents,
    /// The marketplace's systems: PUT of sellers, agents, buyers, listings, orders; import.
    PushMarketplace,
    ReadCalendar,
    ChangeCalendar,
    /// API tokens: an agent those of its seller, an administrator all.
    ManageTokens,
}

impl Action {
    pub const ALL: [Action; 27] = [
        Action::Public,
        Action::ReadSelf,
        Action::KeepSession,
        Action::ListConversations,
        Action::CountConversations,
        Action::ReadConversation,
        Action::GiveReadReason,
        Action::OpenConversation,
        Action::WriteMessage,
        Action::ReadNotes,
        Action::WriteNote,
        Action::Assign,
        Action::Close,
        Action::Reopen,
        Action::MarkNoReplyNeeded,
        Action::ObjectNoReplyNeeded,
        Action::TakeOver,
        Action::HandBack,
        Action::ReadOrders,
        Action::ListAgents,
        Action::FindConversations,
        Action::OverseeDeadlines,
        Action::ReadEvents,
        Action::PushMarketplace,
        Action::ReadCalendar,
        Action::ChangeCalendar,
        Action::ManageTokens,
    ];
}

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
        Viewer::Agent { .. } => agent_may(action),
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
            | Close
            | Reopen
            | ObjectNoReplyNeeded
            | ReadOrders
            | ReadEvents
    )
}

fn agent_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        KeepSession
            | ListConversations
            | CountConversations
            | ReadConversation
            | OpenConversation
            | WriteMessage
            | ReadNotes
            | WriteNote
            | Assign
            | Close
            | Reopen
            | MarkNoReplyNeeded
            | ReadOrders
            | ListAgents
            | ReadEvents
            | ReadCalendar
            | ManageTokens
    )
}

fn automation_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        ListConversations
            | CountConversations
            | ReadConversation
            | WriteMessage
            | ReadNotes
            | Assign
            | ReadOrders
            | ListAgents
            | ReadEvents
            | ReadCalendar
    )
}

fn staff_may(role: Role, action: Action) -> bool {
    use Action::*;
    let reads = matches!(
        action,
        KeepSession
            | ReadConversation
            | GiveReadReason
            | ReadNotes
            | FindConversations
            | OverseeDeadlines
            | ReadOrders
            | ListAgents
            | ReadCalendar
            | ReadEvents
    );
    match role {
        Role::Moderator => {
            reads
                || matches!(
                    action,
                    OpenConversation | WriteMessage | Close | Reopen | TakeOver | HandBack
                )
        }
        Role::Decider | Role::Reviewer | Role::Auditor => reads,
        Role::Administrator => reads || matches!(action, ChangeCalendar | ManageTokens),
    }
}

fn platform_may(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        PushMarketplace | ReadOrders | ListAgents | ReadEvents | ReadCalendar | OverseeDeadlines
    )
}
