//! Who may sign in with an e-mail and a password.

use store::sessions::Person;
use store::{DbError, Tx, agent_passwords, staff};

/// An account that a password may open.
#[derive(Clone)]
pub struct Account {
    pub person: Person,
    pub language: String,
    pub password_hash: String,
}

/// The form in which e-mails are stored and compared.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The active accounts of an e-mail in its normal form. Agents count only where the marketplace wants it.
pub async fn any_of_email(
    tx: &Tx,
    email: &str,
    with_agents: bool,
) -> Result<Vec<Account>, DbError> {
    let person = staff::by_email(tx, email)
        .await?
        .filter(|person| person.active);
    let mut accounts: Vec<Account> = person
        .map(|person| Account {
            person: Person::Staff(person.id),
            language: person.language,
            password_hash: person.password_hash,
        })
        .into_iter()
        .collect();
    if with_agents {
        let agents = agent_passwords::any_by_email(tx, email).await?;
        accounts.extend(agents.into_iter().map(|agent| Account {
            person: Person::Agent {
                seller: agent.seller,
                agent: agent.agent,
            },
            language: agent.language,
            password_hash: agent.password_hash,
        }));
    }
    Ok(accounts)
}

impl std::fmt::Debug for Account {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Account")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}
