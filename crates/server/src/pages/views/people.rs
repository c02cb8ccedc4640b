//! The people of a seller: who works for it, who is invited, and what an invited person sees.

use askama::Template;
use rules::access::AgentRole;

use super::format::TimeText;
use super::page::Page;
use crate::i18n::Language;

#[derive(Debug, Template)]
#[template(path = "people/home.html")]
pub struct PeoplePage {
    pub page: Page,
    pub people: Vec<AgentView>,
    pub invitations: Vec<InvitationView>,
    /// `None` where the marketplace alone adds agents.
    pub form: Option<InviteForm>,
    /// The link of an invitation that was just made: shown once.
    pub link: Option<InvitedLink>,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct AgentView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: AgentRole,
    pub active: bool,
    pub version: i64,
    pub is_oneself: bool,
}

#[derive(Clone, Debug)]
pub struct InvitationView {
    pub id: String,
    pub email: String,
    pub role: AgentRole,
    pub until: TimeText,
}

#[derive(Clone, Debug)]
pub struct InviteForm {
    pub email: String,
    pub role: AgentRole,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct InvitedLink {
    pub email: String,
    pub url: String,
    pub until: String,
}

/// What an invited person is asked.
#[derive(Debug, Template)]
#[template(path = "people/invitation.html")]
pub struct InvitationPage {
    pub page: Page,
    /// Where the form is sent.
    pub url: String,
    pub seller: String,
    pub email: String,
    pub role: AgentRole,
    pub name: String,
    pub language: Language,
    pub error: Option<String>,
}

/// A link that is used up, withdrawn or too old.
#[derive(Debug, Template)]
#[template(path = "people/invitation_gone.html")]
pub struct InvitationGonePage {
    pub page: Page,
}

/// The name of a role.
pub fn role_key(role: &AgentRole) -> &'static str {
    match role {
        AgentRole::Owner => "people-role-owner",
        AgentRole::Agent => "people-role-agent",
        AgentRole::ReadOnly => "people-role-read-only",
    }
}

impl PeoplePage {
    fn roles(&self) -> [AgentRole; 3] {
        AgentRole::ALL
    }

    fn role_text(&self, role: &AgentRole) -> String {
        self.page.t(role_key(role))
    }
}

impl InvitationPage {
    fn role_text(&self) -> String {
        self.page.t(role_key(&self.role))
    }
}
