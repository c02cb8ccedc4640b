//! Reading large data as an agent's pages do, by eight at once, for the largest seller and for small ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rules::ids::{AgentId, ConversationId, SellerId};
use rules::inbox::Reader;
use store::lists::{self, Filter, Tab};
use store::{Db, DbError, Tx, conversations, deadlines, events, messages, read_marks, sellers};
use tokio::task::JoinSet;

use crate::Failure;
use crate::data::{LONG_EACH, Plan, seller};

const CLIENTS: u64 = 8;
const READS: u64 = 4_000;
/// Before anything is measured.
const WARM_UP: u64 = 400;
/// Rows of a page.
const PAGE: u32 = 50;
/// Other conversations beside a thread.
const BESIDE: u32 = 20;

/// Whose reads are told apart, and whether that is the largest seller.
const SELLERS_APART: &[(&str, bool)] = &[("the largest seller", true), ("small sellers", false)];

#[derive(Debug, Clone, Copy)]
enum What {
    NeedsReply,
    All,
    Counts,
    Conversation,
    SellerNamed,
}

/// What one read took, and how many rows, conversations counted or messages it found.
#[derive(Debug, Clone, Copy)]
struct Read {
    took: Duration,
    found: usize,
}

/// What is to be read: whose, and of which conversation.
#[derive(Debug, Clone)]
struct Turn {
    number: u64,
    seller: SellerId,
    conversation: ConversationId,
}

pub(crate) async fn run(db: &Db, plan: Plan) -> Result<(), Failure> {
    let plan = Arc::new(plan);
    let kinds = [
        ("inbox, needs reply", What::NeedsReply, SELLERS_APART),
        ("inbox, all", What::All, SELLERS_APART),
        ("counts", What::Counts, SELLERS_APART),
        (
            "a conversation of 50 messages",
            What::Conversation,
            SELLERS_APART,
        ),
        ("a seller by name", What::SellerNamed, &[("staff", false)]),
    ];
    for (name, what, readers) in kinds {
        for &(whose, is_large) in readers {
            measure(db, &plan, what, is_large, WARM_UP).await?;
            let mut reads = measure(db, &plan, what, is_large, READS).await?;
            let found: usize = reads.iter().map(|read| read.found).sum();
            let found = found as f64 / reads.len() as f64;
            reads.sort_unstable_by_key(|read| read.took);
            let at = |percent: usize| {
                let place = (reads.len() * percent / 100).min(reads.len() - 1);
                reads[place].took.as_micros()
            };
            let (p50, p99) = (at(50), at(99));
            println!(
                "{{\"what\":\"{name}\",\"whose\":\"{whose}\",\"found\":{found:.1},\"p50_us\":{p50},\"p99_us\":{p99}}}"
            );
        }
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = resident.and_then(|text| text.split_whitespace().next());
    println!("{{\"resident_kb\":{}}}", kb.ok_or("VmRSS is not told")?);
    Ok(())
}

async fn measure(
    db: &Db,
    plan: &Arc<Plan>,
    what: What,
    is_large: bool,
    reads: u64,
) -> Result<Vec<Read>, Failure> {
    let next = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (db, plan, next) = (db.clone(), Arc::clone(plan), Arc::clone(&next));
        clients.spawn(async move {
            let mut done = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= reads {
                    return Ok::<_, Failure>(done);
                }
                let turn = turn(&plan, what, number, is_large)?;
                let begun = crate::now();
                let found = db
                    .read(async move |tx: &Tx| read(tx, what, &turn).await)
                    .await?;
                let took = begun.elapsed();
                done.push(Read { took, found });
            }
        });
    }
    let mut all = Vec::new();
    while let Some(done) = clients.join_next().await {
        all.extend(done??);
    }
    Ok(all)
}

/// Spread over all conversations, or over all long ones, of the large seller or of one of the others.
fn turn(plan: &Plan, what: What, number: u64, is_large: bool) -> Result<Turn, Failure> {
    let each = match what {
        What::Conversation => LONG_EACH,
        _ => 5,
    };
    let spread = number.wrapping_mul(7_919) % (plan.conversations / each);
    let beside = match (is_large, what) {
        (true, _) => 0,
        (false, What::Conversation) => 1,
        (false, _) => 1 + number % 4,
    };
    let conversation = spread * each + beside;
    let whose = plan.seller_of(conversation)?;
    if (whose == seller(0)?) != is_large {
        return Err("a conversation of another seller".into());
    }
    Ok(Turn {
        number,
        seller: whose,
        conversation: plan.id_of(conversation)?,
    })
}

async fn read(tx: &Tx, what: What, turn: &Turn) -> Result<usize, DbError> {
    let reader = AgentId::parse("ana").map_err(|_| DbError::Stale)?;
    let filter = Filter {
        reader: Some(reader),
        ..Filter::default()
    };
    match what {
        What::NeedsReply => page(tx, turn, Tab::NeedsReply, &filter).await,
        What::All => page(tx, turn, Tab::All, &filter).await,
        What::Counts => counts(tx, turn, filter.reader.as_ref()).await,
        What::Conversation => conversation(tx, turn).await,
        What::SellerNamed => seller_named(tx, turn).await,
    }
}

async fn page(tx: &Tx, turn: &Turn, tab: Tab, filter: &Filter) -> Result<usize, DbError> {
    let found = lists::of_seller(tx, &turn.seller, tab, filter, None, PAGE).await?;
    // A small seller may have answered everything.
    match tab {
        Tab::All => found_some(found.len()),
        _ => Ok(found.len()),
    }
}

async fn counts(tx: &Tx, turn: &Turn, reader: Option<&AgentId>) -> Result<usize, DbError> {
    let counts = lists::counts(tx, &turn.seller, reader, Plan::now()).await?;
    found_some(counts.all as usize)
}

async fn conversation(tx: &Tx, turn: &Turn) -> Result<usize, DbError> {
    let (of, id) = (&turn.seller, turn.conversation);
    let (found, messages, _, _, _) = tokio::try_join!(
        conversations::find(tx, of, id),
        messages::after(tx, (rules::moderation::Reader::Seller, of), id, 0, 1_000),
        events::of_conversation(tx, of, id),
        deadlines::of_conversation(tx, of, id),
        read_marks::find(tx, of, id, (Reader::Agent, "ana")),
    )?;
    let found = found.ok_or(DbError::NotOne { found: 0 })?;
    lists::with_buyer(tx, of, &found.buyer, BESIDE).await?;
    found_some(messages.len())
}

/// As staff look for one, by part of its name: fewer are found than a page holds, so that all names are read.
async fn seller_named(tx: &Tx, turn: &Turn) -> Result<usize, DbError> {
    let words = format!("{:02}", turn.number % 100);
    let found = sellers::any_named(tx, &words, None, PAGE).await?;
    found_some(found.len())
}

/// A measurement of reading nothing would be none.
fn found_some(count: usize) -> Result<usize, DbError> {
    if count == 0 {
        return Err(DbError::NotOne { found: 0 });
    }
    Ok(count)
}
