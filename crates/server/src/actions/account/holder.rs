//! Whose account it is, and whether it has a door of its own here.

use rules::access::{Action, Relation, Viewer};
use store::accounts::{Account, AccountKey, find};
use store::sessions::Person;
use store::{DbError, Tx};

use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// The holder of an account.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) person: Person,
    pub(super) key: AccountKey,
}

impl Holder {
    pub(super) fn of(viewer: &Viewer) -> Result<Holder, ActionError> {
        check(viewer, Action::KeepAccount, Relation::Own)?;
        let person = match viewer {
            Viewer::Agent { seller, agent, .. } => Person::Agent {
                seller: seller.clone(),
                agent: agent.clone(),
            },
            Viewer::Staff { staff, .. } => Person::Staff(*staff),
            _ => return Err(ActionError::NotFound),
        };
        let key = AccountKey::of(&person).ok_or(ActionError::NotFound)?;
        Ok(Holder { person, key })
    }

    pub(super) async fn account(&self, tx: &Tx) -> Result<Account, ActionError> {
        find(tx, &self.person).await?.ok_or(ActionError::NotFound)
    }
}

/// Whether the account signs in here by itself: others come from the marketplace, and have nothing to prove here.
pub(super) async fn has_door(app: &App, tx: &Tx, account: &Account) -> Result<bool, DbError> {
    let wanted = match account.person {
        Person::Staff(_) => true,
        Person::Agent { .. } => {
            let settings = settings::at(tx, &app.config, app.now()).await?;
            settings.agents_with_password
        }
        Person::Buyer(_) => false,
    };
    Ok(wanted && account.password_hash.is_some())
}

/// The refusal to those who have nothing to prove here.
pub(super) fn no_door() -> ActionError {
    ActionError::invalid(
        "no_password",
        "This account has no password here: its person comes in from the marketplace.",
    )
}
