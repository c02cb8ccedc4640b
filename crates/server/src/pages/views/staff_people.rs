//! The people of the marketplace, as its administrators keep them.

use askama::Template;
use rules::access::{Role, Roles};

use super::format::TimeText;
use super::page::Page;
use crate::i18n::Language;

#[derive(Debug, Template)]
#[template(path = "staff/people.html")]
pub struct StaffPeoplePage {
    pub page: Page,
    pub people: Vec<StaffView>,
    pub form: NewStaffForm,
    /// The first password of somebody who was just added: shown once.
    pub made: Option<FirstPassword>,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct StaffView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Roles,
    pub active: bool,
    pub version: i64,
    pub totp: bool,
    pub passkeys: u64,
    pub is_oneself: bool,
    /// `None`: never.
    pub signed_in: Option<TimeText>,
}

#[derive(Clone, Debug, Default)]
pub struct NewStaffForm {
    pub name: String,
    pub email: String,
    pub language: Language,
    pub roles: Roles,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FirstPassword {
    pub name: String,
    pub email: String,
    pub password: String,
}

impl StaffPeoplePage {
    fn roles(&self) -> [Role; 5] {
        Role::ALL
    }

    fn role_text(&self, role: &Role) -> String {
        self.page.t(match role {
            Role::Moderator => "people-staff-moderator",
            Role::Decider => "people-staff-decider",
            Role::Reviewer => "people-staff-reviewer",
            Role::Auditor => "people-staff-auditor",
            Role::Administrator => "people-staff-administrator",
        })
    }
}

impl StaffView {
    fn has(&self, role: &Role) -> bool {
        self.roles.contains(*role)
    }

    fn has_factor(&self) -> bool {
        self.totp || self.passkeys > 0
    }
}

impl NewStaffForm {
    fn has(&self, role: &Role) -> bool {
        self.roles.contains(*role)
    }
}
