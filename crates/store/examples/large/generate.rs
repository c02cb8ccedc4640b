//! Filling a database: big transactions, several of them at once, then the positions of the events;
//! what that takes is told for each power of ten.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use rules::access::AgentRole;
use rules::ids::{AgentId, ContentId};
use rules::inbox::{ReadMark, Reader};
use store::agents::Agent;
use store::buyers::Buyer;
use store::events::Stream;
use store::sellers::Seller;
use store::{
    Backend, Db, DbError, Tx, agents, buyers, contents, conversations, deadlines, events, messages,
    params, read_marks, sellers,
};
use tokio::task::JoinSet;

use crate::Failure;
use crate::data::{Made, OF_BUYER, Plan, SELLERS, salt, seller};

/// Conversations of one transaction.
const BATCH: u64 = 250;
const WRITERS: u64 = 4;
const POSITIONS: u32 = 10_000;
/// Conversations after which the cost of writing is told first.
const FIRST: u64 = 1_000;

pub(crate) async fn run(db: &Db, plan: Plan) -> Result<(), Failure> {
    for first in (0..SELLERS).step_by(100) {
        let numbers: Vec<Seller> = (first..first + 100)
            .map(a_seller)
            .collect::<Result<_, _>>()?;
        db.write(async move |tx: &Tx| insert_sellers(tx, &numbers).await)
            .await?;
    }
    let plan = Arc::new(plan);
    let begun = crate::now();
    let mut text_bytes = 0;
    for stretch in stretches(plan.conversations) {
        let begun = crate::now();
        text_bytes += fill(db, &plan, stretch.clone()).await?;
        let messages = Plan::messages(stretch.clone());
        let us_a_message = begun.elapsed().as_secs_f64() * 1e6 / messages as f64;
        let up_to = stretch.end;
        println!("{{\"up_to\":{up_to},\"us_a_message\":{us_a_message:.1}}}");
    }
    let seconds = begun.elapsed().as_secs_f64();
    let disk_bytes = db.read(disk).await?;
    let messages = Plan::messages(0..plan.conversations);
    let rate = messages as f64 / seconds;
    println!(
        "{{\"messages\":{messages},\"messages_a_second\":{rate:.0},\"text_bytes\":{text_bytes},\"disk_bytes\":{disk_bytes}}}"
    );
    Ok(())
}

/// From each power of ten to the next, and to the end.
fn stretches(end: u64) -> Vec<Range<u64>> {
    let mut stretches = Vec::new();
    let (mut from, mut to) = (0, FIRST);
    while from < end {
        stretches.push(from..end.min(to));
        (from, to) = (to, to * 10);
    }
    stretches
}

/// Writes these conversations and gives their events the positions; says how many bytes of text there are.
async fn fill(db: &Db, plan: &Arc<Plan>, stretch: Range<u64>) -> Result<usize, Failure> {
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (db, plan, stretch) = (db.clone(), Arc::clone(plan), stretch.clone());
        writers.spawn(async move {
            let starts = stretch.clone().step_by(usize::try_from(BATCH)?);
            let mut text_bytes = 0;
            for first in starts
                .skip(usize::try_from(writer)?)
                .step_by(usize::try_from(WRITERS)?)
            {
                let last = stretch.end.min(first + BATCH);
                let made: Vec<(u64, Made)> = (first..last)
                    .map(|number| Ok((number, plan.make(number)?)))
                    .collect::<Result<_, Failure>>()?;
                let messages = made.iter().flat_map(|(_, made)| &made.messages);
                let texts = messages.filter_map(|message| message.text.as_ref());
                text_bytes += texts.map(String::len).sum::<usize>();
                db.write(async move |tx: &Tx| insert(tx, &made).await)
                    .await?;
            }
            Ok::<_, Failure>(text_bytes)
        });
    }
    let mut text_bytes = 0;
    while let Some(ended) = writers.join_next().await {
        text_bytes += ended??;
    }
    place(db).await?;
    Ok(text_bytes)
}

/// Gives the events their positions; says how many had none.
pub(crate) async fn place(db: &Db) -> Result<usize, DbError> {
    let mut all = 0;
    loop {
        let placed = db
            .write(async |tx: &Tx| events::any_give_positions(tx, POSITIONS).await)
            .await?;
        all += placed;
        if placed == 0 {
            return Ok(all);
        }
    }
}

/// How many bytes lie on the disk.
async fn disk(tx: &Tx) -> Result<i64, DbError> {
    let disk = match tx.backend() {
        Backend::Sqlite => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        Backend::Postgres => "SELECT pg_database_size(current_database())",
    };
    tx.query_one(disk, params![]).await?.get(0)
}

async fn insert_sellers(tx: &Tx, all: &[Seller]) -> Result<(), DbError> {
    for seller in all {
        sellers::insert(tx, seller).await?;
        let agent = Agent {
            seller: seller.id.clone(),
            id: AgentId::parse("ana").map_err(|_| DbError::Stale)?,
            name: "Ana".into(),
            email: format!("ana@{}.example", seller.id),
            language: "sl".into(),
            active: true,
            role: AgentRole::Owner,
            version: 1,
            created_at: seller.created_at,
            updated_at: seller.updated_at,
        };
        agents::insert(tx, &agent).await?;
    }
    Ok(())
}

async fn insert(tx: &Tx, all: &[(u64, Made)]) -> Result<(), DbError> {
    for (number, made) in all {
        if number.is_multiple_of(OF_BUYER) {
            buyers::insert(tx, &a_buyer(made)).await?;
        }
        insert_one(tx, made).await?;
    }
    Ok(())
}

async fn insert_one(tx: &Tx, made: &Made) -> Result<(), DbError> {
    let conversation = &made.conversation;
    let (seller, id) = (&conversation.seller, conversation.id);
    let last = conversation.last_sequence;
    let read_up_to = if made.is_read { last } else { last - 2 };
    let mark = ReadMark::default().shown(read_up_to);
    let reader = (Reader::Agent, "ana");
    let salts: Vec<[u8; 32]> = made
        .messages
        .iter()
        .map(|message| salt(message.id.0.as_u128() as u64))
        .collect();
    let texts = made.messages.iter().zip(&salts).map(|(message, salt)| {
        let text = message.text.as_deref().unwrap_or_default();
        (ContentId(message.id.0), salt, text)
    });
    let stream = Stream::Conversation(id);
    let mut told = made.events.clone();
    for event in &mut told {
        event.stream = stream.clone();
    }
    tokio::try_join!(
        conversations::insert(tx, conversation),
        read_marks::save(tx, seller, id, reader, mark, conversation.updated_at),
        messages::insert_all(tx, seller, id, &made.messages),
        contents::insert_all(tx, seller, texts),
        events::insert_all(tx, &told),
        deadlines::insert_all(tx, seller, id, &made.deadlines),
    )?;
    Ok(())
}

pub(crate) fn a_seller(number: u64) -> Result<Seller, Failure> {
    let at = Timestamp::UNIX_EPOCH;
    Ok(Seller {
        id: seller(number)?,
        name: format!("Trgovina {number}"),
        country: "SI".into(),
        subdivision: None,
        language: "sl".into(),
        time_zone: "Europe/Ljubljana".into(),
        hours: None,
        legal: None,
        version: 1,
        created_at: at,
        updated_at: at,
    })
}

pub(crate) fn a_buyer(made: &Made) -> Buyer {
    let conversation = &made.conversation;
    Buyer {
        id: conversation.buyer.clone(),
        name: format!("Kupec {}", conversation.buyer),
        email: format!("{}@kupci.example", conversation.buyer),
        language: "sl".into(),
        country: "SI".into(),
        time_zone: None,
        version: 1,
        created_at: conversation.created_at,
        updated_at: conversation.created_at,
    }
}
