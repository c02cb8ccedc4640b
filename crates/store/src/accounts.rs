//! The accounts of agents and staff under one key, with what their holders may change themselves.

use jiff::Timestamp;
use rules::ids::{AgentId, SellerId, StaffId};

use crate::sessions::Person;
use crate::{DbError, Tx, params};

/// An agent of a seller, or a person of staff, whose seller is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey {
    pub seller: String,
    pub person: String,
}

/// An account that is active.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub person: Person,
    pub name: String,
    pub email: String,
    pub language: String,
    /// argon2id in PHC form; an agent may have none.
    pub password_hash: Option<String>,
}

impl AccountKey {
    /// `None` for a buyer, who has no account here.
    pub fn of(person: &Person) -> Option<AccountKey> {
        match person {
            Person::Buyer(_) => None,
            Person::Agent { seller, agent } => Some(AccountKey {
                seller: seller.to_string(),
                person: agent.to_string(),
            }),
            Person::Staff(staff) => Some(AccountKey {
                seller: String::new(),
                person: staff.to_string(),
            }),
        }
    }

    /// Whose it is; `None` where it was not made by [`AccountKey::of`].
    pub fn owner(&self) -> Option<Person> {
        if self.seller.is_empty() {
            return self.person.parse::<StaffId>().ok().map(Person::Staff);
        }
        Some(Person::Agent {
            seller: SellerId::parse(self.seller.as_str()).ok()?,
            agent: AgentId::parse(self.person.as_str()).ok()?,
        })
    }
}

/// The account, if it is there and active.
pub async fn find(tx: &Tx, person: &Person) -> Result<Option<Account>, DbError> {
    let row = match person {
        Person::Buyer(_) => None,
        Person::Agent { seller, agent } => {
            tx.query_opt(
                "SELECT name, email, language, password_hash FROM agents WHERE seller_id = ?1 AND agent_id = ?2 AND active = 1",
                params![seller, agent],
            )
            .await?
        }
        Person::Staff(staff) => {
            tx.query_opt(
                "SELECT name, email, language, password_hash FROM staff WHERE staff_id = ?1 AND active = 1",
                params![staff],
            )
            .await?
        }
    };
    let read = |row: crate::Row| {
        Ok(Account {
            person: person.clone(),
            name: row.get(0)?,
            email: row.get(1)?,
            language: row.get(2)?,
            password_hash: row.get(3)?,
        })
    };
    row.map(read).transpose()
}

/// Saves another password if the stored one is still `before`; says whether it was.
pub async fn set_password(
    tx: &Tx,
    person: &Person,
    (before, after): (&str, &str),
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = match person {
        Person::Buyer(_) => 0,
        Person::Agent { seller, agent } => {
            tx.execute(
                "UPDATE agents SET password_hash = ?4 WHERE seller_id = ?1 AND agent_id = ?2 AND password_hash = ?3",
                params![seller, agent, before, after],
            )
            .await?
        }
        Person::Staff(staff) => {
            tx.execute(
                "UPDATE staff SET password_hash = ?3, version = version + 1, updated_at = ?4 WHERE staff_id = ?1 AND password_hash = ?2",
                params![staff, before, after, now],
            )
            .await?
        }
    };
    Ok(changed > 0)
}

/// Saves what the person wants to be called, and in which language it reads.
pub async fn set_profile(
    tx: &Tx,
    person: &Person,
    (name, language): (&str, &str),
    now: Timestamp,
) -> Result<(), DbError> {
    match person {
        Person::Buyer(_) => {}
        Person::Agent { seller, agent } => {
            tx.execute(
                "UPDATE agents SET name = ?3, language = ?4, version = version + 1, updated_at = ?5 WHERE seller_id = ?1 AND agent_id = ?2",
                params![seller, agent, name, language, now],
            )
            .await?;
        }
        Person::Staff(staff) => {
            tx.execute(
                "UPDATE staff SET name = ?2, language = ?3, version = version + 1, updated_at = ?4 WHERE staff_id = ?1",
                params![staff, name, language, now],
            )
            .await?;
        }
    }
    Ok(())
}

impl std::fmt::Debug for Account {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Account")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}
