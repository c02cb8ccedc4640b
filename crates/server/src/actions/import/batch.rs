//! Loads a batch of lines in one transaction, or each alone where the database refuses the batch.

use std::sync::Arc;

use rules::access::Viewer;
use store::Tx;

use super::conversation::apply_conversation;
use super::line::Line;
use super::report::Report;
use crate::actions::marketplace::{
    Outcome, apply_agent, apply_buyer, apply_listing, apply_order, apply_seller,
};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// A line with its number.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) number: u64,
    pub(super) line: Line,
}

/// What became of a line: its type with the outcome, or the reason of its refusal.
type Applied = Result<(&'static str, Outcome), String>;

pub(super) async fn load(
    app: &App,
    viewer: &Viewer,
    batch: Vec<Numbered>,
    report: &mut Report,
) -> Result<(), ActionError> {
    let batch = Arc::new(batch);
    match load_range(app, viewer, &batch, 0..batch.len()).await {
        Ok(applied) => tell(&batch, applied, report),
        Err(error) if is_of_one_line(&error) => {
            // The database refused one of them and with it all: alone, only that one is refused.
            for index in 0..batch.len() {
                let applied = match load_range(app, viewer, &batch, index..index + 1).await {
                    Ok(applied) => applied,
                    Err(error) if is_of_one_line(&error) => vec![Err(reason(&error))],
                    Err(error) => return Err(error),
                };
                tell(&batch[index..=index], applied, report);
            }
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

async fn load_range(
    app: &App,
    viewer: &Viewer,
    batch: &Arc<Vec<Numbered>>,
    range: std::ops::Range<usize>,
) -> Result<Vec<Applied>, ActionError> {
    let recorder = Recorder::new(app, viewer, app.now());
    let (db, app, batch) = (app.db.clone(), app.clone(), Arc::clone(batch));
    db.write(async move |tx: &Tx| {
        let mut applied = Vec::with_capacity(range.len());
        for numbered in &batch[range.clone()] {
            match apply(tx, &app, &recorder, &numbered.line).await {
                Ok(done) => applied.push(Ok(done)),
                Err(error) if is_decided(&error) => applied.push(Err(reason(&error))),
                Err(error) => return Err(error),
            }
        }
        Ok(applied)
    })
    .await
}

async fn apply(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    line: &Line,
) -> Result<(&'static str, Outcome), ActionError> {
    Ok(match line {
        Line::Seller(id, content) => (
            "seller",
            apply_seller(tx, recorder, id, content).await?.outcome,
        ),
        Line::Agent((seller, id), content) => (
            "agent",
            apply_agent(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Buyer(id, content) => (
            "buyer",
            apply_buyer(tx, recorder, id, content).await?.outcome,
        ),
        Line::Listing((seller, id), content) => (
            "listing",
            apply_listing(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Order((seller, id), content) => (
            "order",
            apply_order(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Conversation(line) => (
            "conversation",
            apply_conversation(tx, app, recorder, line).await?,
        ),
    })
}

/// Refused by our own rules, before anything was written: the transaction is whole.
fn is_decided(error: &ActionError) -> bool {
    matches!(
        error,
        ActionError::Invalid { .. } | ActionError::Conflict { .. }
    )
}

/// A refusal that has to do with a line, and not with the service as a whole.
fn is_of_one_line(error: &ActionError) -> bool {
    !matches!(
        error,
        ActionError::Unavailable(_) | ActionError::Randomness(_) | ActionError::Internal { .. }
    )
}

fn reason(error: &ActionError) -> String {
    match error {
        ActionError::Db(store::DbError::Unique { columns, .. }) => {
            format!("another record has the same {columns}")
        }
        error => error.told().detail,
    }
}

fn tell(batch: &[Numbered], applied: Vec<Applied>, report: &mut Report) {
    for (numbered, applied) in batch.iter().zip(applied) {
        match applied {
            Ok((kind, outcome)) => report.count(kind, outcome),
            Err(reason) => report.refuse(numbered.number, reason),
        }
    }
}
