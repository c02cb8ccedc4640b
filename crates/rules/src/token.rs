//! API tokens: what they open, how long they live, and who may make or revoke one.
//! It knows neither the token's bytes nor where they are stored.

use jiff::{SignedDuration, Timestamp};

use crate::access::{Role, Viewer};
use crate::ids::{AgentId, SellerId, StaffId};

/// Longest name of a token, in characters.
pub const NAME_MAX_CHARS: usize = 100;

/// Longest life of a token.
pub const LIFE_MAX: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What kind of viewer a token makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The marketplace's systems.
    Platform,
    /// One agent, with everything that the agent may do.
    Agent,
    /// A program of a seller.
    Automation,
    /// One person of staff, with the roles that the person has at the time.
    Staff,
}

impl Scope {
    pub const ALL: [Scope; 4] = [
        Scope::Platform,
        Scope::Agent,
        Scope::Automation,
        Scope::Staff,
    ];

    /// Stable code, as API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            Scope::Platform => "platform",
            Scope::Agent => "agent",
            Scope::Automation => "automation",
            Scope::Staff => "staff",
        }
    }

    pub fn from_code(code: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// Whom a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    Platform,
    Agent { seller: SellerId, agent: AgentId },
    Automation { seller: SellerId },
    Staff(StaffId),
}

impl Holder {
    pub fn scope(&self) -> Scope {
        match self {
            Holder::Platform => Scope::Platform,
            Holder::Agent { .. } => Scope::Agent,
            Holder::Automation { .. } => Scope::Automation,
            Holder::Staff(_) => Scope::Staff,
        }
    }

    /// The seller whose records it opens; `None` where it is not one seller's.
    pub fn seller(&self) -> Option<&SellerId> {
        match self {
            Holder::Agent { seller, .. } | Holder::Automation { seller } => Some(seller),
            Holder::Platform | Holder::Staff(_) => None,
        }
    }
}

/// A token that somebody asks for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    pub holder: &'a Holder,
    pub name: &'a str,
    pub expires_at: Timestamp,
    /// Until when the token lives that the request came with; `None` for a session.
    pub maker_expires_at: Option<Timestamp>,
}

/// Why a token is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    #[error("a token has a name of 1 to {NAME_MAX_CHARS} characters without control characters")]
    Name,
    #[error("expires_at must be later than now")]
    Expired,
    #[error("a token lives for at most 366 days")]
    LivesTooLong,
    #[error("a token made with a token may not outlive it: choose an earlier expires_at")]
    OutlivesMaker,
    #[error("you may not make a token for this holder")]
    NotYours,
}

impl TokenRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            TokenRefused::Name => "token_name",
            TokenRefused::Expired => "token_expired",
            TokenRefused::LivesTooLong => "token_lives_too_long",
            TokenRefused::OutlivesMaker => "token_outlives_maker",
            TokenRefused::NotYours => "token_not_yours",
        }
    }
}

/// Whether the viewer may make this token. `None` is the command line, whose user owns the database anyway.
pub fn may_make(
    viewer: Option<&Viewer>,
    wanted: &Wanted<'_>,
    now: Timestamp,
) -> Result<(), TokenRefused> {
    let length = wanted.name.chars().count();
    if wanted.name.trim().is_empty()
        || length > NAME_MAX_CHARS
        || wanted.name.chars().any(char::is_control)
    {
        return Err(TokenRefused::Name);
    }
    if wanted.expires_at <= now {
        return Err(TokenRefused::Expired);
    }
    if wanted.expires_at.duration_since(now) > LIFE_MAX {
        return Err(TokenRefused::LivesTooLong);
    }
    // Otherwise a stolen token could make itself immortal.
    if wanted
        .maker_expires_at
        .is_some_and(|maker| wanted.expires_at > maker)
    {
        return Err(TokenRefused::OutlivesMaker);
    }
    if viewer.is_none_or(|viewer| is_ones_to_make(viewer, wanted.holder)) {
        Ok(())
    } else {
        Err(TokenRefused::NotYours)
    }
}

/// Whether the viewer may see and revoke this token.
pub fn may_keep(viewer: &Viewer, holder: &Holder) -> bool {
    match viewer {
        Viewer::Staff { roles, .. } => roles.contains(Role::Administrator),
        Viewer::Agent { seller, .. } => holder.seller() == Some(seller),
        _ => false,
    }
}

fn is_ones_to_make(viewer: &Viewer, wanted: &Holder) -> bool {
    match viewer {
        Viewer::Staff { staff, roles } => {
            // A token acts in its holder's name: nobody of the marketplace gets one to speak as a colleague or a seller.
            let in_own_name = match wanted {
                Holder::Platform => true,
                Holder::Staff(holder) => holder == staff,
                Holder::Agent { .. } | Holder::Automation { .. } => false,
            };
            roles.contains(Role::Administrator) && in_own_name
        }
        Viewer::Agent { seller, agent, .. } => match wanted {
            Holder::Automation { seller: of } => of == seller,
            Holder::Agent {
                seller: of,
                agent: holder,
            } => of == seller && holder == agent,
            Holder::Platform | Holder::Staff(_) => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{AgentRole, Roles};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn agent(seller: &str, agent: &str) -> Viewer {
        Viewer::Agent {
            seller: SellerId::parse(seller).unwrap(),
            agent: AgentId::parse(agent).unwrap(),
            role: AgentRole::Owner,
        }
    }

    fn wants(
        viewer: &Viewer,
        holder: &Holder,
        life_s: i64,
        maker_s: Option<i64>,
    ) -> Result<(), TokenRefused> {
        let wanted = Wanted {
            holder,
            name: "stock sync",
            expires_at: at(1_000 + life_s),
            maker_expires_at: maker_s.map(at),
        };
        may_make(Some(viewer), &wanted, at(1_000))
    }

    #[test]
    fn agents_make_tokens_for_themselves_and_programs_of_their_seller() {
        let seller = SellerId::parse("nova").unwrap();
        let other = SellerId::parse("other").unwrap();
        let holder = |seller: &SellerId, agent: &str| Holder::Agent {
            seller: seller.clone(),
            agent: AgentId::parse(agent).unwrap(),
        };
        let ana = agent("nova", "ana");
        assert_eq!(
            wants(
                &ana,
                &Holder::Automation {
                    seller: seller.clone()
                },
                60,
                None
            ),
            Ok(())
        );
        assert_eq!(wants(&ana, &holder(&seller, "ana"), 60, None), Ok(()));
        for foreign in [
            holder(&seller, "bor"),
            holder(&other, "ana"),
            Holder::Automation { seller: other },
            Holder::Platform,
            Holder::Staff(StaffId(uuid::Uuid::nil())),
        ] {
            assert_eq!(
                wants(&ana, &foreign, 60, None),
                Err(TokenRefused::NotYours),
                "{foreign:?}"
            );
        }
    }

    #[test]
    fn only_administrators_of_the_staff_make_tokens_and_none_in_the_name_of_others() {
        let me = StaffId(uuid::Uuid::from_u128(1));
        let staff = |role| Viewer::Staff {
            staff: me,
            roles: Roles::new([role]),
        };
        let administrator = staff(Role::Administrator);
        assert_eq!(wants(&administrator, &Holder::Platform, 60, None), Ok(()));
        assert_eq!(wants(&administrator, &Holder::Staff(me), 60, None), Ok(()));
        let seller = SellerId::parse("nova").unwrap();
        for another in [
            Holder::Staff(StaffId(uuid::Uuid::from_u128(2))),
            Holder::Agent {
                seller: seller.clone(),
                agent: AgentId::parse("ana").unwrap(),
            },
            Holder::Automation { seller },
        ] {
            assert_eq!(
                wants(&administrator, &another, 60, None),
                Err(TokenRefused::NotYours),
                "{another:?}"
            );
        }
        for role in [
            Role::Moderator,
            Role::Decider,
            Role::Reviewer,
            Role::Auditor,
        ] {
            assert_eq!(
                wants(&staff(role), &Holder::Platform, 60, None),
                Err(TokenRefused::NotYours)
            );
        }
    }

    #[test]
    fn every_token_ends_and_none_outlives_its_maker() {
        let ana = agent("nova", "ana");
        let holder = Holder::Automation {
            seller: SellerId::parse("nova").unwrap(),
        };
        let year_s = LIFE_MAX.as_secs();
        assert_eq!(wants(&ana, &holder, 0, None), Err(TokenRefused::Expired));
        assert_eq!(wants(&ana, &holder, year_s, None), Ok(()));
        assert_eq!(
            wants(&ana, &holder, year_s + 1, None),
            Err(TokenRefused::LivesTooLong)
        );
        assert_eq!(
            wants(&ana, &holder, 61, Some(1_060)),
            Err(TokenRefused::OutlivesMaker)
        );
        assert_eq!(wants(&ana, &holder, 60, Some(1_060)), Ok(()));
    }
}
