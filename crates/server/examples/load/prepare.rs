//! Sellers with one agent each, and buyers who wait for a reply, each in a conversation of its own.

use std::sync::Arc;

use dopis::actions::conversations::open::{self, OpenConversation};
use dopis::app::App;
use dopis::commands;
use dopis::config::Config;
use dopis::error::ActionError;
use dopis::jobs;
use jiff::Timestamp;
use rules::access::Viewer;
use rules::conversation::Subject;
use rules::ids::{AgentId, BuyerId, ConversationId, ListingId, SellerId};
use store::Tx;
use store::listings::Listing;
use store::sellers::Seller;
use tokio::task::JoinSet;

use crate::Failure;
use crate::enter;
use crate::measure::Turns;
use crate::work::{Agent, CLIENTS, Work};

const QUESTION: &str =
    "Dober dan, kdaj lahko pričakujem naročilo? V petek odpotujem in bi ga rad imel prej.";
/// Openings at once; more of them share a commit than in the measurement.
const OPENERS: usize = 256;

pub(crate) async fn run(config: Config, replies: usize) -> Result<Work, Failure> {
    let app = App::new(commands::open(&config).await?, config)?;
    let mut agents = Vec::with_capacity(CLIENTS);
    for number in 0..CLIENTS {
        agents.push(move_in(&app, number).await?);
    }
    let agents = Arc::new(agents);
    let turns = Arc::new(Turns::new(0, replies));
    let mut openers = JoinSet::new();
    for _ in 0..OPENERS {
        openers.spawn(open_some(
            app.clone(),
            Arc::clone(&agents),
            Arc::clone(&turns),
        ));
    }
    let mut opened = Vec::with_capacity(replies);
    while let Some(some) = openers.join_next().await {
        opened.extend(some??);
    }
    opened.sort_unstable_by_key(|(turn, _)| *turn);
    let node = app.new_id(app.now(), |id| id)?;
    jobs::run_once(&app, node).await;
    app.db.close().await;
    Ok(Work {
        agents: agents.to_vec(),
        conversations: opened.into_iter().map(|(_, id)| id).collect(),
    })
}

async fn open_some(
    app: App,
    agents: Arc<Vec<Agent>>,
    turns: Arc<Turns>,
) -> Result<Vec<(usize, ConversationId)>, Failure> {
    let mut opened = Vec::new();
    while let Some(turn) = turns.take() {
        let buyer = Viewer::Buyer(BuyerId::parse(format!("buyer-{turn}"))?);
        let command = OpenConversation {
            confirmed: true,
            seller: Some(agents[turn % CLIENTS].seller.clone()),
            buyer: None,
            subject: Subject::Listing(ListingId::parse("listing")?),
            text: QUESTION.to_owned(),
            attachments: Vec::new(),
            message: None,
        };
        let sent = open::run(&app, &buyer, command).await?;
        opened.push((turn, sent.conversation.id));
    }
    Ok(opened)
}

async fn move_in(app: &App, number: usize) -> Result<Agent, Failure> {
    let now = app.now();
    let seller = SellerId::parse(format!("seller-{number}"))?;
    let agent = AgentId::parse("agent")?;
    let rows = (
        seller_row(&seller, now),
        listing_row(&seller, ListingId::parse("listing")?, now),
        agent_row(&seller, &agent, now),
    );
    app.db
        .write(async move |tx: &Tx| -> Result<(), ActionError> {
            store::sellers::insert(tx, &rows.0).await?;
            store::listings::insert(tx, &rows.1).await?;
            store::agents::insert(tx, &rows.2).await?;
            Ok(())
        })
        .await?;
    enter::let_in(app, seller, agent).await
}

fn seller_row(seller: &SellerId, now: Timestamp) -> Seller {
    Seller {
        id: seller.clone(),
        name: format!("Seller {seller}"),
        country: "SI".to_owned(),
        subdivision: None,
        language: "sl".to_owned(),
        time_zone: "Europe/Ljubljana".to_owned(),
        hours: None,
        legal: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn listing_row(seller: &SellerId, listing: ListingId, now: Timestamp) -> Listing {
    Listing {
        seller: seller.clone(),
        id: listing,
        title: "Nahrbtnik za vsak dan".to_owned(),
        price: None,
        available: true,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn agent_row(seller: &SellerId, agent: &AgentId, now: Timestamp) -> store::agents::Agent {
    store::agents::Agent {
        seller: seller.clone(),
        id: agent.clone(),
        name: "Ana".to_owned(),
        email: format!("{agent}@{seller}.example"),
        language: "sl".to_owned(),
        active: true,
        role: rules::access::AgentRole::Agent,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
