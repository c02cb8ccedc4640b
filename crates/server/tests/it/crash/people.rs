//! The people who write, with what lets them in, and the listings they write about.

use rules::conversation::AuthorKind;
use rules::ids::{BuyerId, ListingId, SellerId};
use rules::token::Holder;
use store::listings::Listing;
use store::sellers::Seller;
use store::{Db, DbError};

use crate::support::{Client, TestApp};

const SELLERS: [&str; 3] = ["ajda", "breza", "cer"];
const AGENTS: [&str; 2] = ["ana", "bor"];
const BUYERS: [&str; 5] = ["b1", "b2", "b3", "b4", "b5"];
const LISTINGS: [&str; 3] = ["l1", "l2", "l3"];

/// Somebody who writes.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) kind: AuthorKind,
    pub(crate) id: String,
    /// Whose agent it is.
    pub(crate) seller: Option<SellerId>,
    headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(crate) struct People {
    pub(crate) agents: Vec<Person>,
    pub(crate) buyers: Vec<Person>,
    pub(crate) listings: Vec<(SellerId, ListingId)>,
}

impl Person {
    /// What lets the person in, on any node.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        self.headers.clone()
    }

    fn new(kind: AuthorKind, id: &str, seller: Option<SellerId>, client: &Client) -> Person {
        let mut headers = Vec::new();
        if let Some(token) = &client.token {
            headers.push(("authorization", format!("Bearer {token}")));
        }
        if let Some(session) = &client.session {
            headers.push(("cookie", format!("__Host-dopis={session}")));
        }
        if let Some(csrf) = &client.csrf {
            headers.push(("x-csrf-token", csrf.clone()));
        }
        Person {
            kind,
            id: id.to_owned(),
            seller,
            headers,
        }
    }
}

impl People {
    /// Agents with API tokens and buyers with sessions, valid from the present instant on.
    pub(crate) async fn move_in(db: Db) -> People {
        let test = TestApp::on_real_time(db);
        let mut agents = Vec::new();
        let mut listings = Vec::new();
        for seller in SELLERS.map(|id| SellerId::parse(id).unwrap()) {
            insert_seller(&test, &seller).await;
            for id in AGENTS {
                let agent = test.known_agent(seller.as_str(), id).await;
                let holder = Holder::Agent {
                    seller: seller.clone(),
                    agent: agent.id,
                };
                let client = test.program(holder).await;
                agents.push(Person::new(
                    AuthorKind::Agent,
                    id,
                    Some(seller.clone()),
                    &client,
                ));
            }
            for id in LISTINGS.map(|id| ListingId::parse(id).unwrap()) {
                insert_listing(&test, &seller, &id).await;
                listings.push((seller.clone(), id));
            }
        }
        let mut buyers = Vec::new();
        for id in BUYERS {
            let client = test.buyer(id).await;
            buyers.push(Person::new(AuthorKind::Buyer, id, None, &client));
        }
        People {
            agents,
            buyers,
            listings,
        }
    }

    pub(crate) fn agents_of(&self, seller: &SellerId) -> Vec<&Person> {
        let of_seller = |agent: &&Person| agent.seller.as_ref() == Some(seller);
        self.agents.iter().filter(of_seller).collect()
    }

    pub(crate) fn buyer(&self, id: &BuyerId) -> &Person {
        let found = self.buyers.iter().find(|buyer| buyer.id == id.as_str());
        found.expect("all buyers are known")
    }
}

async fn insert_seller(test: &TestApp, id: &SellerId) {
    let now = test.now();
    let seller = Seller {
        id: id.clone(),
        name: format!("Seller {id}"),
        country: "SI".into(),
        subdivision: None,
        language: "sl".into(),
        time_zone: "Europe/Ljubljana".into(),
        hours: None,
        legal: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let insert = async move |tx: &store::Tx| -> Result<(), DbError> {
        store::sellers::insert(tx, &seller).await
    };
    test.app.db.write(insert).await.unwrap();
}

async fn insert_listing(test: &TestApp, seller: &SellerId, id: &ListingId) {
    let now = test.now();
    let listing = Listing {
        seller: seller.clone(),
        id: id.clone(),
        title: format!("Listing {id}"),
        price: None,
        available: true,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let insert = async move |tx: &store::Tx| -> Result<(), DbError> {
        store::listings::insert(tx, &listing).await
    };
    test.app.db.write(insert).await.unwrap();
}
