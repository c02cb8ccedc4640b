//! The roles of the marketplace's staff.

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
