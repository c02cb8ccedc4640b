//! When a second factor is asked for, and what is open before there is one. It knows no codes and no keys.

use super::Action;

/// What an account can prove itself with beside its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factors {
    /// An authenticator app that has shown a first code.
    pub totp: bool,
    pub passkeys: usize,
}

impl Factors {
    pub fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }
}

/// What follows on a right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterPassword {
    /// The session begins.
    SignedIn,
    /// First the second factor.
    AskFactor,
    /// The session begins, and opens nothing but setting one up.
    SetUpFactor,
}

/// `must_have` is the marketplace's wish for this kind of account.
pub fn after_password(factors: Factors, must_have: bool) -> AfterPassword {
    match (factors.any(), must_have) {
        (true, _) => AfterPassword::AskFactor,
        (false, true) => AfterPassword::SetUpFactor,
        (false, false) => AfterPassword::SignedIn,
    }
}

/// Whether the action is open to somebody who has still to set up a second factor.
pub fn open_before_second_factor(action: Action) -> bool {
    matches!(
        action,
        Action::Public | Action::ReadSelf | Action::KeepSession | Action::KeepAccount
    )
}

/// Whether an account may be left with these factors.
pub fn may_be_left_with(factors: Factors, must_have: bool) -> bool {
    factors.any() || !must_have
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_asked_for_where_there_is_one_and_set_up_where_there_must_be() {
        let none = Factors::default();
        let app = Factors {
            totp: true,
            passkeys: 0,
        };
        let key = Factors {
            totp: false,
            passkeys: 2,
        };
        for must in [false, true] {
            assert_eq!(after_password(app, must), AfterPassword::AskFactor);
            assert_eq!(after_password(key, must), AfterPassword::AskFactor);
            assert!(may_be_left_with(app, must) && may_be_left_with(key, must));
        }
        assert_eq!(after_password(none, true), AfterPassword::SetUpFactor);
        assert_eq!(after_password(none, false), AfterPassword::SignedIn);
        assert!(!may_be_left_with(none, true) && may_be_left_with(none, false));
    }

    #[test]
    fn only_the_own_account_is_open_before() {
        let open: Vec<Action> = Action::ALL
            .iter()
            .copied()
            .filter(|action| open_before_second_factor(*action))
            .collect();
        use Action::{KeepAccount, KeepSession, Public, ReadSelf};
        assert_eq!(open, [Public, ReadSelf, KeepSession, KeepAccount]);
    }
}
