//! One part of a replay: a few messages are read, looked through with both versions outside of the database, and
//! counted in one transaction with how far the replay has come. So each message counts once, whatever ends in between.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use rules::contact::Detector;
use rules::conversation::AuthorKind;
use rules::ids::ReplayId;
use rules::moderation::{Reader, Way, differences};
use serde_json::json;
use store::Tx;
use store::messages::Message;
use store::rule_replays::{
    Replay, ReplayPlace, ReplaySample, ReplayState, ReplayedConversation, any_conversations_from,
};
use tokio::task::spawn_blocking;

use super::stream;
use crate::actions::moderation::{Around, Target, beside};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::detectors::Wanted;
use crate::error::ActionError;
use crate::jobs::replay_rules;

/// Messages that are read at once.
pub const PART_MESSAGES: u32 = 200;
const PART_CONVERSATIONS: u32 = 100;
/// Messages before those of a part, among which are those that their senders wrote before.
const BEFORE: u32 = 24;
const EARLIER: usize = 4;
/// Messages that are shown of each rule.
const SAMPLES: u32 = 10;

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    More,
    /// It has come to its end, was stopped, or somebody else does it.
    Over,
}

/// A message with what is known around it.
struct Waiting {
    conversation: ReplayedConversation,
    message: Message,
    around: Around,
}

struct Batch {
    replay: Replay,
    new: Wanted,
    old: Wanted,
    waiting: Vec<Waiting>,
    place: Option<ReplayPlace>,
    is_last: bool,
}

/// Does the next part of a replay, in this run of it, of so many messages at most.
pub async fn part(
    app: &App,
    (id, run): (ReplayId, u32),
    messages: u32,
    now: Timestamp,
) -> Result<Progress, ActionError> {
    let state = app.clone();
    let read = async move |tx: &Tx| read(tx, &state, (id, run), messages).await;
    let Some(batch) = app.db.read(read).await? else {
        return Ok(Progress::Over);
    };
    let Batch {
        replay,
        new,
        old,
        waiting,
        place,
        is_last,
    } = batch;
    let (old, new) = (app.detectors.of(old).await?, app.detectors.of(new).await?);
    let looked = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    let compared = spawn_blocking(move || compare(&old, &new, waiting)).await;
    let samples = compared.map_err(|error| ActionError::Internal {
        operation: "looking through messages again",
        source: error.into(),
    })?;
    let recorder = Recorder::of_job(app, replay_rules::KIND, now);
    let done = Done {
        replay,
        place,
        looked,
        samples,
        is_last,
    };
    let write = async move |tx: &Tx| save(tx, &recorder, &done).await;
    match app.db.write(write).await {
        // Somebody has stopped it, or another node was faster.
        Err(ActionError::Stale) => Ok(Progress::Over),
        Err(error) => Err(error),
        Ok(()) if is_last => Ok(Progress::Over),
        Ok(()) => Ok(Progress::More),
    }
}

async fn read(
    tx: &Tx,
    app: &App,
    (id, run): (ReplayId, u32),
    messages: u32,
) -> Result<Option<Batch>, ActionError> {
    let found = store::rule_replays::find(tx, id).await?;
    let runs = |replay: &Replay| replay.state == ReplayState::Running && replay.run == run;
    let Some(replay) = found.filter(runs) else {
        return Ok(None);
    };
    let conversations =
        any_conversations_from(tx, replay.place.as_ref(), PART_CONVERSATIONS).await?;
    let mut batch = Batch {
        new: app.detectors.wanted(tx, replay.number).await?,
        old: app.detectors.wanted(tx, replay.against).await?,
        waiting: Vec::new(),
        place: replay.place.clone(),
        is_last: conversations.len() < PART_CONVERSATIONS as usize,
        replay,
    };
    let mut room = messages;
    for conversation in conversations {
        let place = batch.place.as_ref();
        let after = place
            .filter(|place| {
                (&place.seller, place.conversation) == (&conversation.seller, conversation.id)
            })
            .map_or(0, |place| place.sequence);
        let (taken, last) = take(tx, app, &mut batch, &conversation, (after, room)).await?;
        batch.place = Some(ReplayPlace {
            seller: conversation.seller,
            conversation: conversation.id,
            sequence: last,
        });
        room = room.saturating_sub(taken);
        if room == 0 {
            batch.is_last = false;
            break;
        }
    }
    Ok(Some(batch))
}

/// Takes at most `room` messages of a conversation behind one; returns how many it has read and the last of them.
async fn take(
    tx: &Tx,
    app: &App,
    batch: &mut Batch,
    conversation: &ReplayedConversation,
    (after, room): (u32, u32),
) -> Result<(u32, u32), ActionError> {
    let replay = &batch.replay;
    if conversation.last_message_at < replay.sent_from {
        return Ok((0, after));
    }
    let (seller, id) = (&conversation.seller, conversation.id);
    let from = after.saturating_sub(BEFORE);
    let whole = (Reader::Marketplace, seller);
    let messages = store::messages::after(tx, whole, id, from, room + after - from).await?;
    let last = messages.last().map_or(after, |message| message.sequence);
    let is_due = |message: &&Message| {
        message.sequence > after
            && message.author != AuthorKind::Staff
            && (replay.sent_from..replay.sent_to).contains(&message.sent_at)
    };
    if messages.iter().any(|message| is_due(&message)) {
        let target = Target {
            seller: seller.clone(),
            buyer: conversation.buyer.clone(),
            subject: conversation.subject.clone(),
            conversation: Some(id),
            files: Vec::new(),
        };
        let around = beside(tx, app, &target).await?;
        for (at, message) in messages.iter().enumerate() {
            if is_due(&message) && message.text.is_some() {
                batch.waiting.push(Waiting {
                    around: around.of(message.author, earlier(&messages[..at], message)),
                    conversation: conversation.clone(),
                    message: message.clone(),
                });
            }
        }
    }
    Ok((last.saturating_sub(after), last))
}

/// What its author wrote before, the oldest first.
fn earlier(before: &[Message], message: &Message) -> Vec<String> {
    let same =
        |other: &&Message| (other.author, &other.author_id) == (message.author, &message.author_id);
    let newest = before.iter().rev().filter(same).take(EARLIER);
    let mut texts: Vec<String> = newest.filter_map(|other| other.text.clone()).collect();
    texts.reverse();
    texts
}

/// What the versions find differently, message by message, each rule once.
fn compare(
    old: &Arc<Detector>,
    new: &Arc<Detector>,
    waiting: Vec<Waiting>,
) -> Vec<Vec<ReplaySample>> {
    let each = |waiting: Waiting| {
        let (conversation, message) = (waiting.conversation, waiting.message);
        let text = message.text.unwrap_or_default();
        let (before, after) = waiting
            .around
            .with(&text, |message| (old.detect(message), new.detect(message)));
        let mut seen = BTreeSet::new();
        differences(&before, &after)
            .into_iter()
            .filter(|(way, found)| seen.insert((*way, found.kind, found.rule.clone())))
            .map(|(way, found)| ReplaySample {
                way,
                kind: found.kind,
                rule: found.rule.clone(),
                seller: conversation.seller.clone(),
                conversation: conversation.id,
                message: message.id,
                sequence: message.sequence,
                span: found.span,
            })
            .collect()
    };
    waiting.into_iter().map(each).collect()
}

struct Done {
    replay: Replay,
    place: Option<ReplayPlace>,
    looked: u32,
    samples: Vec<Vec<ReplaySample>>,
    is_last: bool,
}

async fn save(tx: &Tx, recorder: &Recorder, done: &Done) -> Result<(), ActionError> {
    let replay = &done.replay;
    let with = |way: Way| {
        let has = |samples: &&Vec<ReplaySample>| samples.iter().any(|sample| sample.way == way);
        u32::try_from(done.samples.iter().filter(has).count()).unwrap_or(u32::MAX)
    };
    let mut totals = replay.totals;
    totals.looked += done.looked;
    totals.caught += with(Way::Caught);
    totals.freed += with(Way::Freed);
    store::rule_replays::advance(tx, replay, done.place.as_ref(), totals).await?;
    for sample in done.samples.iter().flatten() {
        let what = (sample.way, sample.kind, sample.rule.as_str());
        let number = store::rule_replays::count(tx, replay.id, what).await?;
        if number <= SAMPLES {
            store::rule_replays::insert_sample(tx, replay.id, number, sample).await?;
        }
    }
    if !done.is_last {
        return Ok(());
    }
    store::rule_replays::turn(tx, replay, ReplayState::Done, Some(recorder.now)).await?;
    let body = json!({
        "replay_id": replay.id,
        "rule_set": replay.number,
        "looked": totals.looked,
        "caught": totals.caught,
        "freed": totals.freed,
    });
    let event = recorder.event(None, stream(), None, "rule_replay.done", body)?;
    record(tx, &[event]).await?;
    Ok(())
}
