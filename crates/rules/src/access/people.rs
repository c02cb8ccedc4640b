//! What may be changed in the people of a seller and of the marketplace, so that nobody is left without anyone
//! who could change it back. It knows neither names nor passwords.

use super::{AgentRole, Role, Roles};

/// One of the people, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<R> {
    pub role: R,
    pub active: bool,
}

/// Why the people stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeopleRefused {
    #[error("at least one active owner remains")]
    LastOwner,
    #[error("at least one active administrator remains")]
    LastAdministrator,
    #[error("nobody changes the own roles or ends the own access")]
    Oneself,
    #[error("a person of staff has at least one role")]
    NoRole,
}

impl PeopleRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            PeopleRefused::LastOwner => "last_owner",
            PeopleRefused::LastAdministrator => "last_administrator",
            PeopleRefused::Oneself => "oneself",
            PeopleRefused::NoRole => "no_role",
        }
    }
}

/// Whether an agent may become this. `other_owners` counts the active owners besides.
pub fn may_change_agent(
    before: Standing<AgentRole>,
    after: Standing<AgentRole>,
    other_owners: usize,
) -> Result<(), PeopleRefused> {
    let owns = |standing: Standing<AgentRole>| standing.active && standing.role == AgentRole::Owner;
    if owns(before) && !owns(after) && other_owners == 0 {
        return Err(PeopleRefused::LastOwner);
    }
    Ok(())
}

/// Whether a person of staff may become this. `other_administrators` counts the active ones besides.
pub fn may_change_staff(
    before: Standing<Roles>,
    after: Standing<Roles>,
    is_oneself: bool,
    other_administrators: usize,
) -> Result<(), PeopleRefused> {
    if is_oneself && before != after {
        return Err(PeopleRefused::Oneself);
    }
    if after.role.iter().next().is_none() {
        return Err(PeopleRefused::NoRole);
    }
    let administers =
        |standing: Standing<Roles>| standing.active && standing.role.contains(Role::Administrator);
    if administers(before) && !administers(after) && other_administrators == 0 {
        return Err(PeopleRefused::LastAdministrator);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(role: AgentRole, active: bool) -> Standing<AgentRole> {
        Standing { role, active }
    }

    fn staff(roles: &[Role], active: bool) -> Standing<Roles> {
        Standing {
            role: Roles::new(roles.iter().copied()),
            active,
        }
    }

    #[test]
    fn a_seller_keeps_an_owner() {
        use AgentRole::{Agent, Owner, ReadOnly};
        let cases = [
            (agent(Owner, true), agent(Agent, true), 0, false),
            (agent(Owner, true), agent(Owner, false), 0, false),
            (agent(Owner, true), agent(ReadOnly, true), 1, true),
            (agent(Owner, true), agent(Owner, true), 0, true),
            (agent(Owner, false), agent(Agent, false), 0, true),
            (agent(Agent, true), agent(ReadOnly, false), 0, true),
            (agent(Agent, true), agent(Owner, true), 0, true),
        ];
        for (before, after, others, allowed) in cases {
            let verdict = may_change_agent(before, after, others);
            let expected = if allowed {
                Ok(())
            } else {
                Err(PeopleRefused::LastOwner)
            };
            assert_eq!(verdict, expected, "{before:?} to {after:?} beside {others}");
        }
    }

    #[test]
    fn the_marketplace_keeps_an_administrator_and_nobody_changes_oneself() {
        use Role::{Administrator, Moderator};
        let admin = staff(&[Administrator], true);
        let both = staff(&[Administrator, Moderator], true);
        let gone = staff(&[Administrator], false);
        let moderator = staff(&[Moderator], true);
        let nothing = staff(&[], true);
        use PeopleRefused::{LastAdministrator, NoRole, Oneself};
        let cases = [
            (admin, moderator, false, 0, Err(LastAdministrator)),
            (admin, gone, false, 0, Err(LastAdministrator)),
            (admin, moderator, false, 1, Ok(())),
            (admin, both, false, 0, Ok(())),
            (admin, both, true, 3, Err(Oneself)),
            (admin, gone, true, 3, Err(Oneself)),
            (admin, admin, true, 0, Ok(())),
            (moderator, nothing, false, 1, Err(NoRole)),
            (moderator, admin, false, 0, Ok(())),
            (gone, moderator, false, 0, Ok(())),
        ];
        for (before, after, oneself, others, expected) in cases {
            let verdict = may_change_staff(before, after, oneself, others);
            assert_eq!(verdict, expected, "{before:?} to {after:?}");
        }
    }
}
