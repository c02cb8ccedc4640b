//! What a reply does to the database and nothing else: the same statements on the same seam, with the jobs beside them.
//! It asks for no permission and knows no HTTP.

use std::sync::Arc;
use std::time::Duration;

use dopis::actions::record::Recorder;
use dopis::app::App;
use dopis::commands;
use dopis::config::Config;
use dopis::error::ActionError;
use dopis::jobs;
use dopis::random::secret_hash;
use jiff::Timestamp;
use rules::conversation::{
    AddedSince, AuthorKind, Change, Conversation, Sender, Sent, Subject, send,
};
use rules::ids::{ContentId, ConversationId, MessageId};
use serde_json::json;
use store::drafts::Writer;
use store::messages::Message;
use store::{
    Tx, api_tokens, buyers, contents, conversations, deadlines, drafts, events, listings, messages,
    rule_sets, sellers, settings,
};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Failure;
use crate::measure::{Figures, Span, Turns, elapsed, measure};
use crate::work::{Agent, TEXT, Work};

/// As many of an author's messages as the contact check looks back.
const EARLIER: u32 = 4;

pub(crate) async fn run(config: Config, work: Work, span: Span) -> Result<Figures, Failure> {
    let app = App::new(commands::open(&config).await?, config)?;
    let work = Arc::new(work);
    let node = app.new_id(app.now(), |id| id)?;
    let (stop, stopped) = watch::channel(false);
    let mut jobs = JoinSet::new();
    jobs.spawn(jobs::run_forever(app.clone(), node, stopped));
    let figures = measure(&span, |turns| client(app.clone(), Arc::clone(&work), turns)).await?;
    stop.send_replace(true);
    jobs.join_all().await;
    app.db.close().await;
    Ok(figures)
}

async fn client(app: App, work: Arc<Work>, turns: Arc<Turns>) -> Result<Vec<Duration>, Failure> {
    let mut took = Vec::new();
    while let Some(turn) = turns.take() {
        let (agent, conversation) = work.turn(turn)?;
        let begun = elapsed();
        reply(&app, agent, conversation).await?;
        took.push(elapsed() - begun);
    }
    Ok(took)
}

async fn reply(app: &App, agent: &Agent, id: ConversationId) -> Result<(), Failure> {
    let now = app.now();
    let hash = secret_hash(&agent.token);
    let opened = app
        .db
        .read(async move |tx: &Tx| api_tokens::open(tx, &hash, now).await);
    let viewer = opened.await?.ok_or("the token is not known")?.viewer;
    let recorder = Recorder::new(app, &viewer, now);
    let message = app.new_id(now, MessageId)?;
    let looked = agent.clone();
    app.db
        .read(async move |tx: &Tx| look_around(tx, &looked, id).await)
        .await?;
    let agent = agent.clone();
    app.db
        .write(async move |tx: &Tx| {
            let found = conversations::find(tx, &agent.seller, id).await?;
            let loaded = found.ok_or(ActionError::NotFound)?;
            let (replied, changes) = replied(&loaded, message, now)?;
            write(tx, &recorder, &loaded, &replied, &changes, &agent).await
        })
        .await?;
    Ok(())
}

/// What is known around a message, for the contact check that is not made here.
async fn look_around(tx: &Tx, agent: &Agent, id: ConversationId) -> Result<(), ActionError> {
    let found = conversations::find(tx, &agent.seller, id).await?;
    let found = found.ok_or(ActionError::NotFound)?;
    let author = (AuthorKind::Agent, agent.agent.as_str());
    let Subject::Listing(listing) = &found.subject else {
        return Err(ActionError::NotFound);
    };
    tokio::try_join!(
        rule_sets::active(tx),
        settings::holding(tx),
        sellers::find(tx, &agent.seller),
        buyers::find(tx, &found.buyer),
        listings::find(tx, &agent.seller, listing),
        messages::newest_texts_of(tx, &agent.seller, id, author, EARLIER),
    )?;
    Ok(())
}

fn replied(
    loaded: &Conversation,
    message: MessageId,
    at: Timestamp,
) -> Result<(Conversation, Vec<Change>), ActionError> {
    let mut replied = loaded.clone();
    let sent = Sent {
        message,
        sender: Sender::Agent,
        at,
        added: Some(AddedSince {
            last_read: 1,
            by_others: 0,
        }),
    };
    let changes = send(&mut replied, &sent).map_err(|source| ActionError::Internal {
        operation: "replying",
        source: source.into(),
    })?;
    Ok((replied, changes))
}

async fn write(
    tx: &Tx,
    recorder: &Recorder,
    loaded: &Conversation,
    replied: &Conversation,
    changes: &[Change],
    agent: &Agent,
) -> Result<(), ActionError> {
    let seller = &agent.seller;
    let message = Message {
        id: replied.last_message,
        sequence: replied.last_sequence,
        author: replied.last_author,
        author_id: agent.agent.to_string(),
        sent_at: replied.last_message_at,
        text: None,
        hidden: Vec::new(),
    };
    let content = ContentId(message.id.0);
    let (salt, text) = recorder.commit(content, TEXT)?;
    let deadline = replied.deadline.as_ref().ok_or(ActionError::NotFound)?;
    let bodies = [
        json!({ "message_id": message.id, "sequence": message.sequence, "author": message.author,
            "sent_at": message.sent_at, "text": text }),
        json!({ "deadline_id": deadline.id, "message_id": deadline.message,
            "received_at": deadline.received_at, "due_at": deadline.due_at,
            "settled_at": deadline.settled_at, "on_time": deadline.on_time,
            "calendar": deadline.derivation.calendar,
            "calendar_version": deadline.derivation.calendar_version }),
    ];
    let mut recorded = Vec::with_capacity(bodies.len());
    for (change, body) in changes.iter().zip(bodies) {
        let kind = change.event_kind();
        let (buyer, id) = (&replied.buyer, replied.id);
        recorded.push(recorder.of_conversation(seller, buyer, id, kind, body)?);
    }
    let writer = Writer {
        kind: "agent",
        id: agent.agent.as_str(),
    };
    tokio::try_join!(
        conversations::save(tx, replied, loaded.version),
        deadlines::save(tx, seller, deadline),
        events::insert_all(tx, &recorded),
        contents::insert(tx, seller, content, &salt, TEXT),
        messages::insert(tx, seller, replied.id, &message),
        drafts::delete(tx, seller, replied.id, writer),
    )?;
    Ok(())
}
