//! Computes open deadlines again after a calendar or a seller's absences have changed, and records which ones moved.

use jiff::{SignedDuration, Timestamp};
use rules::ids::{BuyerId, ConversationId, DeadlineId, JobId, SellerId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Tx, conversations, deadlines};

use crate::actions::conversations::save::deadline_body;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

pub const KIND: &str = "recompute_deadlines";

/// Longer than any transaction may take.
const UNTIL_ALL_KNOW: SignedDuration = SignedDuration::from_mins(2);

const BATCH: u32 = 200;

/// Whose deadlines; without a seller and a buyer everybody's.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Body {
    pub seller: Option<SellerId>,
    pub buyer: Option<BuyerId>,
}

/// Enqueues the work twice: at once, and again when no transaction is left that began before the change
/// and may still open a deadline by the calendar as it was.
pub async fn enqueue(tx: &Tx, recorder: &Recorder, body: &Body) -> Result<(), ActionError> {
    let text = serde_json::to_string(body).map_err(|error| ActionError::Internal {
        operation: "writing the body of a job",
        source: error.into(),
    })?;
    let later = recorder
        .now
        .saturating_add(UNTIL_ALL_KNOW)
        .unwrap_or(Timestamp::MAX);
    for run_at in [recorder.now, later] {
        store::jobs::enqueue(tx, recorder.id(JobId)?, KIND, &text, run_at).await?;
    }
    Ok(())
}

/// Goes through all open deadlines of the body's seller or buyer.
pub async fn run(app: &App, body: &Body, now: Timestamp) -> Result<(), ActionError> {
    match &body.buyer {
        Some(buyer) => run_of_buyer(app, buyer.clone(), now).await,
        None => run_by_batch(app, body, now).await,
    }
}

async fn run_of_buyer(app: &App, buyer: BuyerId, now: Timestamp) -> Result<(), ActionError> {
    let open = app
        .db
        .read(async move |tx: &Tx| {
            Ok::<_, ActionError>(deadlines::any_open_of_buyer(tx, &buyer).await?)
        })
        .await?;
    for (seller, deadline, conversation) in open {
        recompute_one(app, now, seller, conversation, deadline).await?;
    }
    Ok(())
}

async fn run_by_batch(app: &App, body: &Body, now: Timestamp) -> Result<(), ActionError> {
    let mut after: Option<(SellerId, DeadlineId)> = None;
    loop {
        let (from, only) = (after.clone(), body.seller.clone());
        let batch = app
            .db
            .read(async move |tx: &Tx| {
                Ok::<_, ActionError>(
                    deadlines::any_open_after(tx, from.as_ref(), only.as_ref(), BATCH).await?,
                )
            })
            .await?;
        let Some((seller, deadline, _)) = batch.last() else {
            return Ok(());
        };
        after = Some((seller.clone(), *deadline));
        for (seller, deadline, conversation) in batch {
            recompute_one(app, now, seller, conversation, deadline).await?;
        }
    }
}

async fn recompute_one(
    app: &App,
    now: Timestamp,
    seller: SellerId,
    id: ConversationId,
    deadline: DeadlineId,
) -> Result<(), ActionError> {
    let state = app.clone();
    let work = async move |tx: &Tx| {
        let Some(mut conversation) = conversations::find(tx, &seller, id).await? else {
            return Ok(());
        };
        let terms = state
            .calendars
            .terms(tx, &state.config, &seller, &conversation.buyer, now)
            .await?;
        let Some(open) = conversation
            .deadline
            .as_mut()
            .filter(|open| open.id == deadline && open.is_open())
        else {
            return Ok(());
        };
        // An overdue reply stays overdue: what has been recorded is not taken back by a later change.
        if open.is_overdue(now) {
            return Ok(());
        }
        let received_at = open.received_at;
        let stops_differ = open.set_absences(terms.terms_at(received_at).absences);
        if !stops_differ && open.derivation.calendar_version == terms.calendar.version() {
            return Ok(());
        }
        let before = (open.due_at, open.derivation.calendar_version.clone());
        let moved = open
            .recompute(&terms.calendar, terms.due_soon_percent(Some(open)))
            .map_err(|error| ActionError::Internal {
                operation: "computing a deadline again",
                source: error.into(),
            })?;
        deadlines::save(tx, &seller, open).await?;
        if moved {
            let loaded_version = conversation.version;
            conversation.version += 1;
            conversation.updated_at = now;
            conversations::save(tx, &conversation, loaded_version).await?;
        }
        let mut body = deadline_body(&conversation);
        body["before"] = json!({ "due_at": before.0, "calendar_version": before.1 });
        let recorder = Recorder::of_job(&state, KIND, now);
        let event = recorder.of_conversation(
            &seller,
            &conversation.buyer,
            id,
            "deadline.recomputed",
            body,
        )?;
        record(tx, &[event]).await?;
        Ok::<(), ActionError>(())
    };
    // Changed meanwhile, it is stale: the job is tried again as a whole and passes over what it has done.
    app.db.write(work).await
}
