//! People and programs who are let in without going through the doors that other tests are about.

use dopis::actions::sign_in::session::Beginning;
use dopis::random::secret_hash;
use jiff::SignedDuration;
use rules::access::{AgentRole, Role, Roles};
use rules::ids::{AgentId, BuyerId, SellerId, StaffId, TokenId};
use rules::token::Holder;
use store::DbError;
use store::agents::Agent;
use store::api_tokens::ApiToken;
use store::buyers::Buyer;
use store::sessions::Person;
use store::staff::Staff;

use super::{Client, TestApp};

impl TestApp {
    /// A buyer with a session; known under the name `Buyer ID`.
    pub async fn buyer(&self, id: &str) -> Client {
        let now = self.now();
        let buyer = Buyer {
            id: BuyerId::parse(id).unwrap(),
            name: format!("Buyer {id}"),
            email: format!("{id}@buyers.example"),
            language: "sl".into(),
            country: "SI".into(),
            time_zone: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let person = Person::Buyer(buyer.id.clone());
        self.app
            .db
            .write(async move |tx| -> Result<(), DbError> {
                if store::buyers::find(tx, &buyer.id).await?.is_none() {
                    store::buyers::insert(tx, &buyer).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
        self.session_of(person).await
    }

    /// An agent of a seller with a session, who may do all that an agent can.
    pub async fn agent(&self, seller: &str, id: &str) -> Client {
        self.agent_as(seller, id, AgentRole::Owner).await
    }

    /// An agent of a seller with this role and a session.
    pub async fn agent_as(&self, seller: &str, id: &str, role: AgentRole) -> Client {
        let agent = self.known_agent_as(seller, id, role).await;
        self.session_of(Person::Agent {
            seller: agent.seller,
            agent: agent.id,
        })
        .await
    }

    /// An agent who is known and active, known under the name `Agent ID`; in English.
    pub async fn known_agent(&self, seller: &str, id: &str) -> Agent {
        self.known_agent_as(seller, id, AgentRole::Owner).await
    }

    /// The same with this role; one that is known keeps the role it has.
    pub async fn known_agent_as(&self, seller: &str, id: &str, role: AgentRole) -> Agent {
        let now = self.now();
        let agent = Agent {
            seller: SellerId::parse(seller).unwrap(),
            id: AgentId::parse(id).unwrap(),
            name: format!("Agent {id}"),
            email: format!("{id}@sellers.example"),
            language: "en".into(),
            active: true,
            role,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let saved = agent.clone();
        self.app
            .db
            .write(async move |tx| -> Result<(), DbError> {
                if store::agents::find(tx, &saved.seller, &saved.id)
                    .await?
                    .is_none()
                {
                    store::agents::insert(tx, &saved).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
        agent
    }

    /// A person of staff with these roles and a session.
    pub async fn staff(&self, roles: &[Role]) -> Client {
        let staff = self.known_staff(roles, "no password fits this").await;
        self.session_of(Person::Staff(staff)).await
    }

    /// A person of staff with a stored password hash; the e-mail is `ID@staff.example`; in English.
    pub async fn known_staff(&self, roles: &[Role], password_hash: &str) -> StaffId {
        let now = self.now();
        let id = self.app.new_id(now, StaffId).unwrap();
        let staff = Staff {
            id,
            name: "Staff".into(),
            email: format!("{id}@staff.example"),
            language: "en".into(),
            roles: Roles::new(roles.iter().copied()),
            active: true,
            password_hash: password_hash.to_owned(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        self.app
            .db
            .write(async move |tx| store::staff::insert(tx, &staff).await)
            .await
            .unwrap();
        id
    }

    /// The marketplace's own systems.
    pub async fn platform(&self) -> Client {
        self.program(Holder::Platform).await
    }

    /// A program of a seller.
    pub async fn automation(&self, seller: &str) -> Client {
        self.program(Holder::Automation {
            seller: SellerId::parse(seller).unwrap(),
        })
        .await
    }

    /// A program with a token for this holder, valid for an hour.
    pub async fn program(&self, holder: Holder) -> Client {
        let now = self.now();
        let secret = self.app.random.secret().unwrap();
        let token = ApiToken {
            id: self.app.new_id(now, TokenId).unwrap(),
            name: "of a test".into(),
            holder,
            created_by: "test".into(),
            created_at: now,
            expires_at: now + SignedDuration::from_hours(1),
            revoked_at: None,
        };
        let hash = secret_hash(&secret);
        self.app
            .db
            .write(async move |tx| store::api_tokens::insert(tx, &hash, &token).await)
            .await
            .unwrap();
        Client::with_token(self.clone(), secret)
    }

    /// A session as signing in would begin it.
    pub async fn session_of(&self, person: Person) -> Client {
        let beginning = Beginning::new(&self.app, self.now(), None).unwrap();
        let begun = beginning.clone();
        self.app
            .db
            .write(async move |tx| -> Result<(), DbError> {
                let language = store::sessions::any_language_of(tx, &person).await?;
                begun
                    .save(tx, person.clone(), "", language.as_deref())
                    .await
            })
            .await
            .unwrap();
        Client::signed_in(self.clone(), beginning.token, &beginning.csrf)
    }
}
